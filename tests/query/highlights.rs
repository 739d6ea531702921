//! Which words are highlighted in snippets and titles?

use crate::support::small_index::{RELEASES, answer, index_of, request};

#[test]
fn snippets_mark_what_matched() {
    let (_folder, index) = index_of(&RELEASES);
    let marked = |words: &str| {
        let (_, hits) = answer(&index, &request(words));
        let mut marked: Vec<String> = hits[0]
            .snippet
            .fragments
            .iter()
            .flat_map(|fragment| {
                fragment
                    .marks
                    .iter()
                    .map(|mark| fragment.text[mark.clone()].to_owned())
            })
            .collect();
        marked.sort();
        marked.dedup();
        marked
    };
    assert_eq!(marked("\"wire fraud\""), ["wire fraud"]);
    assert_eq!(marked("extradit*"), ["extradited"]);
    assert_eq!(marked("obrien"), ["O’Brien"]);
    assert_eq!(marked("18 USC 1343"), ["18 U.S.C. § 1343"]);
    assert_eq!(marked("w?man"), ["woman"]);
    assert_eq!(marked("wire w/7 fraudulent"), ["fraudulent", "wire"]);
    assert_eq!(marked("dimitrenko~"), ["Dmitrenko"]);
}

#[test]
fn titles_show_what_matched_and_each_hit_why_it_scored() {
    let (_folder, index) = index_of(&RELEASES);
    let mut request = request("title:fraud sentenced");
    request.explain = true;
    let (_, hits) = answer(&index, &request);
    let title = &hits[0].release.title;
    let marked: Vec<&str> = hits[0]
        .title_marks
        .iter()
        .map(|mark| &title[mark.clone()])
        .collect();
    assert_eq!(marked, ["Sentenced", "Fraud"]);
    let why = hits[0].explanation.as_deref().expect("why");
    assert!(
        why.contains("title:fraud: 1 times here, in 2 releases"),
        "{why}"
    );
    assert!(why.ends_with(&format!("= {:.2}", hits[0].score)), "{why}");
}
