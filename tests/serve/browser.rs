//! The pages in a real browser, with scripts and without.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::chromium::Chromium;
use super::rig::Rig;
use crate::support::skipped;

/// The checks for people who cannot see or use a mouse, <https://github.com/dequelabs/axe-core>: `.ci/run` gets them.
const AXE: &str = "target/axe/package/axe.min.js";

const BOOKKEEPER: &str = "/release/justice.gov/2018/bookkeeper-gantry-street-organization-pleads-guilty-racketeering-conspiracy.html";

fn chromium() -> Option<Chromium> {
    let chromium = Chromium::start();
    if chromium.is_none() {
        skipped("serve::browser", "no Chromium");
    }
    chromium
}

/// The link with this text.
fn link(text: &str) -> String {
    format!("[...document.querySelectorAll('main a')].find(a => a.textContent.includes({text:?}))")
}

/// Search, narrow, read, follow the case, go back: all by links and the box.
fn read_as_a_person(browser: &mut Chromium, rig: &Rig) {
    browser.open(&rig.url("/"));
    assert!(
        browser.text("h1").contains("releases in"),
        "{}",
        browser.text("h1")
    );
    browser.evaluate("document.getElementById('q').focus()");
    browser.type_text("fraud");
    browser.press_enter();
    assert_eq!(browser.address(), "/search?q=fraud");
    let all = browser.text("h1");
    browser.click(&link("Federal Bureau of Investigation"));
    let one = browser.text("h1");
    assert_ne!(one, all);
    browser.click(&link("Securities and Exchange Commission"));
    assert_eq!(browser.address(), "/search?q=fraud&agency=FBI&agency=SEC");
    assert!(browser.text(".chosen").contains("agency: FBI"));
    browser.click("document.querySelector('.chosen a')");
    assert_eq!(browser.address(), "/search?q=fraud&agency=SEC");
    browser.click("document.querySelector('.chosen a')");
    assert_eq!(browser.text("h1"), all);
    browser.click("[...document.querySelectorAll('.years svg a')].find(a => a.querySelector('.bar').getAttribute('height') > 0)");
    assert!(browser.address().contains("since=") && browser.address().contains("until="));
    assert_ne!(browser.text("h1"), all);
    browser.back();
    assert_eq!(browser.text("h1"), all);
    browser.open(&rig.url("/search?q=gantry+street+bookkeeper"));
    browser.click("document.querySelector('.hits h2 a')");
    assert!(
        browser.text("h1").contains("Bookkeeper"),
        "{}",
        browser.text("h1")
    );
    assert!(browser.evaluate("document.querySelectorAll('.text mark').length > 0") == true);
    // Each value leads to its place in the text.
    let places = "[...document.querySelectorAll('.rule a')].every(a => document.getElementById(a.hash.slice(1)))";
    assert!(browser.evaluate(places) == true);
    browser.click(&link("the whole case"));
    assert!(
        browser.text("main").contains("Defendants") && browser.text("main").contains("Time line")
    );
    browser.back();
    assert!(browser.text("h1").contains("Bookkeeper"));
}

#[test]
fn a_person_searches_narrows_reads_and_goes_back() {
    let Some(mut browser) = chromium() else {
        return;
    };
    let rig = Rig::new();
    browser.look(1440, "light");
    read_as_a_person(&mut browser, &rig);
    // Keys: `/` goes to the box, `j` to the next hit.
    browser.open(&rig.url("/search?q=fraud"));
    let press = |key: &str| {
        format!(
            "document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true}}))"
        )
    };
    let body = |key: &str| press(key).replacen("document", "document.body", 1);
    browser.evaluate(&body("j"));
    assert!(
        browser.evaluate("document.activeElement === document.querySelector('.hits h2 a')") == true
    );
    browser.evaluate(&body("/"));
    assert!(browser.evaluate("document.activeElement.id") == "q");
}

#[test]
fn everything_works_without_scripts() {
    let Some(mut browser) = chromium() else {
        return;
    };
    let rig = Rig::new();
    browser.look(1440, "light");
    browser.call(
        "Emulation.setScriptExecutionDisabled",
        &json!({"value": true}),
    );
    read_as_a_person(&mut browser, &rig);
}

#[test]
fn hostile_releases_run_nothing_in_a_browser() {
    let Some(mut browser) = chromium() else {
        return;
    };
    let rig = Rig::new();
    browser.call(
        "Page.addScriptToEvaluateOnNewDocument",
        &json!({"source": "window.alert = () => { window.ran = true; }"}),
    );
    for path in [
        "/search?q=wire+fraud&since=2021-03&until=2021-03",
        "/release/bad%20%22%27%3Cb%3E.jsonl%230",
        "/case/bad%20%22%27%3Cb%3E.jsonl%230",
        "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?agency=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/facets?field=defendant",
    ] {
        browser.open(&rig.url(path));
        assert!(browser.evaluate("window.ran") != true, "{path}");
    }
}

#[test]
fn no_page_is_wider_than_the_screen_and_axe_finds_nothing() {
    let Some(mut browser) = chromium() else {
        return;
    };
    let axe = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE));
    if axe.is_err() {
        skipped(
            "serve::browser, the checks of axe-core",
            "it is not in target/axe: see .ci/run",
        );
    }
    let rig = Rig::new();
    let case = BOOKKEEPER.replace("/release/", "/case/");
    let marked = format!("{BOOKKEEPER}?q=racketeering");
    let pages = [
        "/",
        "/search?q=fraud&agency=FBI&since=2015",
        "/search?q=fraud&by=matter",
        "/search?q=zebra+fraud&agency=FBI&since=2024",
        &marked,
        &case,
        "/agency/doj/fbi",
        "/district/EDPA",
        "/prosecutor/Vandersloot",
        "/judge/Oriel%20Vantongeren",
        "/defendant/Dmitri%20Kolvenko",
        "/together",
        "/facets?field=prosecutor",
        "/about",
        "/help",
        "/search?agency=FBJ",
        "/nothing",
    ];
    for path in pages {
        for scheme in ["light", "dark"] {
            for width in [390, 1440] {
                browser.look(width, scheme);
                browser.open(&rig.url(path));
                let wider = browser.evaluate("document.documentElement.scrollWidth - innerWidth");
                assert!(wider.as_i64() <= Some(0), "{path} at {width}: {wider}");
                let Ok(axe) = &axe else { continue };
                browser.evaluate(axe);
                let found = browser.evaluate(
                    "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))",
                );
                assert_eq!(
                    found,
                    Value::Array(Vec::new()),
                    "{path} at {width}, {scheme}"
                );
            }
        }
    }
}
