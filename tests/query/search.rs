//! From a query to its hits, over a few fictional releases.

use dragnet::index::OpenIndex;
use dragnet::knowledge::Knowledge;
use dragnet::query::{Hit, Limit, Partial, Request, Sort, search};

use crate::support::small_index::{RELEASES, answer, index_of, request};

/// The numbers of the releases that match, in the order of the corpus.
fn matches(index: &OpenIndex, words: &str) -> Vec<usize> {
    let mut request = request(words);
    request.partial = Partial::Never;
    request.limit = Limit::All;
    let (summary, hits) = answer(index, &request);
    assert_eq!(summary.total, hits.len(), "{words}");
    let mut numbers: Vec<usize> = hits.iter().map(number).collect();
    numbers.sort_unstable();
    numbers
}

fn number(hit: &Hit) -> usize {
    hit.release
        .id
        .rsplit('#')
        .next()
        .and_then(|number| number.parse().ok())
        .expect("a record's number")
}

#[test]
fn every_construct_finds_its_releases() {
    let (_folder, index) = index_of(&RELEASES);
    for (words, expected) in [
        ("", &[0, 1, 2, 3, 4, 5][..]),
        ("fraud", &[0, 1]),
        ("FRAUDS", &[0, 1]),
        ("wire fraud", &[0, 1]),
        ("\"wire fraud\"", &[0]),
        ("“wire fraud”", &[0]),
        ("\"frauds\"", &[]),
        ("fraud -mail", &[0]),
        ("fraud NOT wire", &[]),
        ("extradition OR merger", &[2, 3]),
        ("(extradition OR merger) branches", &[3]),
        ("extradit*", &[2]),
        ("extradit!", &[2]),
        ("w?man", &[1]),
        ("wom*n", &[1]),
        ("dimitrenko~", &[2]),
        ("wire w/1 fraud", &[0]),
        ("wire w/7 fraudulent", &[1]),
        ("fraud pre/1 wire", &[]),
        ("(wire OR mail) w/1 fraud", &[0, 1]),
        ("\"wire fraud\" w/10 sentenced", &[0]),
        ("title:fraud", &[0, 1]),
        ("title:investigated", &[]),
        ("o'brien", &[0]),
        ("OBrien", &[0]),
        ("valdes", &[0]),
        ("coconspirator", &[0]),
        ("co-conspirators", &[0]),
        ("nonprofit", &[2]),
        ("AT&T", &[0]),
        ("IRS-CI", &[1]),
        ("\"co-conspirator of Dana\"", &[0]),
        ("\"a coconspirator of\"", &[0]),
        ("18 USC 1343", &[0]),
        ("Title 18, United States Code, Section 1343", &[0]),
        ("18 U.S.C. 242", &[4]),
        ("statute:\"18 USC 242\" OR statute:\"18 USC 1343\"", &[0, 4]),
        ("FBI", &[0, 1]),
        ("fbi", &[0, 1]),
        ("Federal Bureau of Investigation", &[0, 1]),
        ("$1.2 million", &[0, 1]),
        ("$1.2M", &[0, 1]),
        ("1200000", &[0, 1]),
        ("agency:\"Tax Division\"", &[1]),
        ("fraud agency:DOJ", &[0, 1]),
        ("date:2021", &[0, 3]),
        ("date:2019..2020", &[1, 2]),
        ("date:>=2021-06", &[0, 4]),
        ("date:30d", &[4]),
        ("number:26-3", &[3]),
        ("the", &[0, 1, 3, 5]),
        ("plea w/400 dumping", &[5]),
        ("dumping w/2 company", &[]),
        ("waste w/1 company", &[]),
        ("waste w/1 the", &[]),
        ("of the fraud", &[0, 1]),
        ("racketeering", &[]),
    ] {
        assert_eq!(matches(&index, words), expected, "{words}");
    }
}

