//! Mistakes that users found, on fictional releases in the same layouts.

use crate::convert::plain_text;
use crate::convert::{convert, html_page};
use crate::corpus::{Content, Record};
use crate::model::{Page, RecordId, SkipReason};

fn text(text: &str) -> Page {
    plain_text::convert(text).expect("a release")
}

const FIRST: &str = "PORT ANGUS – A jury found the two owners of the ferry line guilty of taking fares for boats that never sailed, the office said today.";

#[test]
fn defendants_listed_after_the_end_sign_are_kept() {
    let page = text(&format!(
        "Ferry Owners Convicted\n\n{FIRST}\n\n#\n\nDEFENDANT ADDENDUM:\nRobin Vale, 41, of Quay Street, Port Angus.\nAvery Northwood, 38, of 1997-2001 Harbour Road, Port Angus.\n\n#\n\nQuay House\nPort Angus"
    ));
    assert!(page.text.ends_with(
        "DEFENDANT ADDENDUM:\nRobin Vale, 41, of Quay Street, Port Angus.\nAvery Northwood, 38, of 1997-2001 Harbour Road, Port Angus."
    ), "{}", page.text);
}

#[test]
fn prosecutors_named_below_a_row_of_stars_are_kept() {
    let page = html_page::convert(&format!(
        "<html><body><div><h1>Ferry Owners Convicted of Fraud</h1><p>{FIRST}</p><p>{FIRST}</p><p>* * *</p>\
         <p>Assistant U.S. Attorneys Robin Vale and Avery Northwood of the District of Angus are handling the case.</p></div></body></html>"
    ))
    .expect("a release");
    assert!(
        page.text.ends_with("are handling the case."),
        "{}",
        page.text
    );
}

#[test]
fn single_dash_on_a_line_does_not_end_the_release() {
    let page = text(&format!(
        "Ferry Owners Convicted\n{FIRST}\n“It was a long\n case\n—\nand a hard\none.”\nThe\n next\nhearing\nis in\nMay."
    ));
    assert!(
        page.text.contains("case — and a hard one.”"),
        "{}",
        page.text
    );
    assert!(page.text.ends_with("May."), "{}", page.text);
}

#[test]
fn spans_of_years_are_not_telephone_numbers() {
    let page = html_page::convert(&format!(
        "<html><body><div><h1>Maker of Ferries Sued Over Engines</h1><p>{FIRST}</p><p>{FIRST}</p>\
         <p>These boats are meant:</p><ul><li>Gull (2009-2015)</li><li>Tern (2013-2016)</li></ul></div></body></html>"
    ))
    .expect("a release");
    assert!(page.text.contains("• Gull (2009-2015)"), "{}", page.text);
    assert!(page.text.contains("• Tern (2013-2016)"), "{}", page.text);
}

#[test]
fn contacts_for_victims_are_kept_and_contacts_for_reporters_removed() {
    let page = text(&format!(
        "Ferry Owners Convicted\n\n{FIRST}\n\nPassengers who paid for boats that never sailed should direct their claims to the receiver:\n\nAvery Northwood\nTelephone: (202) 555-0144\n\nMedia Contact:\nRobin Vale\n(202) 555-0145"
    ));
    assert!(
        page.text
            .ends_with("Avery Northwood\nTelephone: (202) 555-0144"),
        "{}",
        page.text
    );
}

#[test]
fn paragraph_that_repeats_the_caption_is_not_a_headline() {
    let page = text(
        "Commission v. Angus Ferry Club and Robin Vale, Civil Action No. 99-9999\n\n\
         ======START OF PAGE 1======\n\
         Litigation Release No. 99999 / May 1, 1996\n\
         IN RE ROBIN VALE, Misc. No. 99-9 (District of Angus).\n\
         The United States Attorney alleges that Vale flouted an order\n\
         which was entered against him in an action brought against the club.\n\
         Commission v. Angus Ferry Club and Robin Vale, Civil Action No. 99-9999\n\
         (D. Angus). The matter has been assigned to a judge of the court.\n",
    );
    assert!(page.text.contains("flouted an order"), "{}", page.text);
}

