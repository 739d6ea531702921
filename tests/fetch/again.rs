//! A second run asks for what is new and what has changed, learns what is gone, and deletes nothing.

use std::fs;

use dragnet::fetch::{FetchOptions, Recheck};

use super::rig::Rig;
use super::server::Reply;
use super::site::{API, Move};
use crate::support::random::Random;

/// The versions that are kept: path below the folder of versions, and text.
fn versions(rig: &Rig) -> Vec<(String, String)> {
    let root = rig.root().join(".dragnet/versions");
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .flatten()
    {
        if entry.file_type().is_file() {
            let packed = fs::read(entry.path()).expect("a version");
            let text = zstd::decode_all(&packed[..]).expect("zstd");
            let path = entry
                .path()
                .strip_prefix(&root)
                .expect("below")
                .display()
                .to_string();
            found.push((path, String::from_utf8(text).expect("text")));
        }
    }
    found
}

#[test]
fn a_second_run_takes_less_than_a_twentieth_of_the_requests() {
    let rig = Rig::new(1500, 120);
    let sources = ["doj", "/feed.xml", "/sitemap.xml"];
    let first = rig.fetch_all(&sources);
    assert_eq!(
        (first.counts.new, first.counts.failed),
        (1620, 0),
        "{:?}",
        first.failures
    );
    let before = rig.files();
    // The pages of the feed are young, but the sitemap says that they have not changed since.
    let second = rig.fetch_all(&sources);
    assert_eq!(
        (second.counts.new, second.counts.changed, second.counts.gone),
        (0, 0, 0)
    );
    assert!(
        second.requests * 20 < first.requests,
        "{} after {}",
        second.requests,
        first.requests
    );
    assert_eq!(rig.files(), before);
}

#[test]
fn a_changed_record_is_replaced_and_its_earlier_text_kept() {
    let rig = Rig::new(230, 0);
    rig.fetch_all(&["doj"]);
    let before = rig.site.records();
    rig.site.with(|state| {
        let moves = vec![Move::Edit(200), Move::Edit(3), Move::Add];
        state.moves.insert(6, moves);
    });
    rig.server.take_log();
    let report = rig.fetch_all(&["doj"]);
    assert_eq!(
        (report.counts.new, report.counts.changed, report.counts.gone),
        (1, 2, 0)
    );
    rig.has_every_record();
    let versions = versions(&rig);
    assert_eq!(versions.len(), 2);
    for (path, text) in &versions {
        assert!(before.iter().any(|record| record.json() == *text), "{path}");
        assert!(path.contains(".json/2026-03-01-"), "{path}");
    }
    // Only the latest changes were asked for.
    assert!(rig.server.asked(API) <= 2, "{}", rig.server.asked(API));
}

#[test]
fn a_record_that_is_gone_is_told_once_and_its_file_stays() {
    let rig = Rig::new(230, 0);
    rig.fetch_all(&["doj"]);
    let before = rig.files();
    rig.site.with(|state| {
        state.records.remove(100);
    });
    let report = rig.fetch_all(&["doj"]);
    assert_eq!(
        (report.counts.gone, report.counts.new, report.counts.changed),
        (1, 0, 0)
    );
    assert_eq!(rig.files(), before);
    assert_eq!(report.names.gone.len(), 1);
    let again = rig.fetch_all(&["doj"]);
    assert_eq!(again.counts.gone, 0);
    // It comes back.
    rig.site.with(|state| state.records.truncate(229));
    let text = before[&report.names.gone[0]].clone();
    assert!(rig.journal().iter().any(|line| line["gone"] == true));
    assert!(text.contains("uuid"));
}

#[test]
fn an_api_that_shows_half_of_what_it_had_loses_nothing() {
    let rig = Rig::new(230, 0);
    rig.fetch_all(&["doj"]);
    rig.site.with(|state| state.records.truncate(60));
    let report = rig.fetch_all(&["doj"]);
    assert_eq!(report.counts.gone, 0);
    assert!(
        report.failures[0]
            .reason
            .contains("none is taken to be gone"),
        "{:?}",
        report.failures
    );
}

