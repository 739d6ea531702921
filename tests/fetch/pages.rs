//! Feeds, sitemaps and pages.

use super::rig::Rig;
use super::server::Reply;
use super::site::page;

#[test]
fn a_sitemap_index_leads_to_all_pages_and_a_feed_to_its_own() {
    let rig = Rig::new(0, 60);
    let report = rig.fetch_all(&["/sitemap.xml"]);
    assert_eq!(
        (report.counts.new, report.counts.failed),
        (60, 0),
        "{:?}",
        report.failures
    );
    let files = rig.files();
    assert_eq!(files.len(), 60);
    assert_eq!(
        files["127.0.0.1/2012/0000-release.html"],
        rig.site.0.lock().expect("the site").pages["/news/2012/0000-release"].body
    );
    let feed = Rig::new(0, 60);
    assert_eq!(feed.fetch_all(&["/feed.xml"]).counts.new, 25);
    // Both lead to the same page once.
    let report = feed.fetch_all(&["/feed.xml", "/sitemap.xml"]);
    assert_eq!(report.counts.new, 35);
    assert_eq!(feed.files().len(), 60);
}

#[test]
fn a_page_that_is_named_is_kept_and_so_are_those_of_a_list() {
    let rig = Rig::new(0, 5);
    let report = rig.fetch_all(&["/news/2012/0000-release", "/news/2013/0001-release"]);
    assert_eq!(report.counts.new, 2);
    assert_eq!(rig.files().len(), 2);
    let again = rig.fetch_all(&["/news/2012/0000-release"]);
    assert_eq!((again.counts.new, again.counts.unchanged), (0, 1));
}

#[test]
fn two_pages_that_would_have_one_name_have_two_files() {
    let rig = Rig::new(0, 0);
    rig.site.with(|state| {
        for (path, title) in [
            ("/a/clerk", "One"),
            ("/b/clerk", "Two"),
            ("/b/CLERK", "Three"),
        ] {
            let page = super::site::SitePage {
                body: page(title, "A clerk."),
                etag: None,
                modified: "2024-05-01".to_owned(),
            };
            state.pages.insert(path.to_owned(), page);
        }
    });
    rig.fetch_all(&["/sitemap.xml"]);
    let files = rig.files();
    assert_eq!(files.len(), 3, "{:?}", files.keys());
    let names: std::collections::BTreeSet<String> =
        files.keys().map(|name| name.to_lowercase()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn a_redirect_leads_to_the_page_that_is_kept_under_the_address_that_was_listed() {
    let rig = Rig::new(0, 3);
    rig.site.with(|state| {
        state.always.insert(
            "/old".to_owned(),
            Reply::redirect("/news/2012/0000-release"),
        );
    });
    assert_eq!(rig.fetch_all(&["/old"]).counts.new, 1);
    assert!(
        rig.files().contains_key("127.0.0.1/undated/old.html"),
        "{:?}",
        rig.files().keys()
    );
}

#[test]
fn nothing_of_an_address_leads_out_of_the_folder() {
    let rig = Rig::new(0, 0);
    let text = page("Clerk", "A clerk.");
    rig.site.with(|state| {
        for path in [
            "/..%2f..%2f..%2fetc%2fpasswd",
            "/%2e%2e%5c%2e%2e%5cx",
            "/.dragnet",
            "/nul",
            "/a%00b",
        ] {
            state
                .always
                .insert(path.to_owned(), Reply::of("text/html", text.as_str()));
        }
    });
    let report = rig.fetch_all(&[
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e%5c%2e%2e%5cx",
        "/.dragnet",
        "/nul",
        "/a%00b",
    ]);
    assert_eq!(report.counts.new, 5, "{:?}", report.failures);
    let files = rig.files();
    assert_eq!(files.len(), 5);
    assert!(
        files
            .keys()
            .all(|name| name.starts_with("127.0.0.1/undated/")),
        "{:?}",
        files.keys()
    );
}

#[test]
fn an_entry_of_a_list_that_cannot_be_asked_for_is_named() {
    let rig = Rig::new(0, 1);
    let long = "x".repeat(9000);
    let sitemap = format!(
        "<urlset><url><loc>/news/2012/0000-release</loc></url><url><loc>ftp://a.example/x</loc></url>\
         <url><loc>/{long}</loc></url><url></url></urlset>"
    );
    let feed = "<rss version=\"2.0\"><channel><title>News</title><item><title>No link</title></item></channel></rss>";
    rig.site.with(|state| {
        let lists = [("/odd.xml", sitemap.as_str()), ("/odd-feed.xml", feed)];
        for (path, text) in lists {
            state
                .always
                .insert(path.to_owned(), Reply::of("application/xml", text));
        }
    });
    let report = rig.fetch_all(&["/odd.xml", "/odd-feed.xml"]);
    assert_eq!((report.counts.new, report.counts.failed), (1, 4));
    let reasons: Vec<&str> = report
        .failures
        .iter()
        .map(|failure| failure.reason.as_str())
        .collect();
    assert!(reasons[0].contains("neither http nor https"), "{reasons:?}");
    assert!(reasons[1].contains("longer than 4096 bytes"), "{reasons:?}");
    assert!(
        reasons[2].contains("an entry has no address"),
        "{reasons:?}"
    );
}

#[test]
fn indexes_of_sitemaps_that_always_lead_to_one_more_come_to_an_end() {
    let rig = Rig::new(0, 0);
    rig.site.with(|state| {
        for level in 0..20 {
            let next = level + 1;
            let text =
                format!("<sitemapindex><sitemap><loc>/s{next}.xml</loc></sitemap></sitemapindex>");
            let reply = Reply::of("application/xml", text);
            state.always.insert(format!("/s{level}.xml"), reply);
        }
    });
    let report = rig.fetch_all(&["/s0.xml"]);
    assert!(report.requests < 10, "{}", report.requests);
    let reason = &report.failures[0].reason;
    assert!(reason.contains("more than 5 others"), "{reason}");
}

#[test]
fn the_pages_that_sites_send_to_robots_replace_no_release() {
    let rig = Rig::new(0, 1);
    rig.fetch_all(&["/feed.xml"]);
    let before = rig.files();
    for wall in [
        "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
        "<html><body><iframe src=\"/_Incapsula_Resource?x=1\">Request unsuccessful</iframe></body></html>",
        "<html><body><script>var bm = \"bm-verify\"</script></body></html>",
        "<html><body>Access Denied Reference&#32;&#35;18.1</body></html>",
    ] {
        let path = "/news/2012/0000-release".to_owned();
        let reply = Reply::of("text/html", wall);
        rig.site.with(|state| {
            state.always.insert(path, reply);
        });
        let report = rig.fetch_all(&["/feed.xml"]);
        assert_eq!(
            (report.counts.changed, report.counts.failed),
            (0, 1),
            "{wall}"
        );
        assert_eq!(rig.files(), before);
    }
}
