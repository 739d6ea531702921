//! How many requests a second does `dragnet serve` answer, and how long does each page take? Loopback only, and a few seconds.
//!
//! `cargo bench --bench serve -- INDEX [SECONDS]`. It exits with status 1 where a bound of the project is missed on an index
//! that is no larger than 30,000 releases.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{scope, spawn};
use std::time::{Duration, Instant};

use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::query::{Limit, Request, search};
use dragnet::serve::{Server, Settings};

/// Clients that ask at once.
const CLIENTS: usize = 4;

/// Requests for each page.
const OF_EACH: usize = 100;

/// Maximum time of 95 of 100 requests for a page.
const MAX_TIME: Duration = Duration::from_millis(50);

/// Minimum number of searches with facets a second.
const MIN_RATE: f64 = 200.0;

const WORDS: [&str; 10] = [
    "wire+fraud",
    "kickbacks",
    "%22tax+evasion%22",
    "bribery+officials",
    "pension",
    "opioid+pharmacy",
    "insider+trading",
    "money+laundering",
    "identity+theft",
    "antitrust+bid+rigging",
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).filter(|word| word != "--bench");
    let Some(index) = arguments.next().map(PathBuf::from) else {
        println!("usage: cargo bench --bench serve -- INDEX [SECONDS]");
        return ExitCode::SUCCESS;
    };
    let seconds = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(4);
    let seconds = Duration::from_secs(u64::min(seconds, 10));
    let ids = ids(&index);
    let settings = Settings {
        index,
        index_option: String::new(),
        knowledge: Knowledge::builtin(),
        hosts: Vec::new(),
        hint: |_, _, _| None,
    };
    let server = Server::bind(settings, IpAddr::V4(Ipv4Addr::LOCALHOST), 0).expect("a server");
    let (address, ended) = (server.address(), AtomicBool::new(false));
    let ended: &'static AtomicBool = Box::leak(Box::new(ended));
    let running = spawn(move || server.run(ended));
    let rate = searches_a_second(address, seconds);
    println!("{rate:>8.0} searches with facets a second, {CLIENTS} clients");
    let mut is_quick = rate >= MIN_RATE;
    for (name, paths) in pages(&ids) {
        let mut times: Vec<Duration> = (0..OF_EACH)
            .map(|number| {
                let started = Instant::now();
                get(address, &paths[number % paths.len()]);
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        let (median, most) = (times[OF_EACH / 2], times[OF_EACH * 95 / 100 - 1]);
        println!(
            "{:>8.1} ms for half, {:>6.1} ms for 95 of 100: {name}",
            millis(median),
            millis(most)
        );
        is_quick &= most < MAX_TIME;
    }
    ended.store(true, Ordering::Relaxed);
    running.join().expect("the server ends");
    if is_quick {
        ExitCode::SUCCESS
    } else {
        println!(
            "a bound is missed: {MIN_RATE} searches a second, {} ms",
            MAX_TIME.as_millis()
        );
        ExitCode::FAILURE
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Releases of the index.
fn ids(index: &std::path::Path) -> Vec<String> {
    let knowledge = Knowledge::builtin();
    let index = OpenIndex::open(index, knowledge).expect("an index");
    let mut request = Request::new("fraud", || jiff::civil::date(2026, 1, 1));
    request.limit = Limit::Count(50);
    let results = search(&index, knowledge, &request).expect("an answer");
    let hits = results.hits.map(|hit| hit.expect("a hit").release.id);
    hits.map(|id| {
        id.replace('%', "%25")
            .replace('#', "%23")
            .replace(' ', "%20")
            .replace('?', "%3F")
    })
    .collect()
}

fn searches_a_second(address: SocketAddr, time: Duration) -> f64 {
    let (started, answered) = (Instant::now(), AtomicUsize::new(0));
    scope(|scope| {
        for client in 0..CLIENTS {
            let answered = &answered;
            scope.spawn(move || {
                let mut number = client;
                while started.elapsed() < time {
                    get(
                        address,
                        &format!("/search?q={}", WORDS[number % WORDS.len()]),
                    );
                    answered.fetch_add(1, Ordering::Relaxed);
                    number += 1;
                }
            });
        }
    });
    #[expect(clippy::cast_precision_loss, reason = "a count of a few seconds")]
    let answered = answered.load(Ordering::Relaxed) as f64;
    answered / started.elapsed().as_secs_f64()
}

/// Each page with some addresses.
fn pages(ids: &[String]) -> Vec<(&'static str, Vec<String>)> {
    let of_each = |before: &str| ids.iter().map(|id| format!("{before}{id}")).collect();
    let searches = |behind: &str| {
        WORDS
            .iter()
            .map(|words| format!("/search?q={words}{behind}"))
            .collect()
    };
    let listed = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
    vec![
        ("home", listed(&["/"])),
        ("search", searches("")),
        (
            "search, narrowed",
            searches("&agency=FBI&agency=IRS-CI&since=2012&sort=newest"),
        ),
        ("cases", searches("&by=matter")),
        ("release", of_each("/release/")),
        ("case", of_each("/case/")),
        (
            "agency",
            listed(&["/agency/doj/fbi", "/agency/sec", "/agency/hhs/oig"]),
        ),
        (
            "district",
            listed(&["/district/SDNY", "/district/SDFL", "/district/NV"]),
        ),
        (
            "facets",
            listed(&[
                "/facets?field=prosecutor",
                "/facets?field=defendant&q=fraud",
                "/facets?field=agency",
            ]),
        ),
        (
            "who works with whom",
            listed(&["/together", "/together?q=fraud", "/together?since=2015"]),
        ),
        ("about", listed(&["/about"])),
        ("help", listed(&["/help"])),
    ]
}

fn get(address: SocketAddr, path: &str) {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    assert!(
        answer.starts_with(b"HTTP/1.1 200"),
        "{path}: {}",
        String::from_utf8_lossy(&answer[..200.min(answer.len())])
    );
}
