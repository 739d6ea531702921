//! What text and fields come out of the pages of each site layout, and out of markup made to harm?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dragnet::convert::convert;
use dragnet::corpus::{Content, Record, RecordFields};
use dragnet::model::{Page, RecordId, SkipReason};
use proptest::prelude::*;

use crate::support::real_releases;

fn record(id: &str, content: Content) -> Record {
    Record {
        id: RecordId::from(id),
        content,
    }
}

fn html(page: impl Into<String>) -> Page {
    convert(&record("page.html", Content::Html(page.into()))).expect("a release")
}

fn text(text: impl Into<String>) -> Page {
    convert(&record("page.txt", Content::Text(text.into()))).expect("a release")
}

/// The page as its snapshot shows it.
fn shown(page: &Page) -> String {
    let mut out = format!("title: {}\n", page.title);
    let fields = &page.fields;
    let single = [
        ("url", &page.url),
        ("source", &page.source),
        ("date", &fields.date),
        ("number", &fields.number),
        ("office", &fields.office),
    ];
    for (name, value) in single {
        if let Some(value) = value {
            let _ = writeln!(out, "{name}: {value}");
        }
    }
    for (name, values) in [("component", &fields.components), ("topic", &fields.topics)] {
        for value in values {
            let _ = writeln!(out, "{name}: {value}");
        }
    }
    out + "\n" + &page.text
}

#[test]
fn every_site_layout_gives_the_text_of_its_snapshot() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/convert");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .collect();
    files.sort();
    for file in files {
        let content = fs::read_to_string(&file).expect("a fixture");
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let page = if file.extension().is_some_and(|ending| ending == "html") {
            html(content)
        } else {
            text(content)
        };
        insta::assert_snapshot!(&*name, shown(&page));
    }
}

#[test]
fn a_record_keeps_its_paragraphs_and_its_number() {
    let fields = RecordFields {
        title: "Port Vale&rsquo;s Clock &amp; Its Keeper".to_owned(),
        body: "First paragraph.\n\nSecond paragraph, with fish &amp; chips.".to_owned(),
        id: Some("18 - 294".to_owned()),
        url: Some("https://www.justice.gov/usao-va/pr/clock".to_owned()),
        components: vec!["Criminal Division".to_owned()],
        ..RecordFields::default()
    };
    let page = convert(&record("a.json#0", Content::Fields(Box::new(fields)))).expect("a release");
    assert_eq!(page.title, "Port Vale’s Clock & Its Keeper");
    assert_eq!(
        page.text,
        "First paragraph.\n\nSecond paragraph, with fish & chips."
    );
    assert_eq!(page.fields.number.as_deref(), Some("18 - 294"));
    assert_eq!(page.source.as_deref(), Some("justice.gov"));
}

#[test]
fn an_id_that_is_a_key_is_no_release_number() {
    let fields = RecordFields {
        title: "T".to_owned(),
        body: "<p>Some <b>bold</b>ness</p><p>T</p>".to_owned(),
        id: Some("hhsoig-12ab".to_owned()),
        ..RecordFields::default()
    };
    let page = convert(&record("a.json#1", Content::Fields(Box::new(fields)))).expect("a release");
    assert_eq!(page.fields.number, None);
    assert!(page.text.starts_with("Some boldness"));
}

#[test]
fn pages_that_are_no_release_say_what_they_are() {
    let skipped = |content| match convert(&record("x", content)) {
        Err(SkipReason::NoRelease(what)) => what,
        other => panic!("{other:?}"),
    };
    let wall = "Pardon Our Interruption\nPardon Our Interruption\nAs you were browsing something made us think you were a bot.";
    assert_eq!(skipped(Content::Text(wall.to_owned())), "a bot wall");
    let wall = "<html><head><title>example.gov</title></head><body><div>Powered and protected by</div></body></html>";
    assert_eq!(skipped(Content::Html(wall.to_owned())), "a bot wall");
    let list = "District Attorney | Releases\nHome\nAbout Us\nContact Us\nSite Map\nMay 1\nMan Charged\nMay 2\nWoman Sentenced\nPrivacy Policy";
    assert_eq!(skipped(Content::Text(list.to_owned())), "a list of links");
    let form = "News from the County\nFull name (optional)\nEmail\nSubscribe";
    assert_eq!(skipped(Content::Text(form.to_owned())), "a form");
    assert_eq!(
        convert(&record("x", Content::Text(" \n\t ".to_owned()))),
        Err(SkipReason::Empty)
    );
    assert_eq!(
        convert(&record(
            "x",
            Content::Html("<html><body></body></html>".to_owned())
        )),
        Err(SkipReason::Empty)
    );
}