#[test]
fn an_api_that_does_not_sort_is_walked_as_a_whole() {
    let rig = Rig::new(230, 0);
    rig.site.with(|state| state.unsorted = true);
    assert_eq!(rig.fetch_all(&["doj"]).counts.new, 230);
    rig.site.with(|state| {
        state.moves.insert(100, Vec::new());
        state.records[17].body.push_str("<p>Corrected.</p>");
        state.records[17].changed += 10_000_000;
    });
    let report = rig.fetch_all(&["doj"]);
    assert_eq!(
        (report.counts.new, report.counts.changed),
        (0, 1),
        "{:?}",
        report.failures
    );
    rig.has_every_record();
}

#[test]
fn a_young_page_is_asked_for_conditionally_and_an_old_one_is_not() {
    let rig = Rig::new(0, 30);
    rig.fetch_all(&["/feed.xml"]);
    rig.server.take_log();
    let report = rig.fetch_all(&["/feed.xml"]);
    assert_eq!((report.counts.new, report.counts.unchanged), (0, 25));
    let log = rig.server.log();
    let conditional = log
        .iter()
        .filter(|logged| logged.request.header("if-none-match").is_some())
        .count();
    assert!(conditional >= 15, "{conditional}");
    // A hundred days later they are old.
    rig.clock
        .run_on(std::time::Duration::from_secs(100 * 86_400));
    rig.server.take_log();
    rig.fetch_all(&["/feed.xml"]);
    assert_eq!(rig.server.asked("/news/"), 0);
    let options = FetchOptions {
        recheck: Recheck::All,
        ..rig.options(&["/feed.xml"])
    };
    rig.fetch(&options);
    assert_eq!(rig.server.asked("/news/"), 25);
}

#[test]
fn a_feed_and_a_sitemap_are_asked_for_conditionally_and_read_as_they_were() {
    let rig = Rig::new(0, 30);
    rig.fetch_all(&["/feed.xml", "/sitemap-1.xml"]);
    // A page that somebody removed is known from the list that was kept.
    fs::remove_file(rig.root().join("127.0.0.1/2012/0000-release.html")).expect("the file");
    rig.server.take_log();
    let report = rig.fetch_all(&["/feed.xml", "/sitemap-1.xml"]);
    let log = rig.server.log();
    for list in ["/feed.xml", "/sitemap-1.xml"] {
        let asked = log.iter().find(|logged| logged.request.target == list);
        let asked = asked.expect("it is asked for");
        assert!(asked.request.header("if-none-match").is_some(), "{list}");
    }
    assert!(
        rig.root()
            .join("127.0.0.1/2012/0000-release.html")
            .is_file()
    );
    assert_eq!((report.counts.new, report.counts.failed), (0, 0));
    // A list that is new again is read again.
    rig.site
        .with(|state| state.add_pages(1, &mut Random::new(3)));
    assert_eq!(rig.fetch_all(&["/sitemap-1.xml"]).counts.new, 1);
}

