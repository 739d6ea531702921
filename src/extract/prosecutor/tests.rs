use crate::knowledge::Knowledge;
use crate::release::{Page, ProsecutorKind};

/// `Name / Title / c` for each person found, in order.
fn found(text: &str) -> Vec<String> {
    let page = Page {
        text: text.to_owned(),
        ..Page::default()
    };
    super::prosecutors(&page, Knowledge::builtin())
        .into_iter()
        .map(|found| {
            assert!(page.text.get(found.span.clone()).is_some(), "{found:?}");
            let value = found.value;
            let kind = match value.kind {
                ProsecutorKind::Counsel => "counsel",
                ProsecutorKind::Official => "official",
            };
            format!("{} / {} / {kind}", value.name, value.title)
        })
        .collect()
}

#[test]
fn a_list_of_assistants_and_the_united_states_attorney() {
    assert_eq!(
        found(
            "Dana R. Example, U.S. Attorney | U.S. Attorney for the Southern District of California\n\n\
             U.S. Attorney Dana Example said it was good.\n\n\
             This case is prosecuted by Assistant U.S. Attorneys Joan C. Miller, Mika L. Weaver, and Peter S. Hall."
        ),
        [
            "Dana R. Example / U.S. Attorney / official",
            "Joan C. Miller / Assistant U.S. Attorney / counsel",
            "Mika L. Weaver / Assistant U.S. Attorney / counsel",
            "Peter S. Hall / Assistant U.S. Attorney / counsel",
        ]
    );
}
