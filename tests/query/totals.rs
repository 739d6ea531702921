//! What is a match, what only comes after the matches, and what is left out because it has no value?

use std::collections::BTreeSet;

use dragnet::query::{Hit, Limit, Partial, Sort};

use crate::support::random::Random;
use crate::support::small_index::{RELEASES, answer, index_of, request};
use crate::support::test_repo::TestRepo;

fn ids(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.release.id.as_str()).collect()
}

/// Releases of made-up words: some are in many, some in few. Every fifth release has no date, and every third no component.
fn made_up(random: &mut Random) -> Vec<[String; 4]> {
    const WORDS: [&str; 12] = [
        "fraud", "wire", "pension", "ferry", "bribe", "ledger", "harbor", "clerk", "arson",
        "tannery", "otter", "quarry",
    ];
    (0..200)
        .map(|number| {
            let words: Vec<&str> = (0..=random.below(14))
                .map(|_| WORDS[random.below(12).min(random.below(12))])
                .collect();
            let date = format!("20{}-0{}-11", 10 + random.below(9), 1 + random.below(9));
            [
                format!("Release {}", words[0]),
                words.join(" and "),
                if number % 5 == 0 { String::new() } else { date },
                if number % 3 == 0 { "" } else { "USAO - Nevada" }.to_owned(),
            ]
        })
        .collect()
}

fn as_str(releases: &[[String; 4]]) -> Vec<(&str, &str, &str, &str)> {
    let releases = releases.iter();
    releases
        .map(|[title, body, date, component]| (&**title, &**body, &**date, &**component))
        .collect()
}

#[test]
fn releases_that_are_alike_come_in_the_same_order_in_every_index() {
    let text = |number: u32| {
        format!(
            "Clerk {number} Is Fined\n\nClerk {number} of the harbor was fined for fraud today.\n"
        )
    };
    let whole = TestRepo::empty();
    for number in 10..50 {
        whole.write(&format!("corpus/{number}.txt"), text(number));
    }
    whole.run(&["index"]).is_done();
    let grown = TestRepo::empty();
    for number in (10..50).rev() {
        grown.write(&format!("corpus/{number}.txt"), text(number));
        if number % 13 == 0 {
            grown.run(&["index"]).is_done();
        }
    }
    grown.run(&["index"]).is_done();
    for line in [&["fraud"][..], &["--sort", "oldest"]] {
        let line = [line, &["--limit", "15"]].concat();
        assert_eq!(whole.ids(&line), grown.ids(&line), "{line:?}");
    }
}

#[test]
fn the_first_hits_are_the_same_at_every_limit_and_pages_neither_repeat_nor_skip() {
    let mut random = Random::new(1872);
    let releases = made_up(&mut random);
    let (_folder, index) = index_of(&as_str(&releases));
    for words in [
        "fraud wire",
        "pension ferry arson",
        "bribe otter quarry",
        "\"wire and fraud\" clerk",
        "fraud",
        "tannery ledger",
        "",
    ] {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let mut asked = request(words);
            asked.sort = sort;
            asked.partial = Partial::Always;
            asked.limit = Limit::All;
            let (summary, hits) = answer(&index, &asked);
            assert_eq!(summary.total + summary.partial_total, hits.len(), "{words}");
            let all = ids(&hits);
            assert_eq!(
                all.iter().collect::<BTreeSet<_>>().len(),
                all.len(),
                "{words}"
            );
            asked.partial = Partial::Fill;
            for limit in [1, 3, 10, 61, 150, 500] {
                asked.limit = Limit::Count(limit);
                for offset in [0, 3, limit, 2 * limit] {
                    asked.offset = offset;
                    let (_, page) = answer(&index, &asked);
                    let expected: Vec<&str> =
                        all.iter().copied().skip(offset).take(limit).collect();
                    assert_eq!(
                        ids(&page),
                        expected,
                        "{words} {sort:?} {limit} from {offset}"
                    );
                }
            }
        }
    }
}

#[test]
fn releases_with_one_word_of_three_are_no_part_of_the_total_and_of_the_counts() {
    let (_folder, index) = index_of(&RELEASES);
    let mut asked = request("dumping merger kickbacks");
    asked.facets = vec!["agency".to_owned(), "year".to_owned()];
    let (summary, hits) = answer(&index, &asked);
    assert_eq!((summary.total, summary.partial_total), (0, 2));
    assert!(summary.facets.iter().all(|facet| facet.values.is_empty()));
    assert!(hits.iter().all(|hit| hit.partial));
    // A list of everything holds matches alone unless the others are asked for.
    asked.limit = Limit::All;
    assert_eq!(answer(&index, &asked).1.len(), 0);
    asked.partial = Partial::Always;
    assert_eq!(answer(&index, &asked).1.len(), 2);
}

const PARTLY_DATED: [(&str, &str, &str, &str); 4] = [
    (
        "Clerk Charged",
        "A clerk took a bribe.",
        "2014-05-05",
        "USAO - Nevada",
    ),
    ("Clerk Fined", "A clerk took a bribe.", "", "USAO - Nevada"),
    ("Clerk Sentenced", "A clerk took a bribe.", "2016-05-05", ""),
    ("Ferry Sold", "A ferry was sold.", "", ""),
];