#[test]
fn a_page_that_changed_or_is_gone_is_noticed_and_nothing_is_deleted() {
    let rig = Rig::new(0, 30);
    rig.fetch_all(&["/sitemap.xml"]);
    let before = rig.files();
    rig.site.with(|state| {
        let page = state
            .pages
            .get_mut("/news/2012/0000-release")
            .expect("a page");
        page.body = page.body.replace("<p>", "<p>Corrected. ");
        page.etag = Some("\"new\"".to_owned());
        page.modified = "2026-06-01".to_owned();
        state
            .pages
            .get_mut("/news/2013/0001-release")
            .expect("a page")
            .modified = "2026-06-01".to_owned();
        state
            .always
            .insert("/news/2013/0001-release".to_owned(), Reply::status(410));
    });
    rig.server.take_log();
    let report = rig.fetch_all(&["/sitemap.xml"]);
    assert_eq!(
        (report.counts.changed, report.counts.gone, report.counts.new),
        (1, 1, 0),
        "{:?}",
        report.failures
    );
    assert_eq!(rig.server.asked("/news/"), 2);
    assert_eq!(report.names.gone, ["127.0.0.1/2013/0001-release.html"]);
    let after = rig.files();
    assert_eq!(after.len(), before.len());
    assert!(after["127.0.0.1/2012/0000-release.html"].contains("Corrected."));
    let kept = versions(&rig);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].1, before["127.0.0.1/2012/0000-release.html"]);
}

#[test]
fn a_page_that_was_gone_once_and_came_back_is_received_again() {
    let rig = Rig::new(0, 3);
    let path = "/news/2012/0000-release";
    let set = |reply: Option<Reply>| {
        rig.site.with(|state| {
            match reply {
                Some(reply) => state.always.insert(path.to_owned(), reply),
                None => state.always.remove(path),
            };
            let page = state.pages.get_mut(path).expect("a page");
            page.body = page.body.replace("<p>", "<p>Again. ");
        });
    };
    rig.fetch_all(&["/feed.xml"]);
    set(Some(Reply::status(404)));
    assert_eq!(rig.fetch_all(&["/feed.xml"]).counts.gone, 1);
    assert_eq!(
        rig.fetch_all(&["/feed.xml"]).counts.gone,
        0,
        "it is told once"
    );
    set(None);
    let report = rig.fetch_all(&["/feed.xml"]);
    assert_eq!((report.counts.changed, report.counts.unchanged), (1, 1 + 1));
    let file = "127.0.0.1/2012/0000-release.html";
    assert!(rig.files()[file].contains("Again. "));
    // So is one that is named by itself.
    set(Some(Reply::status(404)));
    rig.fetch_all(&["/feed.xml"]);
    set(None);
    rig.fetch_all(&[path]);
    assert!(rig.files()[file].contains("Again. Again. Again. Again. "));
}

#[test]
fn a_file_that_was_damaged_is_received_again_though_its_page_has_not_changed() {
    let rig = Rig::new(0, 3);
    rig.fetch_all(&["/feed.xml"]);
    let before = rig.files();
    fs::write(rig.root().join("127.0.0.1/2013/0001-release.html"), "<htm").expect("written");
    rig.fetch_all(&["/feed.xml"]);
    assert_eq!(rig.files(), before);
    assert_eq!(versions(&rig).len(), 1, "what stood there is kept");
}

#[test]
fn the_journal_has_a_line_for_each_request() {
    let rig = Rig::new(60, 5);
    let report = rig.fetch_all(&["doj", "/sitemap.xml"]);
    let journal = rig.journal();
    let asked = journal.iter().filter(|line| {
        line["record"].is_null() && (!line["status"].is_null() || !line["fault"].is_null())
    });
    assert_eq!(asked.count() as u64, report.requests);
    let page = journal
        .iter()
        .find(|line| {
            line["file"]
                .as_str()
                .is_some_and(|file| file.ends_with("0001-release.html"))
        })
        .expect("a page");
    for member in [
        "url", "time", "status", "etag", "length", "hash", "file", "source",
    ] {
        assert!(!page[member].is_null(), "{member}: {page}");
    }
}

#[test]
fn a_file_that_somebody_removed_is_fetched_again() {
    let rig = Rig::new(0, 3);
    rig.fetch_all(&["/sitemap.xml"]);
    let before = rig.files();
    fs::remove_file(rig.root().join("127.0.0.1/2012/0000-release.html")).expect("the file");
    assert_eq!(rig.fetch_all(&["/sitemap.xml"]).counts.unchanged, 3);
    assert_eq!(rig.files(), before);
}
