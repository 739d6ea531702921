//! Copies and matters: found whatever the order in which releases come, stored with the commit, and never out of bounds.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use dragnet::index::{Health, Kinship, OpenIndex, Options, check};
use dragnet::knowledge::Knowledge;
use dragnet::model::Stage;
use dragnet::query::{Limit, Partial, matter, similar};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::small_index::{answer, request};
use crate::support::{index, open, quick_folder};

/// The copies and the matter of every release, by id.
fn groups(index: &OpenIndex) -> BTreeMap<String, Kinship> {
    let mut all = request("");
    all.copies = true;
    all.limit = Limit::All;
    let hits = answer(index, &all).1.into_iter();
    hits.map(|hit| (hit.release.id, hit.kinship)).collect()
}

/// A record of the Justice Department's shape.
fn record(title: &str, day: &str, body: &str) -> String {
    let record = serde_json::json!({
        "title": title, "contents": body, "date": format!("{day}T00:00:00-04:00"), "components": ["USAO - Maine"],
    });
    record.to_string()
}

const STORY: &str = "The treasurer kept the books of the pension fund of the mill for eleven years, according to court documents, and wrote 240 checks to a company that existed on paper alone. Auditors found the loss when the bank asked for a signature that no other officer of the fund had ever seen, and the board told the police on the next morning.";

/// Releases of two cases and of none, of which some are copies, by file.
fn releases<'a>() -> Vec<(&'a str, String)> {
    let plea = format!(
        "PORTLAND, Maine - Lenora Q. Quillfeather, 51, of Brackwater, pleaded guilty today in the District of Maine to wire fraud. {STORY} The case is No. 2:21-cr-00117."
    );
    let charge = format!(
        "PORTLAND, Maine - Lenora Quillfeather, 50, of Brackwater, was charged today in the District of Maine with wire fraud. She came to the court with two lawyers and said nothing. {}",
        &STORY[..90]
    );
    let sentence = "PORTLAND, Maine - Lenora Quillfeather was sentenced today in the District of Maine to 40 months in prison for wire fraud. The judge said that she had shown no remorse, and ordered her to pay $1.2 million in restitution to the fund.".to_owned();
    let other = "PORTLAND, Maine - Tobias Merriweather, 33, of Gantry, was sentenced today in the District of Maine to nine months in prison for arson. He set fire to the barn of a neighbor over a fence between their fields.".to_owned();
    let plea_title = "Treasurer of Brackwater Pension Fund Pleads Guilty to Wire Fraud";
    vec![
        (
            "a-charge.json",
            record(
                "Treasurer of Brackwater Pension Fund Charged with Wire Fraud",
                "2021-01-12",
                &charge,
            ),
        ),
        ("b-plea.json", record(plea_title, "2021-06-08", &plea)),
        // The same in another collection, without an address, with a note at its end.
        (
            "c-collection.json",
            record(
                plea_title,
                "2021-06-08",
                &format!("{plea} Updated June 9, 2021."),
            ),
        ),
        (
            "d-sentence.json",
            record(
                "Former Treasurer Sentenced for Defrauding Pension Fund",
                "2021-11-30",
                &sentence,
            ),
        ),
        (
            "e-arson.json",
            record("Gantry Man Sentenced for Arson", "2021-11-30", &other),
        ),
        (
            "f-policy.json",
            record(
                "Office of Maine Opens a Desk for Elder Fraud",
                "2021-03-01",
                "The office opened a desk today at which older people can report fraud. It is open on Mondays and answers in four languages.",
            ),
        ),
    ]
}

struct Repo {
    folder: TempDir,
}

impl Repo {
    fn new() -> Self {
        let folder = quick_folder();
        fs::create_dir(folder.path().join("corpus")).expect("a folder");
        Repo { folder }
    }

    fn with(files: &[(&str, String)]) -> (Self, OpenIndex) {
        let repo = Repo::new();
        for (file, text) in files {
            repo.write(file, text);
        }
        let index = repo.index("index");
        (repo, index)
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join("corpus").join(file), text).expect("a file");
    }

    fn remove(&self, file: &str) {
        let _ = fs::remove_file(self.folder.path().join("corpus").join(file));
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Brings an index up to date.
    fn index(&self, name: &str) -> OpenIndex {
        let mut options = Options::of(&self.path("corpus"), &self.path(name));
        (options.allow_empty, options.accept_losses) = (true, true);
        index(&options).expect("a run");
        open(&options.index)
    }
}