#[test]
fn the_title_occurs_once_and_the_name_of_the_picture_is_removed() {
    let page = text(
        "Islanders plead guilty in lighthouse case\n\nWebp ab3kqz81mmv0x7tt2c9d\n\nIslanders plead guilty in lighthouse case\n\n\
         Robin Castellane, U.S. Attorney | U.S. Attorney for the District of Port Vale\n\nThe last of four islanders has pleaded guilty to keeping a lighthouse dark for two whole winters.",
    );
    assert_eq!(page.title, "Islanders plead guilty in lighthouse case");
    assert_eq!(
        page.text,
        "Robin Castellane, U.S. Attorney | U.S. Attorney for the District of Port Vale\n\nThe last of four islanders has pleaded guilty to keeping a lighthouse dark for two whole winters."
    );
}

#[test]
fn an_office_named_in_the_head_alone_is_a_field_of_the_page() {
    let page = html(
        "<html><head><title>U.S. Attorney's Office - District of Oregon: News</title></head><body>\
         <h1>Ferry owner sentenced for fares he never earned</h1>\
         <p>PORT ANGUS - The owner of a ferry line was sentenced today to three years, the office said.</p></body></html>",
    );
    assert_eq!(
        page.title,
        "Ferry owner sentenced for fares he never earned"
    );
    assert_eq!(
        page.fields.office.as_deref(),
        Some("U.S. Attorney's Office - District of Oregon: News")
    );
}

#[test]
fn a_date_of_other_news_is_not_the_release_s() {
    let page = text(
        "Clerk Charged with Selling the Town Hall\n\nA clerk was charged with selling the town hall to three buyers in one day.\n\nLatest News\n\nJune 8, 2026\n\nMayor Opens a Bridge",
    );
    assert_eq!(page.fields.date, None);
    assert!(page.text.ends_with("in one day."));
}

const ARTICLE: &str = r#"<article class="node node--press-release"><h1 id="node-title">T</h1><div class="field--name-field-pr-body">"#;

/// Letters and digits alone.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn deep_nesting_is_flattened() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<ul><li>", ""),
        ("<table><tr><td>", ""),
        ("<b>", ""),
    ] {
        let page = html(format!(
            "{ARTICLE}{}inmost words{}</div></article>",
            open.repeat(100_000),
            close.repeat(100_000)
        ));
        assert!(letters(&page.text).ends_with("inmostwords"), "{open}");
        assert!(page.text.len() < 200, "{open}");
    }
}

#[test]
fn a_table_of_100_000_cells_is_one_line() {
    let page = html(format!(
        "{ARTICLE}<table><tr>{}</tr></table></div></article>",
        "<td>7</td>".repeat(100_000)
    ));
    assert_eq!(page.text.matches('7').count(), 100_000);
    assert_eq!(page.text.lines().count(), 1);
}

#[test]
fn unclosed_tags_lose_no_readable_text() {
    let page = html(format!(
        "{ARTICLE}<p>one<nav>menu</nav>two <form><nav><nav>three <p>four <i>five"
    ));
    assert_eq!(letters(&page.text), "onetwothreefourfive");
    // A tag, an attribute or a comment without an end hides the rest, as in a browser.
    for cut in ["<a href=\"x", "<!-- x", "<a ", "<"] {
        let page = html(format!("{ARTICLE}<p>said {cut}"));
        assert!(page.text.starts_with("said"), "{cut}");
    }
}

#[test]
fn thousands_of_attributes_are_skipped() {
    let attributes = " data-x='>' y=1 z".repeat(50_000);
    let page = html(format!("{ARTICLE}<p{attributes}>words</p></div></article>"));
    assert_eq!(page.text, "words");
}

#[test]
fn words_are_neither_joined_nor_split() {
    let page = html(format!(
        "{ARTICLE}<p>A<b>B</b>C <i>d</i>,<a href='#'>e</a> f<br>g<span hidden>h</span>i&shy;j&#8203;k&nbsp;&nbsp;l 5 < 6 &lt;7 AT&amp;T R&D<td>m<td>n</div></article>"
    ));
    assert_eq!(page.text, "ABC d,e f\ngijk l 5 < 6 <7 AT&T R&D\nm\nn");
}