#[test]
fn releases_that_lack_a_word_follow_with_that_word() {
    let (_folder, index) = index_of(&RELEASES);
    let (summary, hits) = answer(&index, &request("fraud sentenced"));
    assert_eq!(summary.total, 1);
    assert_eq!(hits.iter().map(number).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(hits[0].missing, Vec::<String>::new());
    assert_eq!(hits[1].missing, ["sentenced"]);
    assert_eq!(
        hits.iter().map(|hit| hit.partial).collect::<Vec<_>>(),
        [false, true]
    );
    assert_eq!(summary.partial_total, 1);
    assert_eq!(
        summary.notes,
        ["1 release has all 2 words; the hits behind lack some"]
    );
    // Those that lack a word are never part of the total.
    let (summary, hits) = answer(&index, &request("fraud merger mail"));
    assert_eq!((summary.total, summary.partial_total), (0, 3));
    assert_eq!(
        summary.notes,
        ["no release has all 3 words; 1 has 2 of them"]
    );
    assert_eq!(number(&hits[0]), 1);
    assert!(hits[0].partial);
    assert_eq!(hits[0].missing, ["merger"]);
    let mut strict = request("fraud merger mail");
    strict.partial = Partial::Never;
    assert_eq!(answer(&index, &strict).0.total, 0);
    let mut any = request("fraud merger");
    any.any = true;
    assert_eq!(answer(&index, &any).0.total, 3);
    let mut all = request("fraud sentenced");
    all.limit = Limit::All;
    assert_eq!(answer(&index, &all).1.len(), 1);
    all.partial = Partial::Always;
    assert_eq!(answer(&index, &all).1.len(), 2);
}

#[test]
fn an_unknown_word_gets_a_suggestion_and_is_never_found() {
    let (_folder, index) = index_of(&RELEASES);
    let (summary, hits) = answer(&index, &request("extraditoin"));
    assert_eq!(summary.total, 0);
    assert_eq!(
        summary.notes,
        ["no release has `extraditoin`; did you mean `extradition`?"]
    );
    assert_eq!(hits, []);
    // Beside a word that is known, what is spelled alike comes first.
    let (_, hits) = answer(&index, &request("extraditoin money"));
    assert_eq!(number(&hits[0]), 2);
    assert_eq!(hits[0].missing, ["extraditoin"]);
}

#[test]
fn stop_words_leave_no_release_out_and_a_note_says_so() {
    let (_folder, index) = index_of(&[
        ("Theft", "Theft of metals.", "2020-01-01", "Tax Division"),
        ("Arson", "Arson at a plant.", "2020-01-01", "Tax Division"),
    ]);
    let (summary, _) = answer(&index, &request("theft of metals"));
    assert_eq!(summary.notes, Vec::<String>::new());
    let (summary, hits) = answer(&index, &request("theft from metals"));
    assert_eq!((summary.total, hits.len()), (1, 1));
    assert!(
        summary.notes[0].starts_with("`from` "),
        "{:?}",
        summary.notes
    );
}

#[test]
fn filters_and_facets_agree() {
    let (_folder, index) = index_of(&RELEASES);
    let mut request = request("");
    request.facets = ["agency", "year", "month", "source", "agency:/doj/crm"]
        .map(str::to_owned)
        .to_vec();
    request.filter("agency", "Tax Division").expect("a field");
    request.limit = Limit::All;
    let (summary, hits) = answer(&index, &request);
    assert_eq!(hits.iter().map(number).collect::<Vec<_>>(), [1]);
    let count = |name: &str, value: &str| {
        let facet = summary
            .facets
            .iter()
            .find(|facet| facet.name == name)
            .expect(name);
        facet
            .values
            .iter()
            .find(|known| known.value.as_deref() == Some(value))
            .map(|value| (value.count, value.selected))
    };
    // Every filter applies to every count.
    assert_eq!(count("agency", "/doj"), Some((1, false)));
    assert_eq!(count("agency", "/doj/tax"), Some((1, true)));
    assert_eq!(count("agency", "/doj/crm"), None);
    assert_eq!(
        count("agency:/doj/crm", "/doj/tax"),
        Some((1, true)).filter(|_| false)
    );
    assert_eq!(count("year", "2020"), Some((1, false)));
    assert_eq!(count("year", "2021"), None);
    assert_eq!(count("month", "2020-03"), Some((1, false)));
    assert_eq!(count("source", "justice.gov"), Some((1, false)));
}

fn with(request: &mut Request, field: &str, value: &str) {
    request.filter(field, value).expect("a field");
}

#[test]
fn names_resolve_or_suggest_the_nearest() {
    let (_folder, index) = index_of(&RELEASES);
    let fail = |change: &dyn Fn(&mut Request)| {
        let mut request = request("");
        change(&mut request);
        search(&index, Knowledge::builtin(), &request)
            .err()
            .map(|error| error.to_string())
    };
    let error = fail(&|request| with(request, "agency", "Tax Divsion")).expect("an error");
    assert!(error.contains("--agency `Tax Divsion`"), "{error}");
    assert!(fail(&|request| with(request, "prosecutor", "Paul Moss")).is_some());
    assert!(
        fail(&|request| {
            request
                .between("date", Some("soon"), None)
                .expect("a field");
        })
        .is_some()
    );
    assert!(fail(&|request| request.facets = vec!["colour".to_owned()]).is_some());
    assert!(fail(&|request| with(request, "statute", "mail fraud")).is_some());
    let mut named = request("");
    with(&mut named, "prosecutor", "moss, lee");
    assert_eq!(
        answer(&index, &named)
            .1
            .iter()
            .map(number)
            .collect::<Vec<_>>(),
        [2]
    );
    let mut both = request("");
    with(&mut both, "agency", "Tax Division+FBI");
    assert_eq!(
        answer(&index, &both)
            .1
            .iter()
            .map(number)
            .collect::<Vec<_>>(),
        [1]
    );
}

#[test]
fn sort_limit_and_offset_agree() {
    let (_folder, index) = index_of(&RELEASES);
    let order = |sort: Sort, limit: usize, offset: usize| {
        let mut request = request("");
        request.sort = sort;
        request.limit = Limit::Count(limit);
        request.offset = offset;
        answer(&index, &request)
            .1
            .iter()
            .map(number)
            .collect::<Vec<_>>()
    };
    assert_eq!(order(Sort::Newest, 10, 0), [4, 0, 3, 1, 2, 5]);
    assert_eq!(order(Sort::Oldest, 10, 0), [5, 2, 1, 3, 0, 4]);
    assert_eq!(order(Sort::Relevance, 2, 1), [0, 3]);
    assert_eq!(order(Sort::Newest, 5, 100), Vec::<usize>::new());
    assert_eq!(order(Sort::Newest, 0, 0), Vec::<usize>::new());
}

#[test]
fn phrases_and_proximities_that_no_release_has_are_relaxed() {
    let (_folder, index) = index_of(&RELEASES);
    for words in [
        "wire w/2 ledger",
        "\"mail fraud ledger\"",
        "ledger pre/1 \"mail fraud\"",
    ] {
        let (summary, hits) = answer(&index, &request(words));
        assert_eq!(summary.total, 0, "{words}");
        assert_eq!(hits.iter().map(number).collect::<Vec<_>>(), [1], "{words}");
        assert_eq!(hits[0].missing, [words]);
        assert!(
            summary.notes[0].contains("further apart"),
            "{:?}",
            summary.notes
        );
    }
    let (summary, hits) = answer(&index, &request("\"dumping extradition\""));
    assert_eq!((summary.total, hits.len()), (0, 0));
}