#[test]
fn error_page_written_as_a_list_is_not_a_release() {
    let page = plain_text::convert(
        "[<h3 class=bold>What should you do?</h3>]\n\n[Company Filings | More Search Options, Were sorry, but the page youre looking for is not here., To report it, write to us.]",
    );
    assert!(page.is_err(), "{page:?}");
}

#[test]
fn author_logins_and_page_numbers_are_removed() {
    let page = text(&format!(
        "Ferry Owners Convicted - Angus County\n\nFerry Owners Convicted\nwebdesk\nMay 4, 2015\n\n{FIRST}\n\n- 2 -\n\n{FIRST}"
    ));
    assert!(!page.text.contains("webdesk"), "{}", page.text);
    assert!(!page.text.contains("- 2 -"), "{}", page.text);
}

#[test]
fn headline_begins_after_recognition_noise_and_ends_before_the_first_sentence() {
    let page = text(
        "aa ' Ts : se |\n\nCounty Attorney Announces New Reading Room in Port Angus\n\
         The Angus County Attorney Robin Vale Announced on Monday a New\n\
         reading room for the families of those who wait in the court house for a hearing.\n\
         It opens in May, and it is free for everyone who has business in the court house.",
    );
    assert_eq!(
        page.title,
        "County Attorney Announces New Reading Room in Port Angus"
    );
    assert!(page.text.starts_with("The Angus County"), "{}", page.text);
}

#[test]
fn text_below_many_unclosed_menus_is_found() {
    for menu in ["<div class=\"menu\">", "<nav>", "<script>"] {
        let page = html_page::convert(&format!(
            "<html><body>{}<h1>Ferry Owners Convicted of Fraud</h1><p>{FIRST}</p><p>{FIRST}</p></body></html>",
            menu.repeat(40)
        ))
        .expect("a release");
        assert!(page.text.contains(FIRST), "{menu}: {:?}", page.text);
    }
}

#[test]
fn too_long_headline_is_skipped_with_a_reason() {
    let headline = "Fined ".repeat(800_000);
    let content = Content::Html(format!(
        "<html><head><meta property=\"og:title\" content=\"{headline}\"></head><body><p>{FIRST}</p></body></html>"
    ));
    let id = RecordId::of_file("a.html");
    let reason = convert(&Record { id, content }).expect_err("a reason");
    assert_eq!(reason.to_string(), "more than 4 MiB of text");
}