fn any_markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>"),
        Just("</p>"),
        Just("<br>"),
        Just("<table>"),
        Just("<tr>"),
        Just("<td>"),
        Just("</table>"),
        Just("<ul>"),
        Just("<li>"),
        Just("</ul>"),
        Just("<ol start='x'>"),
        Just("<pre>"),
        Just("</pre>"),
        Just("<div class=\"menu share\">"),
        Just("</div>"),
        Just("<div style='display:none'>"),
        Just("<script>"),
        Just("</script>"),
        Just("<!--"),
        Just("-->"),
        Just("<sup>1</sup>"),
        Just("<sup>"),
        Just("<h1>"),
        Just("</h1>"),
        Just("<a href=\"#_ftn1\">"),
        Just("</a>"),
        Just("&amp"),
        Just("&nbsp;"),
        Just("&#0;"),
        Just("&#x1b;"),
        Just("&eacute;"),
        Just("<"),
        Just(">"),
        Just("\""),
        Just("é"),
        Just("\u{7f}"),
        Just("\u{1b}[31m"),
        Just("\u{202e}"),
        Just("\u{a0}"),
        Just("Press Release"),
        Just("May 4, 2018"),
        Just("###"),
        Just("Share"),
        Just("\n\n"),
        Just("\n"),
        Just(" "),
        Just("Release Number 8174-20"),
        Just("The office said that three people had been charged today with a crime."),
        Just("<article class=\"node--press-release\">"),
        Just("<div class=\"field--name-field-pr-body\">"),
        Just("[<h3>"),
        Just("., "),
        Just("http://www.sec.gov/litigation/litreleases/lr1.htm"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn is_clean(page: &Page) -> bool {
    let texts = [&page.title, &page.text];
    let unseen = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
    !texts.iter().any(|text| text.contains(unseen))
        && !page.title.contains('\n')
        && !page.text.contains("\n\n\n")
        && page.text.trim() == page.text
        && page.text.lines().all(|line| line.trim() == line)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_input_panics_and_no_output_holds_control_characters(page in any_markup(), odd in "\\PC{0,40}") {
        let page = page + &odd;
        let fields = RecordFields { title: page.clone(), body: page.clone(), ..RecordFields::default() };
        for content in [Content::Html(page.clone()), Content::Text(page), Content::Fields(Box::new(fields))] {
            if let Ok(page) = convert(&record("x", content)) {
                prop_assert!(is_clean(&page), "{page:?}");
            }
        }
    }
}

/// The text between two marks.
fn between<'a>(page: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(from)?;
    rest.split_once(to).map(|(value, _)| value)
}

/// Date, number and components of each page are those that a plain search in its source finds.
#[test]
fn every_real_page_of_public_affairs_keeps_its_fields() {
    let Some(folder) = real_releases::corpus("opa-html") else {
        return;
    };
    let plain = |html: &str| {
        let mut text = String::new();
        for piece in html.split('<') {
            text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
        }
        text.replace("&amp;", "&")
            .replace("&#039;", "'")
            .trim()
            .to_owned()
    };
    let mut pages = 0;
    for entry in fs::read_dir(folder).expect("the pages") {
        let path = entry.expect("a page").path();
        let source = String::from_utf8_lossy(&fs::read(&path).expect("a page")).into_owned();
        let date = between(&source, "class=\"date-display-single\"", "\">")
            .and_then(|tag| tag.rsplit_once("content=\""))
            .map(|(_, value)| value.to_owned());
        let number = between(&source, "field--name-field-pr-number", "</div></div></div>")
            .and_then(|field| field.rsplit_once("\">"))
            .map(|(_, value)| plain(value));
        let components: Vec<String> = between(
            &source,
            "field--name-field-pr-component",
            "</div></div></div>",
        )
        .map(|field| {
            field
                .split("field__item ")
                .skip(1)
                .filter_map(|item| item.split_once('>'))
                .map(|(_, item)| plain(item.split("</div").next().unwrap_or(item)))
                .collect()
        })
        .unwrap_or_default();
        let page = html(source);
        let name = path.display();
        assert_eq!(page.fields.date, date, "{name}");
        assert_eq!(page.fields.number, number, "{name}");
        assert_eq!(page.fields.components, components, "{name}");
        assert!(!page.title.is_empty() && !page.text.is_empty(), "{name}");
        pages += 1;
    }
    println!("{pages} pages");
}
