//! `dragnet fetch` as a person or a script runs it. The program waits for real, so that there are few requests.

use std::fs;

use serde_json::Value;

use super::rig::Rig;
use super::server::{Reply, Sending};
use super::site::API;
use crate::support::test_repo::{Ran, TestRepo};

/// Fetches from the server of the rig: `doj`, or paths of it.
fn fetch(repo: &TestRepo, rig: &Rig, line: &[&str]) -> Ran {
    let api = rig.server.url(API);
    let words: Vec<String> = line
        .iter()
        .map(|word| match word.strip_prefix('/') {
            Some(_) => rig.server.url(word),
            None => (*word).to_owned(),
        })
        .collect();
    let mut all = vec!["fetch", "--api", &api, "--rate", "10"];
    all.extend(words.iter().map(String::as_str));
    repo.run(&all)
}

#[test]
fn what_was_fetched_is_indexed_and_found() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(60, 3));
    let ran = fetch(&repo, &rig, &["doj", "/sitemap.xml", "--into", "releases"]);
    ran.is_done();
    assert_eq!(ran.out, "");
    assert!(
        ran.err.starts_with("63 new releases into releases, "),
        "{}",
        ran.err
    );
    let report = repo.report(&["releases"]);
    assert_eq!([&report["releases"], &report["files"]], [63, 63]);
    // Now the corpus of the index is where releases go.
    rig.site
        .with(|state| state.pages.retain(|path, _| path.contains("0000")));
    fs::remove_dir_all(repo.path().join("releases/127.0.0.1")).expect("pages");
    let ran = fetch(&repo, &rig, &["/sitemap.xml", "--format", "json"]);
    ran.is_done();
    let told: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        told["into"].as_str(),
        Some(&*repo.path().join("releases").to_string_lossy())
    );
}

#[test]
fn a_part_that_failed_is_status_1_and_everything_is_status_2() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(0, 3));
    rig.site.with(|state| {
        let path = state.pages.keys().next().expect("a page").clone();
        state.always.insert(path, Reply::status(418));
    });
    let ran = fetch(&repo, &rig, &["/sitemap.xml"]);
    assert_eq!(ran.status, 1, "{}", ran.err);
    assert!(
        ran.err.contains("failed http://127.0.0.1:") && ran.err.contains("status 418"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("2 new releases into corpus, 1 failed, "),
        "{}",
        ran.err
    );
    fetch(&repo, &rig, &["/nothing"])
        .is_error("there is no such page (status 404)", "hint: name a feed");
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port");
    let address = format!("http://{closed}/feed.xml");
    fetch(&repo, &rig, &[&address]).is_error(
        "cannot fetch http://127.0.0.1:",
        "hint: is the address right",
    );
    let json = fetch(&repo, &rig, &["/nothing", "--format", "json"]);
    assert_eq!(json.status, 2);
    let told: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(told["sources"][0]["state"], "failed");
    assert_eq!(told["failures"][0]["fault"], "gone");
}

#[test]
fn a_line_that_cannot_be_meant_says_what_to_type() {
    let repo = TestRepo::empty();
    for (line, message, hint) in [
        (
            &["fetch", "dojj"][..],
            "`dojj` is no source",
            "did you mean `doj`?",
        ),
        (
            &["fetch", "agency.example/feed"],
            "neither a known source nor an address",
            "did you mean `https://agency.example/feed`?",
        ),
        (
            &["fetch", "ftp://agency.example/"],
            "neither http nor https",
            "dragnet fetch --list",
        ),
        (
            &["fetch", "https://"],
            "is no source",
            "dragnet fetch --list",
        ),
        (
            &["fetch", "sec-litigation"],
            "and no contact is given",
            "--contact you@example.org",
        ),
        (
            &["fetch", "sec-litigation", "--contact", "me"],
            "`me` is neither an address of mail nor of a page",
            "--contact you@example.org",
        ),
        (
            &["fetch", "usao-ndoh"],
            "`usao-ndoh` is no source",
            "doj --match /usao-ndoh/",
        ),
        (
            &["fetch", "doj", "--since", "2026", "--until", "2025"],
            "--since 2026-01-01 comes after --until 2025-12-31",
            "",
        ),
        (
            &["fetch", "doj", "--timeout", "soon"],
            "a number of seconds from 1 to 3600",
            "",
        ),
        (
            &["fetch", "https://www.sec.gov/x"],
            "Securities and Exchange Commission answers only",
            "DRAGNET_CONTACT",
        ),
        (
            &["fetch", "@no-such-file"],
            "cannot read the list `no-such-file`",
            "an address on each line",
        ),
        (
            &["fetch", "doj", "--since", "yesteryear"],
            "--since `yesteryear`: dates are written",
            "",
        ),
        (
            &["fetch", "doj", "--contact", "Zoë"],
            "the user agent",
            "without accents",
        ),
        (&["fetch"], "required arguments were not provided", ""),
        (
            &["fetch", "doj", "--rate", "11"],
            "a number from 0.001 to 10",
            "",
        ),
    ] {
        repo.run(line).is_error(message, hint);
    }
    assert_eq!(fs::read_dir(repo.path()).expect("a folder").count(), 0);
}

#[test]
fn a_folder_that_cannot_be_filled_is_an_error_with_a_hint() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(0, 1));
    repo.write("taken", "a file");
    fetch(&repo, &rig, &["/sitemap.xml", "--into", "taken"])
        .is_error("cannot write `taken`", "--into DIR");
    // Another process holds the lock of the folder.
    fs::create_dir_all(repo.path().join("busy/.dragnet")).expect("a folder");
    let lock = fs::File::create(repo.path().join("busy/.dragnet/fetch.lock")).expect("a file");
    lock.lock().expect("the lock");
    fetch(&repo, &rig, &["/sitemap.xml", "--into", "busy"]).is_error(
        "`busy` is being filled by another process",
        "wait for it to end",
    );
    assert_eq!(rig.server.log().len(), 0);
}