#[test]
fn what_a_server_gives_in_place_of_a_page_is_not_a_release() {
    let page = |title: &str, body: &str| {
        Content::Html(format!(
            "<html><head><title>{title}</title></head><body>{body}</body></html>"
        ))
    };
    let line = |text: &str| Content::Text(text.to_owned());
    for content in [
        page(
            "502 Bad Gateway",
            "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>",
        ),
        page(
            "503 Service Unavailable",
            "<h1>Service Unavailable</h1><p>The server is temporarily unable to service your request. Please try again later.</p>",
        ),
        page(
            "404 Not Found",
            "<h1>Not Found</h1><p>The requested URL was not found on this server.</p>",
        ),
        page(
            "404 - File or directory not found.",
            "<h1>Server Error</h1><h2>404 - File or directory not found.</h2>",
        ),
        page(
            "x | 524",
            "<h1><span>A timeout occurred</span><span>Error code 524</span></h1><p>Please try again.</p>",
        ),
        page(
            "Just a moment...",
            "<noscript>Enable cookies to continue</noscript>",
        ),
        page(
            "Error",
            "The website encountered an unexpected error. Please try again later.",
        ),
        page("Server Error in '/' Application.", "<h2>Runtime Error</h2>"),
        page(
            "Request Rejected",
            "The requested URL was rejected. Your support ID is: 7<br>",
        ),
        line("upstream connect error or disconnect/reset before headers. reset reason: overflow"),
        line("error code: 1015"),
        line("Too Many Requests"),
        line("<?xml version=\"1.0\"?>\n<Error><Code>NoSuchKey</Code></Error>"),
        line(
            "<?xml version=\"1.0\"?>\n<Error><Code>BlobNotFound</Code><Message>The specified blob does not exist.</Message></Error>",
        ),
        line(
            "version https://git-lfs.github.com/spec/v1\noid sha256:00000000000000000000000000000000\nsize 12345\n",
        ),
        line("/annex/objects/SHA256E-s12345--0000000000000000.html"),
        line("curl: (6) Could not resolve host: www.example.gov"),
        line(
            "Traceback (most recent call last):\n  File \"get.py\", line 3, in <module>\nKeyError: 'body'",
        ),
        page(
            "Fatal error",
            "<b>Fatal error</b>: Uncaught Error: Call to undefined function get() in /srv/index.php:7",
        ),
        page(
            "Error establishing a database connection",
            "<h1>Error establishing a database connection</h1>",
        ),
        page(
            "Sign in",
            "<h1>Sign in</h1><p>Enter your name and password.</p>",
        ),
        page(
            "We'll be back soon!",
            "<h1>We'll be back soon!</h1><p>The site is down for maintenance.</p>",
        ),
        page(
            "Example.gov",
            "<h1>Hrm.</h1><p>The Wayback Machine has not archived that URL.</p>",
        ),
    ] {
        let id = RecordId::of_file("a.html");
        let converted = convert(&Record {
            id,
            content: content.clone(),
        });
        let reason = converted.expect_err("a reason").to_string();
        assert_eq!(reason, "no release: an error page", "{content:?}");
    }
    for (title, body) in [
        ("Man Found Not Guilty of Fraud", FIRST),
        ("Owner of Service Unavailable LLC Convicted", FIRST),
        ("500 Charged in Largest Fraud Case", FIRST),
        ("Curl 6 Officers Sentenced", FIRST),
        ("Version of Events Was a Lie, Jury Finds", FIRST),
        (
            "Access Denied: How a Clerk Was Kept Out of His Own Files",
            FIRST,
        ),
    ] {
        let id = RecordId::of_file("a.html");
        let content = page(title, &format!("<h1>{title}</h1><p>{body}</p>"));
        convert(&Record { id, content }).expect("a release");
    }
}

#[test]
fn a_release_that_is_called_like_an_error_page_is_one() {
    let text = |sentence: &str| {
        format!(
            "OLDPORT – {sentence} A clerk of the harbor office was sentenced to nine months in prison for wire fraud, and the owner of twelve houses was fined, the county said."
        )
    };
    for title in [
        "Access Denied: Contractor Sentenced",
        "Access Denied - Veteran Sues",
        "ACCESS DENIED: LANDLORD FINED",
        "Page Not Found: Clerk Charged",
        "404 Not Found Guilty",
        "Pardon Our Interruption: Robocaller Fined",
        "Gone",
        "Just a Moment",
    ] {
        let text = text("");
        for content in [
            Content::Text(format!("{title}\n\nMarch 3, 2016\n\n{text}")),
            Content::Html(format!(
                "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>March 3, 2016</p><p>{text}</p></body></html>"
            )),
        ] {
            let read = convert_record(content);
            assert!(read.is_ok(), "{title}: {read:?}");
        }
    }
    let undated = text("The fees of a ferry were taken.").replace("OLDPORT – ", "");
    let dated =
        format!("<html><body><h1>Gone</h1><p>March 3, 2016</p><p>{undated}</p></body></html>");
    assert!(convert_record(Content::Html(dated)).is_ok());
    let beginning = text("Your connection is not private, the FBI warned today.");
    assert!(convert_record(Content::Text(beginning)).is_ok());
    let long = format!("{}\n\n", text("")).repeat(16);
    let subheading = format!(
        "County Sues Owner of Houses\n\n{FIRST}\n\nAccess Denied: Elevators\n\n{}",
        long.replace("OLDPORT – ", "")
    );
    assert!(convert_record(Content::Text(subheading)).is_ok());
}

