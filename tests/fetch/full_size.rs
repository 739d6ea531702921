//! The whole task at full size, with every fault, by the program itself. It takes minutes: the program waits for real.

use std::process::Stdio;
use std::time::Duration;

use super::rig::{Rig, files, keeps_interval};
use super::server::{Reply, Sending};
use super::site::{API, Move, bot_wall, page, passing_faults};
use crate::support::packing::gzip;
use crate::support::test_repo::TestRepo;

/// Pages that can never be fetched.
const BAD: usize = 9;

/// Everything that can go wrong, in one site.
fn spoil(rig: &Rig) {
    let text = page("Clerk", "A clerk of Oldport was sentenced.");
    let html = || Reply::of("text/html", text.as_str());
    let bad = [
        html().sent(Sending::Cut(40)),
        html().sent(Sending::Short(40)),
        html().sent(Sending::Drip(150)),
        html().sent(Sending::Endless),
        Reply::redirect("/news/loop"),
        Reply::redirect("http://10.0.0.1/"),
        Reply::of("text/html", gzip(vec![b' '; 200 << 20])).with("Content-Encoding", "gzip"),
        bot_wall(),
        Reply::status(418),
    ];
    rig.site.with(|state| {
        state
            .always
            .insert("/news/loop".to_owned(), Reply::redirect("/news/loop"));
        let paths: Vec<String> = state.pages.keys().cloned().collect();
        for (at, reply) in bad.into_iter().enumerate() {
            state.always.insert(paths[at * 30].clone(), reply);
        }
        for (at, path) in paths.iter().enumerate().filter(|(at, _)| at % 30 == 7) {
            let faults = passing_faults();
            let fault = faults[at % faults.len()].clone();
            state
                .first
                .entry(path.clone())
                .or_default()
                .push_back(Some(fault));
        }
        let faults = state.first.entry(API.to_owned()).or_default();
        for fault in passing_faults() {
            faults.extend([None, None, Some(fault)]);
        }
        for at in 0..20 {
            let moves = vec![
                Move::Front(40 * at + 30),
                Move::Remove(60 * at),
                Move::Add,
                Move::Edit(5),
            ];
            state.moves.insert(4 * at + 3, moves);
        }
        state.robots = Some("User-agent: *\nDisallow: /private/\n".to_owned());
    });
}

fn run(repo: &TestRepo, rig: &Rig) -> (i32, serde_json::Value, u64) {
    let (api, feed, sitemap) = (
        rig.server.url(API),
        rig.server.url("/feed.xml"),
        rig.server.url("/sitemap.xml"),
    );
    let line = [
        "fetch",
        "doj",
        "--api",
        &api,
        &feed,
        &sitemap,
        "--rate",
        "10",
        "--timeout",
        "2",
        "--into",
        "releases",
        "--format",
        "json",
    ];
    let mut child = repo
        .command(&line)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("dragnet runs");
    let mut out = child.stdout.take().expect("its output");
    let report = std::thread::spawn(move || std::io::read_to_string(&mut out).expect("text"));
    let mut peak = 0;
    // What `wait4` tells of a child is at least what its parent had when it was started.
    while child.try_wait().expect("a child").is_none() {
        peak = peak_memory(child.id()).unwrap_or(peak);
        std::thread::sleep(Duration::from_millis(20));
    }
    let status = child.wait().expect("an end").code().expect("a status");
    let report = serde_json::from_str(&report.join().expect("a report")).expect("JSON");
    (status, report, peak)
}

/// The most memory that a process has had until now, in bytes. Only Linux tells it.
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes << 10)
}

#[test]
#[ignore = "takes five minutes: cargo test --release --test dragnet -- --ignored --nocapture full_size"]
fn five_thousand_records_a_feed_a_sitemap_and_three_hundred_pages_with_every_fault() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(5000, 300));
    spoil(&rig);
    let (status, report, peak) = run(&repo, &rig);
    println!(
        "first run: {} requests, {} s, peak {} MiB",
        report["requests"],
        report["seconds"],
        peak >> 20
    );
    assert_eq!(status, 1, "{report}");
    let failed = report["failures"].as_array().expect("a list");
    for failure in failed {
        println!("failed {}: {}", failure["url"], failure["reason"]);
    }
    assert_eq!(failed.len(), BAD);
    assert!(peak < 64 << 20, "{peak} bytes");
    let log = rig.server.take_log();
    assert_eq!(rig.server.most_at_once(), 1);
    // The program's clock and the server's differ by what a request is on its way.
    keeps_interval(&log, Duration::ZERO);
    let mut texts: Vec<String> = files(&repo.path().join("releases")).into_values().collect();
    texts.sort_unstable();
    for record in rig.site.records() {
        assert!(
            texts.binary_search(&record.json()).is_ok(),
            "{} is missing",
            record.id
        );
    }
    let pages = texts
        .iter()
        .filter(|text| text.starts_with("<!DOCTYPE"))
        .count();
    assert_eq!(pages, 300 - BAD);
    rig.site.with(|state| state.always.clear());
    let (status, _, _) = run(&repo, &rig);
    assert_eq!(status, 0);
    rig.server.take_log();
    let (status, again, peak) = run(&repo, &rig);
    println!(
        "with nothing new: {} requests, {} s, peak {} MiB",
        again["requests"],
        again["seconds"],
        peak >> 20
    );
    assert_eq!(
        (status, again["new"].as_u64(), again["changed"].as_u64()),
        (0, Some(0), Some(0))
    );
    let (first, second) = (report["requests"].as_u64(), again["requests"].as_u64());
    assert!(
        second
            .zip(first)
            .is_some_and(|(second, first)| second * 20 < first),
        "{second:?} after {first:?}"
    );
}
