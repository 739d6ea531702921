//! What the index knows from the journal of a folder.

use std::time::Duration;

use dragnet::index::Options;

use super::rig::Rig;
use super::server::Reply;
use crate::support::test_repo::{Ran, TestRepo};
use crate::support::{index, open, quick_folder};

#[test]
fn a_page_that_does_not_tell_its_address_has_that_of_the_journal() {
    let rig = Rig::new(3, 4);
    rig.fetch_all(&["doj", "/sitemap.xml"]);
    let elsewhere = quick_folder();
    let folder = elsewhere.path().join("index");
    let report = index(&Options::of(rig.root(), &folder)).expect("a build");
    // The journal and its folder are no releases.
    assert_eq!(
        (report.releases, report.files, report.skipped.len()),
        (7, 7, 0)
    );
    let (release, _) = open(&folder)
        .release("127.0.0.1/2012/0000-release.html")
        .expect("a release");
    assert_eq!(release.url, Some(rig.server.url("/news/2012/0000-release")));
    assert_eq!(release.source.as_deref(), Some("127.0.0.1"));
    let record = rig
        .files()
        .into_keys()
        .find(|file| file.starts_with("justice.gov"))
        .expect("a record");
    let (release, _) = open(&folder).release(&record).expect("a release");
    assert!(
        release
            .url
            .is_some_and(|url| url.starts_with("https://www.justice.gov/"))
    );
}

#[test]
fn show_says_since_when_a_release_is_known_and_whether_its_source_still_has_it() {
    let (repo, rig) = (TestRepo::empty(), Rig::new(0, 2));
    rig.fetch_all(&["/sitemap.xml"]);
    rig.clock.run_on(Duration::from_secs(86_400));
    rig.site.with(|state| {
        for page in state.pages.values_mut() {
            page.modified = "2026-06-01".to_owned();
            page.etag = None;
        }
        let gone = Reply::status(404);
        state
            .always
            .insert("/news/2013/0001-release".to_owned(), gone);
        let page = state
            .pages
            .get_mut("/news/2012/0000-release")
            .expect("a page");
        page.body = page.body.replace("<p>", "<p>Corrected. ");
    });
    rig.fetch_all(&["/sitemap.xml"]);
    let root = rig.root().display().to_string();
    repo.run(&["index", &root]).is_done();
    let show = |id: &str| -> Ran { repo.run(&["show", id]) };
    let changed = show("127.0.0.1/2012/0000-release.html");
    let told =
        "fetched      first seen 2026-03-01, last changed 2026-03-02; 1 earlier text is kept\n";
    assert!(changed.out.contains(told), "{}", changed.out);
    let gone = show("127.0.0.1/2013/0001-release.html");
    let told = "first seen 2026-03-01, no longer at its source\n";
    assert!(gone.out.contains(told), "{}", gone.out);
    let json = repo.run(&[
        "show",
        "127.0.0.1/2013/0001-release.html",
        "--format",
        "json",
    ]);
    let told: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(told["fetched"]["gone"], true);
    let first_seen = told["fetched"]["first_seen"].as_str().expect("a time");
    assert!(first_seen.starts_with("2026-03-01T12:"), "{first_seen}");
}