#[test]
fn an_error_page_with_the_name_of_the_site_in_its_title_is_no_release() {
    let page = |title: &str, heading: &str| {
        Content::Html(format!(
            "<html><head><title>{title}</title></head><body><main><h1>{heading}</h1><article><p>The page that you wanted is not here. It may have moved with the office when the site was made anew.</p></article></main></body></html>"
        ))
    };
    for (title, heading) in [
        ("Page Not Found | Office of Harbors", "Page Not Found"),
        ("Office of Harbors", "Page Not Found"),
        (
            "Office of Harbors | 522",
            "Connection timed out <span>Error code 522</span>",
        ),
        ("Server Error (500)", "Server Error (500)"),
        ("HTTP Status 500 – A Fault", "HTTP Status 500 – A Fault"),
    ] {
        let read = convert_record(page(title, heading));
        assert!(read.is_err(), "{title}: {read:?}");
    }
    let news = "<p>March 3, 2016</p><p>Clerk Fined</p><p>March 4, 2016: Mate Fined</p>";
    let below = format!(
        "<html><body><h1>Page Not Found</h1><p>The page that you wanted is not here. It may have moved with the office when the site was made anew, or its address may have been typed wrongly.</p>{news}</body></html>"
    );
    assert!(convert_record(Content::Html(below)).is_err());
}

#[test]
fn a_page_of_headlines_without_a_layout_is_a_list() {
    let mut headlines = String::new();
    for who in [
        "Clerk",
        "Tannery",
        "Ferryman",
        "Courier",
        "Baker",
        "Treasurer",
        "Bank",
    ] {
        headlines += "<p><a href=\"/a\">Attorney General Charges Oldport ";
        headlines += who;
        headlines += " With Fraud</a></p>";
    }
    let page = format!(
        "<html><head><title>News</title></head><body><h1>News Releases</h1>{headlines}</body></html>"
    );
    let content = Content::Html(page);
    let record = Record {
        id: RecordId::of_file("news.html".to_owned()),
        content,
    };
    assert_eq!(
        convert(&record),
        Err(SkipReason::NoRelease("a list of releases".to_owned()))
    );
}

#[test]
fn pages_that_lead_to_others_are_no_releases() {
    let links = "<li><a href='/1'>Clerk Fined</a> March 4, 2021</li>".repeat(3);
    let text = "<p>A clerk of Oldport was sentenced today to nine months in prison for wire fraud, the office announced.</p>".repeat(4);
    let page = |title: &str, body: &str| {
        let html = format!(
            "<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
        );
        convert_record(Content::Html(html))
    };
    for (title, body) in [
        ("Opinions", "<p>Opinions</p>"),
        ("Press Releases | Office of Harbors", &*links),
        ("Newsroom", &*links),
        (
            "Office of the Attorney General",
            "<p>The office advises and represents the government of the state, and enforces its laws.</p>",
        ),
    ] {
        let read = page(title, body);
        assert!(
            matches!(read, Err(SkipReason::NoRelease(_))),
            "{title}: {read:?}"
        );
    }
    for title in [
        "Clerk Sentenced for Wire Fraud",
        "Press Releases",
        "Office of the Attorney General",
    ] {
        assert!(page(title, &text).is_ok(), "{title}");
    }
    let list = "https://example.gov/1\nhttps://example.gov/2\n".repeat(4);
    assert!(convert_record(Content::Text(list.clone())).is_err());
    assert!(
        convert_record(Content::Text(format!(
            "Clerk Fined\n\n{text}{text}\n\n{list}"
        )))
        .is_ok()
    );
}

fn convert_record(content: Content) -> Result<Page, SkipReason> {
    let id = RecordId::of_file("a.html");
    convert(&Record { id, content })
}

#[test]
fn a_dateline_whose_dash_is_lost_is_parted_from_the_text() {
    for (written, expected) in [
        (
            "PORTANGUSRobin Vale was fined",
            "PORTANGUS – Robin Vale was fined",
        ),
        ("NATO and DVDs of PORTANGUS", "NATO and DVDs of PORTANGUS"),
        ("McVALEs and the ANGUSs", "McVALEs and the ANGUSs"),
    ] {
        let html = format!(
            "<p>{written} for taking fares, the office of the harbor said today in the city.</p><p>{FIRST}</p>"
        );
        let record = Record {
            id: RecordId::of_file("a.html"),
            content: Content::Html(format!(
                "<html><body><h1>Ferry Owner Fined by the Court</h1>{html}</body></html>"
            )),
        };
        let page = convert(&record).expect("a release");
        assert!(page.text.starts_with(expected), "{}", page.text);
    }
}