#[test]
fn lists_come_from_a_file_or_from_standard_input() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(0, 4));
    let pages: Vec<String> = rig
        .site
        .0
        .lock()
        .expect("the site")
        .pages
        .keys()
        .map(|path| rig.server.url(path))
        .collect();
    repo.write(
        "list.txt",
        format!("\u{feff}# releases\n{}\n\n  {}  \n", pages[0], pages[1]),
    );
    fetch(&repo, &rig, &["@list.txt"]).is_done();
    assert_eq!(super::rig::files(&repo.path().join("corpus")).len(), 2);
    repo.write("input", pages[2..].join("\n"));
    let input = fs::File::open(repo.path().join("input")).expect("a file");
    let mut command = repo.command(&["fetch", "-", "--rate", "10"]);
    Ran::from(command.stdin(input).output().expect("dragnet runs")).is_done();
    assert_eq!(super::rig::files(&repo.path().join("corpus")).len(), 4);
}

#[test]
fn a_dry_run_prints_the_addresses() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(0, 3));
    let ran = fetch(&repo, &rig, &["/sitemap.xml", "--dry-run"]);
    ran.is_done();
    assert_eq!(ran.out.lines().count(), 3, "{}", ran.out);
    assert!(
        ran.err
            .starts_with("would fetch: 3 new releases into corpus"),
        "{}",
        ran.err
    );
    assert!(!repo.path().join("corpus").exists());
}

#[test]
fn the_known_sources_are_listed() {
    let repo = TestRepo::empty();
    let ran = repo.run(&["fetch", "--list"]);
    ran.is_done();
    for name in [
        "doj ",
        "sec-litigation ",
        "ftc ",
        "cftc ",
        "cfpb ",
        "ofac ",
        "fbi ",
        "hhs-oig ",
        "epa ",
        "usao-sdny ",
        "needs --contact",
        "untried",
    ] {
        assert!(ran.out.contains(name), "{name}: {}", ran.out);
    }
    let told: Value = serde_json::from_str(&repo.run(&["fetch", "--list", "--format", "json"]).out)
        .expect("JSON");
    assert!(told.as_array().is_some_and(|list| {
        list.iter()
            .any(|source| source["name"] == "doj" && source["kind"] == "api")
    }));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_run_with_status_130_and_keeps_what_was_received() {
    use std::process::Stdio;
    use std::time::Duration;

    let (repo, rig) = (TestRepo::empty(), Rig::new(0, 60));
    let sitemap = rig.server.url("/sitemap.xml");
    let mut command = repo.command(&["fetch", &sitemap, "--rate", "10"]);
    let run = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("dragnet runs");
    while rig.server.asked("/news/") < 3 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let pid = run.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .expect("kill")
            .success()
    );
    let ran = Ran::from(run.wait_with_output().expect("an end"));
    assert_eq!(ran.status, 130, "{}", ran.err);
    assert!(
        ran.err.contains("interrupted: what was received is kept"),
        "{}",
        ran.err
    );
    let kept = super::rig::files(&repo.path().join("corpus")).len();
    assert!((2..60).contains(&kept), "{kept}");
}

#[test]
fn nothing_of_an_answer_controls_the_terminal() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(0, 0));
    rig.site.with(|state| {
        let wall = "<html><head><title>\u{1b}[31mred\u{7}</title></head></html>";
        state
            .always
            .insert(API.to_owned(), Reply::of("text/html", wall));
        let odd = Reply::of("x/\u{1b}[0m", vec![1, 2, 3]).sent(Sending::Whole);
        state.always.insert("/odd".to_owned(), odd);
    });
    let ran = fetch(&repo, &rig, &["doj", "/odd"]);
    assert_eq!(ran.status, 2);
    assert!(!ran.err.contains(['\u{1b}', '\u{7}']), "{:?}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_an_error_and_nothing_is_lost() {
    use crate::corpus::permissions::Lodger;

    let (lodger, rig) = (Lodger::new(), Rig::new(0, 2));
    let sitemap = rig.server.url("/sitemap.xml");
    let line = ["fetch", &sitemap, "--rate", "10", "--into", "corpus"];
    lodger.allow("corpus", 0o555);
    let hint = "name a folder that you may write to";
    lodger
        .run(&line)
        .is_error("cannot write `corpus/.dragnet`: Permission denied", hint);
    lodger.allow("corpus", 0o755);
    lodger.run(&line).is_done();
    assert_eq!(rig.server.asked("/news/"), 2);
}

#[test]
fn a_full_disk_is_an_error_and_the_next_run_goes_on() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(0, 12));
    let disk = repo.path().join("disk");
    let Some(_mounted) = crate::index::full_disk::Mounted::of(&disk, "400k") else {
        return;
    };
    // Room for a part of the pages.
    fs::write(disk.join("ballast"), vec![0; 350 << 10]).expect("ballast");
    let line = ["/sitemap.xml", "--into", "disk/releases"];
    let ran = fetch(&repo, &rig, &line);
    ran.is_error("No space left", "make room and run the same command again");
    let kept = super::rig::files(&disk.join("releases"));
    assert!(kept.len() < 12 && kept.values().all(|text| text.ends_with("</html>")));
    fs::remove_file(disk.join("ballast")).expect("the ballast");
    fetch(&repo, &rig, &line).is_done();
    assert_eq!(super::rig::files(&disk.join("releases")).len(), 12);
}
