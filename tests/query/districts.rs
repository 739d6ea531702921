//! The districts of a release that several share.

use crate::support::test_repo::TestRepo;

const TAKEDOWN: &str = "Justice Department Announces National Pharmacy Fraud Takedown\n\n\
    WASHINGTON – The Justice Department today announced charges against 31 people in two districts. Twenty were charged in \
    the Southern District of Florida. Eleven were indicted in the District of Vermont.\n\n\
    The cases are being prosecuted by the U.S. Attorney\u{2019}s Offices for the Southern District of Florida and the District \
    of Vermont. The U.S. Attorney\u{2019}s Office for the District of Maine assisted.\n";

fn repo() -> TestRepo {
    let repo = TestRepo::new();
    repo.write("corpus/takedown.txt", TAKEDOWN);
    repo.run(&["index"]).is_done();
    repo
}

#[test]
fn a_national_takedown_is_found_by_each_of_its_districts() {
    let repo = repo();
    for district in [
        "SDFL",
        "Miami",
        "Southern District of Florida",
        "VT",
        "/doj/usao/me",
    ] {
        let found = repo.ids(&["--district", district]);
        assert_eq!(found, ["takedown.txt"], "{district}");
        assert_eq!(repo.ids(&[&format!("district:\"{district}\"")]), found);
    }
    let ran = repo.run(&["search", "takedown", "--format", "jsonl"]);
    let hit: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(hit["district"], serde_json::Value::Null);
    let districts = ["/doj/usao/me", "/doj/usao/sdfl", "/doj/usao/vt"];
    assert_eq!(hit["districts"], serde_json::json!(districts));
}

#[test]
fn district_facets_name_districts_and_not_offices() {
    let ran = repo().run(&["facets", "district", "--format", "csv"]);
    for line in [
        "district,/doj/usao/sdfl,Southern District of Florida,1\r\n",
        "district,/doj/usao/vt,District of Vermont,1\r\n",
    ] {
        assert!(ran.out.contains(line), "{}", ran.out);
    }
}

#[test]
fn a_city_of_several_districts_lists_them() {
    repo()
        .run(&["search", "--district", "Kansas City"])
        .is_error(
            "ambiguous district name",
            "Western District of Missouri (WDMO)",
        );
}

#[test]
fn a_city_is_read_as_its_district_with_a_note() {
    let ran = repo().run(&["search", "--district", "Miami"]);
    assert!(
        ran.err
            .contains("`Miami` is read as the Southern District of Florida"),
        "{}",
        ran.err
    );
}