#[test]
fn copies_have_one_that_stands_for_them_and_a_case_has_the_id_of_its_first_release() {
    let (_repo, index) = Repo::with(&releases());
    let groups = groups(&index);
    let copy = &groups["c-collection.json"];
    assert_eq!(copy.copy_of.as_deref(), Some("b-plea.json"), "{groups:#?}");
    assert_eq!(groups["b-plea.json"].copies, ["c-collection.json"]);
    assert_eq!(groups["b-plea.json"].copy_of, None);
    for id in [
        "a-charge.json",
        "b-plea.json",
        "c-collection.json",
        "d-sentence.json",
    ] {
        assert_eq!(groups[id].matter.as_deref(), Some("a-charge.json"), "{id}");
    }
    for id in ["e-arson.json", "f-policy.json"] {
        assert_eq!(groups[id], Kinship::default(), "{id}");
    }
}

#[test]
fn a_case_is_a_time_line_with_the_latest_event_of_each_defendant() {
    let (_repo, index) = Repo::with(&releases());
    let case = matter(&index, "c-collection.json").expect("a matter");
    let ids: Vec<&str> = case
        .releases
        .iter()
        .map(|one| one.release.id.as_str())
        .collect();
    assert_eq!(ids, ["a-charge.json", "b-plea.json", "d-sentence.json"]);
    assert_eq!(case.releases[1].copies, ["c-collection.json"]);
    assert_eq!(case.links.len(), 3);
    let defendants = case.defendants();
    assert_eq!(defendants.len(), 1, "{defendants:?}");
    assert_eq!(defendants[0].name, "Lenora Q. Quillfeather");
    assert_eq!(defendants[0].stage.map(Stage::name), Some("sentence"));
    let alone = matter(&index, "e-arson.json").expect("a matter");
    assert_eq!((alone.releases.len(), alone.links.len()), (1, 0));
}

#[test]
fn a_search_lists_and_counts_copies_once_and_finds_them_by_any() {
    let (_repo, index) = Repo::with(&releases());
    let mut plea = request("treasurer guilty");
    plea.facets = vec!["year".to_owned()];
    plea.partial = Partial::Never;
    let (summary, hits) = answer(&index, &plea);
    assert_eq!((summary.total, hits.len()), (1, 1));
    assert_eq!(summary.facets[0].values[0].count, 1);
    assert_eq!(hits[0].release.id, "b-plea.json");
    assert_eq!(hits[0].kinship.copy_count, 1);
    // A word that only one of them has.
    let (summary, hits) = answer(&index, &request("treasurer guilty updated"));
    assert_eq!(summary.total, 1);
    assert_eq!(hits[0].release.id, "c-collection.json");
    // The one with the word stands for both: the other is no partial match beside it.
    assert!(hits.iter().all(|hit| hit.release.id != "b-plea.json"));
    plea.copies = true;
    let (summary, hits) = answer(&index, &plea);
    assert_eq!((summary.total, hits.len()), (2, 2));
}

#[test]
fn a_case_is_one_hit_and_counts_once() {
    let (_repo, index) = Repo::with(&releases());
    let mut cases = request("");
    cases.by_matter = true;
    cases.limit = Limit::All;
    cases.facets = vec!["stage".to_owned(), "restitution".to_owned()];
    cases.sum = Some("restitution".to_owned());
    let (summary, hits) = answer(&index, &cases);
    assert_eq!((summary.total, hits.len()), (3, 3));
    let case = hits
        .iter()
        .find_map(|hit| hit.kinship.case.clone().filter(|case| case.releases == 3));
    let case = case.expect("a case of three");
    let stages: Vec<&str> = case.stages.iter().map(|stage| stage.name()).collect();
    assert_eq!(stages, ["charge", "plea", "sentence"]);
    assert_eq!(case.first, Some(jiff::civil::date(2021, 1, 12)));
    // Both cases have a sentence: of releases there are three with a stage in the first.
    let stage = |name: &str| {
        let mut values = summary.facets[0].values.iter();
        values
            .find(|value| value.value.as_deref() == Some(name))
            .expect("a stage")
            .count
    };
    assert_eq!((stage("sentence"), stage("plea")), (2, 1));
    let told = &summary.facets[0].values[0].statistics[0];
    assert_eq!((told.quantity, told.told), (Some(1_200_000), 1));
    cases.limit = Limit::Count(1);
    cases.offset = 1;
    let (_, second) = answer(&index, &cases);
    assert_eq!(second[0].release.id, hits[1].release.id);
}

