//! A number on a page is what its link leads to.

use super::rig::Rig;

/// The addresses and what stands behind each, of links that begin with `before` and end with `after`.
fn linked(page: &str, before: &str, after: (&str, &str)) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in page.split(before).skip(1) {
        let (address, rest) = part.split_once('"').expect("the end of an address");
        let (_, rest) = rest.split_once('>').expect("the end of a link");
        let (_, rest) = rest.split_once(after.0).unwrap_or(("", rest));
        let (text, _) = rest.split_once(after.1).expect("the end of a number");
        found.push((address.replace("&#38;", "&"), text.to_owned()));
    }
    found
}

/// How many releases a search has.
fn total(rig: &Rig, address: &str) -> String {
    let page = rig.get(address).body;
    let (_, rest) = page
        .split_once("<span role=\"status\">")
        .unwrap_or_else(|| panic!("{address} has no total: {page}"));
    rest.split(' ').next().expect("a number").to_owned()
}

#[test]
fn cells_of_who_works_with_whom_lead_to_as_many_releases() {
    let rig = Rig::new();
    for address in [
        "/together",
        "/together?q=fraud&agency=FBI",
        "/together?agency=FBI&agency=SEC",
    ] {
        let page = rig.get(address).body;
        let cells = linked(&page, "<td class=\"number\"><a href=\"", ("", "</a>"));
        assert!(cells.len() > 4, "{address}: {cells:?}");
        for (cell, count) in cells.iter().take(30) {
            assert_eq!(&total(&rig, cell), count, "{address}: {cell}");
        }
    }
}

#[test]
fn bars_of_years_lead_to_as_many_releases() {
    let rig = Rig::new();
    for address in [
        "/search?q=fraud",
        "/search?q=fraud&since=2018&until=2019-06",
        "/search?q=fraud+date:2018..2021",
        "/search?since=3650d",
        "/agency/doj/fbi",
    ] {
        let page = rig.get(address).body;
        let years = linked(
            &page,
            "<th scope=\"row\"><a href=\"",
            ("<td class=\"number\">", "</td>"),
        );
        assert!(years.len() > 1, "{address}: {years:?}");
        for (year, count) in &years {
            assert_eq!(&total(&rig, year), count, "{address}: {year}");
        }
    }
    // The span is that of the releases that are found, however their days are asked for.
    for (address, span) in [
        ("/search?q=date:2018..2021", "2018 to 2021"),
        ("/search?since=2018-01-01&until=2021", "2018 to 2021"),
    ] {
        let page = rig.get(address).body;
        assert!(page.contains(&format!("{span}</span></h1>")), "{address}");
    }
}

#[test]
fn a_page_of_twenty_hits_offers_all_of_them() {
    let rig = Rig::new();
    let page = rig.get("/search?limit=3&offset=3").body;
    let all = page.split_once("<span>All ").expect("all releases").1;
    let (_, csv) = all.split_once("limit=all").expect("a link");
    assert!(csv.starts_with("&#38;format=json\">JSON"), "{csv:.60}");
    let rows = rig.get("/search?limit=all&format=csv");
    assert!(rows.body.lines().count() > 50);
    assert_eq!(
        rows.header("content-disposition"),
        Some("inline; filename=\"search.csv\"")
    );
    assert!(page.contains("sort=newest"), "a feed tells what is new");
    let beyond = rig.get("/search?q=fraud&offset=99999").body;
    assert!(beyond.contains("To the first page"), "{beyond}");
    assert!(!beyond.contains("rel=\"prev\""), "{beyond}");
}

#[test]
fn cases_are_called_cases() {
    let rig = Rig::new();
    for address in ["/facets?field=agency&by=matter", "/together?by=matter"] {
        let page = rig.get(address).body;
        assert!(page.contains(" cases</span>"), "{address}: {page}");
    }
}

#[test]
fn the_page_of_a_defendant_names_those_who_were_charged_together() {
    let rig = Rig::new();
    let page = rig.get("/defendant/Dmitri%20Kolvenko").body;
    assert!(page.contains("With other defendants"), "{page}");
    let (_, rest) = page.split_once("With other defendants").expect("them");
    let others = linked(rest, "<a class=\"count\" href=\"", ("", "</a>"));
    for (address, count) in others.iter().take(4) {
        assert_eq!(&total(&rig, address), count, "{address}");
    }
}

#[test]
fn the_number_of_cases_is_that_of_their_list() {
    let rig = Rig::new();
    for words in ["fraud", "gantry+street", "bribery+OR+theft"] {
        let releases = rig.get(&format!("/search?q={words}")).body;
        let cases = total(&rig, &format!("/search?q={words}&by=matter"));
        let told = format!(" in {cases} case");
        assert!(releases.contains(&told), "{words}: {cases}");
    }
}
