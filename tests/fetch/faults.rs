//! What can be wrong with an answer: each is named, nothing of it is kept, and the others are fetched all the same.

use std::time::Duration;

use dragnet::fetch::Fault;

use super::rig::Rig;
use super::server::{Reply, Sending};
use super::site::{bot_wall, page};
use crate::support::packing::gzip;

/// Pages that cannot be fetched, with what is wrong.
fn bad_pages() -> Vec<(&'static str, Reply, &'static str)> {
    let html = |body: &str| Reply::of("text/html", body);
    let whole = page("Clerk", "A clerk of Oldport was sentenced.");
    let length = whole.len();
    let bomb = gzip(vec![b' '; 40 << 20]);
    vec![
        (
            "/cut",
            html(&whole).sent(Sending::Cut(length / 2)),
            "the answer was cut short",
        ),
        (
            "/short",
            html(&whole).sent(Sending::Short(length / 2)),
            "the answer was cut short",
        ),
        (
            "/close",
            html(&whole).sent(Sending::Close(length / 2)),
            "the answer was cut short",
        ),
        (
            "/chunks",
            html(&whole).sent(Sending::CutChunks),
            "the answer was cut short",
        ),
        ("/empty", html(""), "the answer was cut short"),
        (
            "/drip",
            html(&whole).sent(Sending::Drip(50)),
            "no whole answer in time",
        ),
        (
            "/endless",
            html(&whole).sent(Sending::Endless),
            "the answer is larger than",
        ),
        ("/bomb", html("").with("Content-Encoding", "gzip"), ""),
        (
            "/garbled",
            html(&whole).with("Content-Encoding", "gzip"),
            "the answer cannot be unpacked",
        ),
        (
            "/packed-oddly",
            html(&whole).with("Content-Encoding", "compress"),
            "the answer cannot be unpacked",
        ),
        ("/wall", bot_wall(), "the page that it sends to robots"),
        ("/loop", Reply::redirect("/loop"), "more than 5 redirects"),
        (
            "/private",
            Reply::redirect("http://10.0.0.1/"),
            "10.0.0.1 is not on the open net",
        ),
        (
            "/metadata",
            Reply::redirect("http://169.254.169.254/latest"),
            "169.254.169.254 is not on the open net",
        ),
        (
            "/file",
            Reply::redirect("file:///etc/passwd"),
            "neither http nor https",
        ),
        ("/error", Reply::status(500), "status 500"),
        ("/teapot", Reply::status(418), "status 418"),
        (
            "/picture",
            Reply::of("image/png", vec![0x89, b'P', 0, 1]),
            "this is no page: image/png",
        ),
    ]
    .into_iter()
    .map(|(path, mut reply, why)| {
        if path == "/bomb" {
            reply.body.clone_from(&bomb);
            return (path, reply, "the answer is larger than");
        }
        (path, reply, why)
    })
    .collect()
}

#[test]
fn each_fault_is_named_and_the_good_pages_between_are_kept() {
    let rig = Rig::new(0, 30);
    let bad = bad_pages();
    let mut paths = Vec::new();
    rig.site.with(|state| {
        let good: Vec<String> = state.pages.keys().cloned().collect();
        for (at, (path, reply, _)) in bad.iter().enumerate() {
            state.always.insert((*path).to_owned(), reply.clone());
            // A host that fails too often in a row is left alone, so that good ones stand between.
            paths.push((*path).to_owned());
            paths.push(good[at].clone());
        }
    });
    let sources: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut options = rig.options(&sources);
    options.max_bytes = 1 << 20;
    options.timeout = Duration::from_millis(200);
    let report = rig.fetch(&options);
    assert_eq!(report.counts.new, bad.len() as u64, "{:?}", report.failures);
    assert_eq!(rig.files().len(), bad.len());
    for (path, _, why) in &bad {
        let url = rig.server.url(path);
        let failure = report.failures.iter().find(|failure| failure.url == url);
        let failure = failure.unwrap_or_else(|| panic!("{path} did not fail"));
        assert!(failure.reason.contains(why), "{path}: {}", failure.reason);
    }
    assert_eq!(report.failures.len(), bad.len());
    assert_eq!(report.hosts_left, []);
    // Each is asked for again by the next run, and by no other way.
    rig.site.with(|state| state.always.clear());
    rig.site.with(|state| {
        let good = state.pages.values().next().expect("a page").clone();
        for (path, ..) in &bad {
            state.pages.insert((*path).to_owned(), good.clone());
        }
    });
    let again = rig.fetch(&options);
    assert_eq!(again.counts.new, bad.len() as u64);
}

#[test]
fn a_page_that_a_feed_names_no_longer_is_fetched_once_it_can_be() {
    let rig = Rig::new(0, 30);
    let lost = rig
        .site
        .0
        .lock()
        .expect("the site")
        .pages
        .keys()
        .next_back()
        .expect("a page")
        .clone();
    rig.site.with(|state| {
        state.always.insert(lost.clone(), Reply::status(500));
    });
    assert_eq!(rig.fetch_all(&["/feed.xml"]).counts.failed, 1);
    rig.site.with(|state| {
        state.always.clear();
        let page = state.pages.remove(&lost).expect("the page");
        state
            .always
            .insert(lost.clone(), Reply::of("text/html", page.body));
    });
    let report = rig.fetch_all(&["/feed.xml"]);
    assert!(
        report.names.new.iter().any(|name| lost.ends_with(
            name.rsplit('/')
                .next()
                .expect("a name")
                .trim_end_matches(".html")
        )),
        "{:?}",
        report.names
    );
}

#[test]
fn a_host_that_fails_again_and_again_is_left_alone_and_named() {
    let rig = Rig::new(0, 40);
    rig.site.with(|state| {
        for path in state.pages.keys() {
            state.always.insert(path.clone(), Reply::status(403));
        }
    });
    let report = rig.fetch_all(&["/sitemap.xml"]);
    assert_eq!(report.hosts_left[0].host, "127.0.0.1");
    assert!(
        report.hosts_left[0]
            .reason
            .contains("5 addresses in a row failed")
    );
    assert_eq!(rig.server.asked("/news/"), 5);
    assert!(report.has_failures() && !report.has_failed());
    // The next run tries again.
    rig.site.with(|state| state.always.clear());
    assert_eq!(rig.fetch_all(&["/sitemap.xml"]).counts.new, 40);
}

#[test]
fn an_address_that_does_not_answer_is_a_failure_of_its_source_alone() {
    let rig = Rig::new(0, 3);
    // A port that was just given back.
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port");
    let closed = format!("http://localhost:{}/feed.xml", closed.port());
    let sitemap = rig.server.url("/sitemap.xml");
    let report = rig.fetch(&rig.options(&[closed.as_str(), sitemap.as_str()]));
    assert_eq!(report.counts.new, 3);
    assert!(
        matches!(
            report.sources[0].fault,
            Some(Fault::HostLeft { .. } | Fault::Unreachable { .. })
        ),
        "{:?}",
        report.sources
    );
    assert!(!report.has_failed());
}