#[test]
fn what_is_similar_is_of_another_case_and_says_why() {
    let mut releases = releases();
    let other = "BANGOR, Maine - Ines Vandersloot, 44, was charged today with wire fraud. As bookkeeper of the pension fund of a cannery she wrote checks to a company that existed on paper alone, and auditors found the loss when the bank asked for a signature.";
    releases.push((
        "g-cannery.json",
        record(
            "Bookkeeper Charged with Stealing from Pension Fund",
            "2022-02-02",
            other,
        ),
    ));
    let filler = |number: usize| {
        let body = format!(
            "The harbor office of town {number} will close for repairs this week. Boats moor at the north pier."
        );
        (
            format!("h-{number}.json"),
            record(
                &format!("Harbor Office {number} Closes"),
                "2022-03-03",
                &body,
            ),
        )
    };
    let fillers: Vec<(String, String)> = (0..40).map(filler).collect();
    let mut files = releases;
    files.extend(
        fillers
            .iter()
            .map(|(file, text)| (file.as_str(), text.clone())),
    );
    let (_repo, index) = Repo::with(&files);
    let today = || jiff::civil::date(2022, 4, 1);
    let found = similar(&index, Knowledge::builtin(), "b-plea.json", 3, today).expect("an answer");
    let hits: Vec<_> = found.hits.map(|hit| hit.expect("a hit")).collect();
    assert_eq!(hits[0].release.id, "g-cannery.json");
    let why = hits[0].explanation.as_deref().expect("a reason");
    assert!(
        why.contains("auditors") && !why.contains("quillfeather"),
        "{why}"
    );
    let of_case = |id: &str| id < "e";
    assert!(hits.iter().all(|hit| !of_case(&hit.release.id)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn groups_are_the_same_in_any_order_of_changes(
        changes in prop::collection::vec((0..6_usize, 0..4_u8, any::<bool>()), 1..14),
    ) {
        let repo = Repo::new();
        let releases = releases();
        repo.write("z-always.json", &record("Tannery Fined", "2020-01-01", "A tannery was fined today."));
        for (number, (release, change, runs)) in changes.into_iter().enumerate() {
            let (file, text) = &releases[release];
            match change {
                0 => repo.remove(file),
                // Another release in its place.
                1 => repo.write(file, &releases[(release + 1) % releases.len()].1),
                2 => repo.write(&format!("copy-{number}.json"), text),
                _ => repo.write(file, text),
            }
            if runs {
                repo.index("index");
            }
        }
        let updated = repo.index("index");
        let full = repo.index("fresh");
        prop_assert_eq!(groups(&updated), groups(&full));
        let never = AtomicBool::new(false);
        let checked = check(&updated.path, Knowledge::builtin(), &(), &never).expect("a check");
        prop_assert_eq!(checked.health, Health::Ok, "{:?}", checked.findings);
        prop_assert_eq!(checked.left_over, Vec::<String>::new());
    }
}

/// An index of made-up records, one a line.
fn index_of_lines(lines: impl Iterator<Item = String>) -> (TempDir, OpenIndex) {
    let folder = quick_folder();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder");
    let lines: String = lines.map(|line| line + "\n").collect();
    fs::write(corpus.join("many.jsonl"), lines).expect("a file");
    let options = Options::of(Path::new(&corpus), &folder.path().join("index"));
    index(&options).expect("a build");
    let index = open(&options.index);
    (folder, index)
}

/// The number of releases in the largest matter, copies once.
fn largest_matter(index: &OpenIndex) -> usize {
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for kinship in groups(index)
        .into_values()
        .filter(|one| one.copy_of.is_none())
    {
        if let Some(matter) = kinship.matter {
            *sizes.entry(matter).or_default() += 1;
        }
    }
    sizes.into_values().max().unwrap_or(0)
}

#[test]
fn many_files_of_one_text_are_one_group_of_copies() {
    let (_, text) = releases().remove(1);
    let (_folder, index) = index_of_lines((0..3000).map(|_| text.clone()));
    let (summary, hits) = answer(&index, &request("treasurer"));
    assert_eq!((summary.total, hits[0].kinship.copies.len()), (1, 2999));
    assert_eq!(largest_matter(&index), 0);
}

#[test]
fn a_name_in_too_many_releases_joins_nothing() {
    let text = |number: usize| {
        let word = |salt: usize| format!("w{}", (number * 7919 + salt * 104_729) % 1_000_003);
        let words: Vec<String> = (0..40).map(word).collect();
        let body = format!(
            "PORTLAND, Maine - Lenora Quillfeather, 50, was charged today in the District of Maine with wire fraud. {}",
            words.join(" ")
        );
        record(
            &format!("Number {number} Charged with Wire Fraud"),
            "2021-01-12",
            &body,
        )
    };
    let (_folder, few) = index_of_lines((0..40).map(text));
    assert_eq!(largest_matter(&few), 40);
    let (_folder, many) = index_of_lines((0..400).map(text));
    assert_eq!(largest_matter(&many), 0);
}

#[test]
fn a_chain_of_names_makes_no_matter_without_end() {
    const GIVEN: [&str; 20] = [
        "Ada", "Bea", "Cal", "Dov", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon", "Kay", "Lee", "Mia",
        "Ned", "Ora", "Pia", "Quin", "Ray", "Sue", "Tom",
    ];
    const LAST: [&str; 50] = [
        "Abbot", "Baker", "Cooper", "Draper", "Easton", "Fuller", "Gardner", "Harper", "Inman",
        "Jagger", "Keeler", "Lorimer", "Mason", "Naylor", "Osler", "Parker", "Quarrier", "Roper",
        "Sadler", "Tanner", "Usher", "Vintner", "Webster", "Yeoman", "Zeller", "Archer", "Brewer",
        "Carver", "Dyer", "Elder", "Fisher", "Glover", "Hooper", "Ironside", "Joiner", "Kellogg",
        "Lister", "Miller", "Nailor", "Ostler", "Potter", "Quiller", "Ryder", "Slater", "Thatcher",
        "Upholder", "Vickers", "Wheeler", "Yarrow", "Zimmer",
    ];
    let name = |number: usize| format!("{} {}", GIVEN[number % 20], LAST[number / 20 % 50]);
    let text = |number: usize| {
        let (one, other) = (name(number), name(number + 1));
        let body = format!(
            "PORTLAND, Maine - {one}, 40, and {other}, 41, were charged today in the District of Maine with wire fraud. They met on day {number} in town {}.",
            number * 31
        );
        record(
            &format!("{one} and {other} Charged with Wire Fraud"),
            "2021-01-12",
            &body,
        )
    };
    let (_folder, index) = index_of_lines((0..900).map(text));
    let largest = largest_matter(&index);
    assert!((100..=500).contains(&largest), "{largest}");
}

/// A release of an office, with a docket or a number where one is given.
fn release_of(office: &str, title: &str, day: &str, body: &str) -> String {
    let record = serde_json::json!({
        "title": title, "contents": body, "date": day, "components": [office],
    });
    record.to_string()
}

#[test]
fn one_more_release_does_not_take_a_case_apart() {
    let names = "Ada Quarrier, Bo Lister, Cal Vintner, Dov Sadler and Eva Keeler";
    let charge = format!(
        "MOBILE, Ala. - {names} were charged today in the District of Maine with bribery and wire fraud."
    );
    let verdict = format!(
        "WASHINGTON - {names} were convicted today of bribery and wire fraud. They took money for contracts."
    );
    let other = "EL PASO - Ada Quarrier, 50, and Tom Usher, 51, were charged today in the Western District of Texas with bribery and wire fraud.";
    let mut files = vec![
        (
            "a.json",
            release_of(
                "USAO - Maine",
                "Five Charged with Bribery",
                "2021-01-12",
                &charge,
            ),
        ),
        (
            "b.json",
            release_of(
                "Criminal Division",
                "Five Convicted of Bribery",
                "2021-09-12",
                &verdict,
            ),
        ),
    ];
    let joined = |files: &[(&str, String)]| {
        let (_repo, index) = Repo::with(files);
        let groups = groups(&index);
        groups["a.json"].matter.is_some() && groups["a.json"].matter == groups["b.json"].matter
    };
    assert!(joined(&files));
    files.push((
        "c.json",
        release_of(
            "USAO - Texas, Western",
            "Two Charged in El Paso",
            "2021-03-12",
            other,
        ),
    ));
    assert!(joined(&files));
}

#[test]
fn people_of_one_name_in_two_states_or_with_other_middle_names_are_of_two_cases() {
    let of = |office: &str, name: &str, number: usize| {
        let body = format!(
            "{name}, 40, was charged today with wire fraud. He is accused of plan {number} in town {}.",
            number * 31
        );
        release_of(
            office,
            &format!("Man Charged in Plan {number}"),
            "2021-01-12",
            &body,
        )
    };
    let apart = |files: &[(&str, String)]| {
        let (_repo, index) = Repo::with(files);
        groups(&index).values().all(|one| one.matter.is_none())
    };
    // A district attorney has no district, but a state.
    let local = "Man Charged in Santa Ana\n\nSANTA ANA, Calif. (February 12, 2021) - Jose Garcia, 30, was charged today with wire fraud, the Orange County District Attorney’s Office announced.\n".to_owned();
    assert!(apart(&[
        ("a.json", of("USAO - New Jersey", "Jose Garcia", 1)),
        ("b.txt", local)
    ]));
    // The one without a middle name may be either.
    assert!(apart(&[
        ("a.json", of("USAO - Maine", "Jose Antonio Garcia", 1)),
        ("b.json", of("USAO - Maine", "Jose Vladimir Garcia", 2)),
        ("c.json", of("USAO - Maine", "Jose Garcia", 3)),
    ]));
}

#[test]
fn an_excerpt_under_the_same_title_is_a_copy() {
    let title = "Treasurer of Brackwater Pension Fund Pleads Guilty to Wire Fraud";
    let long = format!(
        "PORTLAND, Maine - Lenora Q. Quillfeather, 51, pleaded guilty today to wire fraud. {STORY} She is to be sentenced in November, and may go to prison for twenty years. The office of the inspector general and the police of the town worked on the case for three years, and the bank gave them its books. Two lawyers of the office prosecuted the case together with one of the state."
    );
    let excerpt = format!(
        "PORTLAND, Maine - Lenora Q. Quillfeather, 51, pleaded guilty today to wire fraud. {STORY}"
    );
    let another = format!(
        "PORTLAND, Maine - Tobias Merriweather, 33, pleaded guilty today to wire fraud. {}",
        &STORY[..60]
    );
    let (_repo, index) = Repo::with(&[
        ("a.json", record(title, "2021-06-08", &long)),
        ("b.json", record(title, "2021-06-11", &excerpt)),
        ("c.json", record(title, "2021-06-11", &another)),
        (
            "d.json",
            record(
                title,
                "2021-06-08",
                "The treasurer of a pension fund pleaded guilty.",
            ),
        ),
    ]);
    let groups = groups(&index);
    assert_eq!(groups["a.json"].copies, ["b.json", "d.json"], "{groups:#?}");
    assert_eq!(groups["c.json"].copies.len(), 0);
}

#[test]
fn releases_without_a_day_stand_in_a_case_where_their_number_puts_them() {
    let release = |number: usize, day: &str, body: &str| {
        format!(
            "Litigation Release No. {number}{day}\n\nSecurities and Exchange Commission v. Otterbank Tannery Holdings, Inc. and Lenora Quillfeather, Civil Action No. 21 CV 117 (D. Me.)\n\n{body}\n"
        )
    };
    let first = "The Securities and Exchange Commission announced that it filed a complaint in the District of Maine that charges Lenora Quillfeather and Otterbank Tannery Holdings, Inc. with securities fraud.";
    let last = "The Securities and Exchange Commission announced that the court entered a final judgment against Lenora Quillfeather and Otterbank Tannery Holdings, Inc. for securities fraud.";
    let dated = |number: usize, day: &str| {
        release(
            number,
            &format!(" / {day}"),
            "The Securities and Exchange Commission announced a settlement with nobody of this case.",
        )
    };
    let (_repo, index) = Repo::with(&[
        ("lr20001.txt", release(20001, "", first)),
        ("lr20002.txt", dated(20002, "January 12, 2021")),
        ("lr20500.txt", release(20500, " / June 8, 2021", last)),
        ("lr20000.txt", dated(20000, "January 11, 2021")),
    ]);
    let case = matter(&index, "lr20500.txt").expect("a matter");
    let ids: Vec<&str> = case
        .releases
        .iter()
        .map(|one| one.release.id.as_str())
        .collect();
    let place = |id: &str| ids.iter().position(|found| *found == id);
    assert!(
        place("lr20001.txt") < place("lr20500.txt") && place("lr20001.txt").is_some(),
        "{ids:?}"
    );
}
