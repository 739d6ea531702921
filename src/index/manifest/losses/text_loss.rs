//! Is a text that a file holds now another state of the release that the index has from it, or what was left when that was lost:
//! a server's error page, a page that was cut off?

use std::collections::HashSet;

use foldhash::fast::RandomState;

use crate::model::{Page, SkipReason, Stage};

/// The different words of a text.
type Words<'a> = HashSet<&'a str, RandomState>;

/// Releases with fewer different words are not compared.
const MIN_WORDS: usize = 20;

/// Says how much of a release is lost. Either less than half of its different words are left, and what is there now is a part of
/// it; or less than a quarter, and what is there is no other release that somebody has put there. `before` is its title and its
/// text as the index has them; `is_release` tells whether the page there now is a release: see [`is_release`].
pub(super) fn text_loss(
    before: [&str; 2],
    now: &Page,
    is_release: impl FnOnce() -> bool,
) -> Option<SkipReason> {
    let before = before.map(str::to_lowercase);
    let now_texts = [&now.title, &now.text].map(|text| text.to_lowercase());
    // Under the title that it had a release is the same one: its text counts by itself.
    let is_same = !before[0].is_empty() && before[0] == now_texts[0];
    let from = usize::from(is_same);
    let (had, has) = (words(&before[from..]), words(&now_texts[from..]));
    let left = had.intersection(&has).count();
    let is_part = left * 2 < had.len() && left * 10 >= has.len() * 9;
    let is_other = || left * 4 < had.len() && (is_same || !is_release());
    let is_lost = had.len() >= MIN_WORDS && (is_part || is_other());
    is_lost.then_some(SkipReason::LessText {
        before: had.len() as u64,
        left: left as u64,
    })
}

/// Whether a page is a release and no notice: it has a day, and tells an event of a case or is longer.
pub(super) fn is_release(has_day: bool, stage: Option<Stage>, text: &str) -> bool {
    /// Longest notice, in bytes: a maintenance, a question whether a person reads.
    const MAX_NOTICE: usize = 600;
    let tells_event = stage.is_some_and(|stage| stage != Stage::Other);
    has_day && (tells_event || text.len() > MAX_NOTICE)
}

fn words(texts: &[String]) -> Words<'_> {
    let words = texts
        .iter()
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: [&str; 2] = [
        "Clerk Sentenced for Theft of Stamps",
        "OLDPORT - June 3, 2019. Pia Corwell, 43, a clerk of the harbor office, was sentenced today to fourteen months \
         in prison because she had taken stamps from the safe for two years and sold them to collectors, the court said.",
    ];

    fn loss(title: &str, text: &str, is_dated: bool) -> Option<SkipReason> {
        let now = Page {
            title: title.to_owned(),
            text: text.to_owned(),
            ..Page::default()
        };
        text_loss(BEFORE, &now, || is_dated)
    }

    #[test]
    fn an_error_page_or_a_rest_is_a_loss_and_an_edit_or_another_release_is_none() {
        let [title, text] = BEFORE;
        let cut = &text[..60];
        let other = "WEST QUAY - A mason was fined for dumping rubble, the mayor told reporters on the pier.";
        for (title, text, is_dated, is_loss) in [
            (
                "Web server is returning an unknown error",
                "Please try again in a few minutes.",
                false,
                true,
            ),
            (title, "", false, true),
            (title, cut, true, true),
            (title, other, false, true),
            (title, text, false, false),
            ("Corrected: Clerk Sentenced", text, false, false),
            ("Mason Fined", other, true, false),
        ] {
            assert_eq!(
                loss(title, text, is_dated).is_some(),
                is_loss,
                "{title}: {text}"
            );
        }
    }

    #[test]
    fn a_release_of_a_few_words_may_become_any_other() {
        let now = Page {
            title: "Clerk Fined".to_owned(),
            ..Page::default()
        };
        assert_eq!(
            text_loss(["Mason Fined in West Quay", ""], &now, || false),
            None
        );
    }
}
