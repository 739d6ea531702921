//! What the log of the server shows.

use std::time::Duration;

use dragnet::fetch::FetchOptions;

use super::rig::{Rig, keeps_interval};
use super::server::Reply;

#[test]
fn no_host_is_asked_more_often_than_the_rate_nor_twice_at_once() {
    let rig = Rig::new(120, 40);
    let options = FetchOptions {
        rate: 4.0,
        ..rig.options(&["doj", "/sitemap.xml", "/feed.xml"])
    };
    assert_eq!(rig.fetch(&options).failures, []);
    keeps_interval(&rig.server.log(), Duration::from_millis(250));
    assert_eq!(rig.server.most_at_once(), 1);
    let agent = rig.server.log()[0]
        .request
        .header("user-agent")
        .expect("an agent")
        .to_owned();
    assert_eq!(
        agent,
        format!(
            "Mozilla/5.0 (compatible; dragnet/{})",
            env!("CARGO_PKG_VERSION")
        )
    );
}

#[test]
fn several_hosts_are_asked_at_once_and_each_by_one_request_at_a_time() {
    let rig = Rig::new(120, 40);
    let elsewhere = rig.server.url_of("localhost", "/sitemap.xml");
    // A page of one host that leads to the other.
    rig.site.with(|state| {
        let there = Reply::redirect("/news/2012/0000-release");
        state.always.insert("/moved".to_owned(), there);
    });
    let report = rig.fetch_all(&["doj", &elsewhere, "/feed.xml", "/moved"]);
    assert_eq!(report.failures, []);
    assert_eq!(rig.server.most_at_once(), 1);
    let log = rig.server.log();
    let place = |host: &str| log.iter().position(|logged| logged.host == host);
    assert!(
        place("localhost").is_some_and(|at| at < 60),
        "one after the other"
    );
}

#[test]
fn a_known_source_bears_no_more_than_its_table_says() {
    let rig = Rig::new(300, 0);
    let options = FetchOptions {
        rate: 10.0,
        ..rig.options(&["doj"])
    };
    rig.fetch(&options);
    let log = rig.server.log();
    keeps_interval(&log[1..], Duration::from_millis(250));
}

#[test]
fn robots_txt_is_asked_first_and_obeyed() {
    let rig = Rig::new(0, 30);
    rig.site.with(|state| {
        state.robots = Some("User-agent: *\nDisallow: /\n\nUser-agent: dragnet\nDisallow: /news/2013/\nCrawl-delay: 7\n".to_owned());
    });
    let report = rig.fetch_all(&["/sitemap.xml"]);
    let log = rig.server.log();
    assert_eq!(log[0].request.target, "/robots.txt");
    assert_eq!(rig.server.asked("/robots.txt"), 1);
    assert_eq!(rig.server.asked("/news/2013/"), 0);
    // What robots.txt forbids is left out. It is no failure, every night again.
    assert!(report.counts.new > 20 && report.counts.left_out > 0);
    assert_eq!(report.counts.failed, 0, "{:?}", report.failures);
    let promised = rig.fetch(&FetchOptions {
        dry_run: true,
        ..rig.options(&["/feed.xml"])
    });
    assert_eq!(promised.counts.new, 0);
    keeps_interval(&log[1..], Duration::from_secs(7));
}

#[test]
fn a_host_that_wants_a_day_between_two_requests_is_left_alone() {
    let rig = Rig::new(0, 5);
    rig.site.with(|state| {
        state.robots = Some("User-agent: *\nCrawl-delay: 86400\n".to_owned());
    });
    let report = rig.fetch_all(&["/sitemap.xml"]);
    let reason = &report.hosts_left[0].reason;
    assert!(
        reason.contains("86400 seconds between two requests"),
        "{reason}"
    );
    assert_eq!(rig.server.asked("/sitemap"), 0);
}