#[test]
fn undated_releases_that_since_leaves_out_are_told_and_can_be_kept() {
    let (_folder, index) = index_of(&PARTLY_DATED);
    let mut asked = request("clerk");
    asked.between("date", Some("2015"), None).expect("a field");
    let (summary, hits) = answer(&index, &asked);
    assert_eq!(ids(&hits), ["releases.jsonl#2"]);
    assert_eq!(
        summary.notes,
        ["1 undated release is left out; --undated keeps it"]
    );
    for (words, expected, note) in [
        (
            "clerk date:2015..",
            1,
            "1 undated release is left out; `OR date:none` behind it keeps it",
        ),
        (
            "bribe district:NV",
            2,
            "1 release without `district` is left out; `OR district:none` behind it keeps it",
        ),
        ("clerk (date:2015.. OR date:none)", 2, ""),
        ("date:none", 2, ""),
        ("district:none", 2, ""),
        ("clerk district:none", 1, ""),
        ("clerk -date:none", 2, ""),
        ("prosecutor:none", 4, ""),
        ("number:none", 0, ""),
        ("statute:NONE", 4, ""),
    ] {
        let (summary, hits) = answer(&index, &request(words));
        assert_eq!(hits.len(), expected, "{words}");
        assert_eq!(summary.notes.concat(), note, "{words}");
    }
}

#[test]
fn a_span_of_days_before_the_first_release_finds_nothing() {
    let (_folder, index) = index_of(&PARTLY_DATED);
    for words in [
        "date:1950",
        "date:..2014-05-04",
        "date:<2014-05-05",
        "date:2017..",
    ] {
        assert_eq!(answer(&index, &request(words)).1.len(), 0, "{words}");
    }
    assert_eq!(answer(&index, &request("date:..2014-05-05")).1.len(), 1);
}

#[test]
fn many_spans_of_days_find_what_each_of_them_finds() {
    let (_folder, index) = index_of(&PARTLY_DATED);
    let found = |words: &str| -> Vec<String> {
        let hits = answer(&index, &request(words)).1;
        ids(&hits).into_iter().map(str::to_owned).collect()
    };
    let years = |operator: &str, years: std::ops::RangeInclusive<i32>| {
        let years: Vec<String> = years.map(|year| format!("date:{year}")).collect();
        years.join(operator)
    };
    let first = ["releases.jsonl#0".to_owned()];
    let third = ["releases.jsonl#2".to_owned()];
    assert_eq!(found(&years(" OR ", 1900..=2014)), first);
    assert_eq!(found(&years(" OR ", 2015..=2300)), third);
    assert_eq!(found(&years(" OR ", 1700..=2013)).len(), 0);
    assert_eq!(found(&years(" ", 2013..=2014)).len(), 0);
    assert_eq!(
        found("date:2013..2017 date:2014.. date:..2015 date:2012..2014").as_slice(),
        first
    );
    assert_eq!(
        found("date:2013..2017 (date:2014 OR date:2016) date:>=2015"),
        third
    );
    assert_eq!(found("date:2013..2017 -date:2014 date:2011.."), third);
    let with_none = format!("({} OR date:none)", years(" OR ", 2010..=2015));
    assert_eq!(found(&with_none).len(), 3);
    assert_eq!(found(&format!("{with_none} date:2014..")), first);
}

#[test]
fn a_list_by_date_tells_of_undated_releases_and_has_them_last() {
    let (_folder, index) = index_of(&PARTLY_DATED);
    for sort in [Sort::Newest, Sort::Oldest] {
        let mut asked = request("");
        asked.sort = sort;
        let (summary, hits) = answer(&index, &asked);
        assert_eq!(summary.notes, ["2 undated releases come last"]);
        let dated: Vec<bool> = hits.iter().map(|hit| hit.release.date.is_some()).collect();
        assert_eq!(dated, [true, true, false, false]);
    }
}

#[test]
fn counts_of_a_field_have_a_row_for_the_releases_without_a_value() {
    let (_folder, index) = index_of(&PARTLY_DATED);
    let mut asked = request("clerk");
    asked.facets = ["year", "district", "prosecutor"]
        .map(str::to_owned)
        .to_vec();
    let (summary, _) = answer(&index, &asked);
    let none = summary.facets.iter().map(|facet| {
        let value = facet.values.last().expect("a row");
        assert_eq!((&value.value, value.label()), (&None, "(none)"));
        value.count
    });
    assert_eq!(none.collect::<Vec<_>>(), [1, 1, 3]);
}

#[test]
fn where_most_matches_are_undated_the_day_of_the_event_is_named() {
    let rows = [
        (
            "Clerk Charged",
            "A clerk took a bribe.",
            "2016-05-05",
            "USAO - Nevada",
        ),
        ("Clerk Fined", "A clerk took a bribe.", "", "USAO - Nevada"),
        ("Clerk Sentenced", "A clerk took a bribe.", "", ""),
    ];
    let (_folder, index) = index_of(&rows);
    let mut asked = request("clerk");
    asked.between("date", Some("2015"), None).expect("a field");
    let notes = answer(&index, &asked).0.notes;
    assert!(
        notes.iter().any(|note| note.contains("--event-since")),
        "{notes:?}"
    );
}