#[test]
fn robots_txt_is_obeyed_as_the_user_agent_and_whatever_the_case_of_its_escapes() {
    let rig = Rig::new(0, 30);
    rig.site.with(|state| {
        let robots = "User-agent: foo\nDisallow: /news/2013/\n\nUser-agent: dragnet\nDisallow: /news/2014/\n\nUser-agent: *\nDisallow: /caf%C3%A9\n";
        state.robots = Some(robots.to_owned());
    });
    let options = FetchOptions {
        user_agent: Some("Foo/1.0 (me@agency.example)".to_owned()),
        ..rig.options(&["/sitemap.xml"])
    };
    rig.fetch(&options);
    assert_eq!(
        rig.server.asked("/news/2013/") + rig.server.asked("/news/2014/"),
        0
    );
    assert!(rig.server.asked("/news/2015/") > 0);
    let rig = Rig::new(0, 0);
    rig.site
        .with(|state| state.robots = Some("User-agent: *\nDisallow: /caf%C3%A9\n".to_owned()));
    rig.fetch_all(&["/caf%c3%a9"]);
    assert_eq!(rig.server.asked("/caf"), 0);
}

#[test]
fn a_host_whose_robots_txt_cannot_be_read_is_left_alone() {
    let to_itself = Reply::status(302).with("Location", "/robots.txt");
    for reply in [
        Reply::status(500),
        Reply::status(503),
        Reply::status(429),
        to_itself,
    ] {
        let rig = Rig::new(0, 5);
        rig.site.with(|state| {
            state.always.insert("/robots.txt".to_owned(), reply.clone());
        });
        let report = rig.fetch_all(&["/sitemap.xml"]);
        assert!(report.has_failed());
        assert!(
            report.hosts_left[0]
                .reason
                .contains("robots.txt cannot be read"),
            "{:?}",
            report.hosts_left
        );
        assert_eq!(rig.server.asked("/sitemap"), 0);
    }
    for status in [403, 404] {
        let rig = Rig::new(0, 5);
        rig.site.with(|state| {
            state
                .always
                .insert("/robots.txt".to_owned(), Reply::status(status));
        });
        assert_eq!(rig.fetch_all(&["/sitemap.xml"]).counts.new, 5);
    }
}

#[test]
fn retry_after_is_waited_for_and_a_long_one_ends_the_host() {
    let rig = Rig::new(0, 3);
    rig.site.with(|state| {
        let busy = Reply::status(429).with("Retry-After", "90");
        state
            .first
            .entry("/sitemap.xml".to_owned())
            .or_default()
            .push_back(Some(busy));
    });
    assert_eq!(rig.fetch_all(&["/sitemap.xml"]).counts.new, 3);
    let log = rig.server.log();
    let asked: Vec<Duration> = log
        .iter()
        .filter(|logged| logged.request.target == "/sitemap.xml")
        .map(|logged| logged.at)
        .collect();
    assert!(asked[1] >= asked[0] + Duration::from_secs(90), "{asked:?}");

    let rig = Rig::new(0, 3);
    rig.site.with(|state| {
        state.always.insert(
            "/sitemap.xml".to_owned(),
            Reply::status(503).with("Retry-After", "86400"),
        );
    });
    let report = rig.fetch_all(&["/sitemap.xml"]);
    assert!(
        report.hosts_left[0].reason.contains("86400 seconds"),
        "{:?}",
        report.hosts_left
    );
    assert_eq!(rig.server.asked("/sitemap.xml"), 1);
}

#[test]
fn what_dragnet_calls_itself_can_be_said() {
    let rig = Rig::new(0, 1);
    let options = FetchOptions {
        contact: Some("clerk@oldport.example".to_owned()),
        ..rig.options(&["/feed.xml"])
    };
    rig.fetch(&options);
    let agent = |at: usize| {
        rig.server.log()[at]
            .request
            .header("user-agent")
            .expect("an agent")
            .to_owned()
    };
    assert!(
        agent(0).ends_with("; clerk@oldport.example)"),
        "{}",
        agent(0)
    );
    rig.server.take_log();
    let options = FetchOptions {
        user_agent: Some("Oldport Gazette research".to_owned()),
        ..rig.options(&["/feed.xml"])
    };
    rig.fetch(&options);
    assert_eq!(agent(0), "Oldport Gazette research");
}
