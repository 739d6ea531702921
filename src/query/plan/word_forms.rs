//! Which forms of a typed word are meant? All of an ordinary word, and of a name only the one that was typed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::analysis::{Token, is_ordinary_word, split_term, tokenize};
use crate::error::Result;
use crate::query::postings::span_expr::SpanExpr;
use crate::query::terms::term_dictionary::TermDictionary;

/// The forms of a word that are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forms {
    /// All forms of an ordinary word, of a name the one that was typed.
    AsMeant,
    /// The one that was typed.
    AsTyped,
    /// All forms.
    All,
}

impl Forms {
    /// Whether only the typed form of this part of `typed` is looked for.
    pub(super) fn only_typed(self, typed: &str, part: &Token<'_>) -> bool {
        match self {
            Forms::AsMeant => is_name(&typed[part.start..part.end], part.normalized),
            Forms::AsTyped => true,
            Forms::All => false,
        }
    }
}

/// Whether a word is typed as names are: with a capital that an ordinary word would not need.
pub(super) fn is_name(typed: &str, normalized: &str) -> bool {
    typed.contains(char::is_uppercase) && !is_ordinary_word(normalized)
}

/// Names that could be amounts: `$3M` and `3m` are three million.
const NAMES_LIKE_AMOUNTS: [&str; 1] = ["3M"];

/// Whether a word is a name that could be an amount.
pub(super) fn may_be_amount(typed: &str) -> bool {
    NAMES_LIKE_AMOUNTS.contains(&typed)
}

/// A typed word and its other forms in the index.
pub(super) struct WordForms<'a> {
    typed: &'a str,
    is_name: bool,
    is_ordinary: bool,
    /// Number of releases with the typed form.
    of_typed: u32,
    /// The other forms, most frequent first, each with its number of releases.
    others: Vec<(String, u32)>,
}

/// The forms of a word of one part.
pub(super) fn forms_of<'a>(
    dictionary: &TermDictionary<'_>,
    typed: &'a str,
) -> Result<Option<WordForms<'a>>> {
    let tokens = tokenize(typed);
    let mut words = tokens.words();
    let (Some(word), None) = (words.next(), words.next()) else {
        return Ok(None);
    };
    let form = word.normalized;
    let typed_form = dictionary.exact(form)?;
    // The same letters may be two terms: a word, and a compound written as one word.
    let mut by_letters: BTreeMap<String, u32> = BTreeMap::new();
    for (term, count) in dictionary.same_stem(form)? {
        if !typed_form.contains_key(&term) {
            *by_letters
                .entry(split_term(&term).0.to_owned())
                .or_default() += count;
        }
    }
    let mut others: Vec<(String, u32)> = by_letters.into_iter().collect();
    others.sort_by_key(|(_, count)| Reverse(*count));
    let is_ordinary = is_ordinary_word(form);
    Ok(Some(WordForms {
        typed,
        is_name: is_name(typed, form),
        is_ordinary,
        of_typed: typed_form.values().sum(),
        others,
    }))
}

impl WordForms<'_> {
    fn of_others(&self) -> u32 {
        self.others.iter().map(|(_, count)| count).sum()
    }

    /// Whether the typed form, which may be a name, is lost among the others: `williams` among `william`.
    pub(super) fn outnumber(&self) -> bool {
        !self.is_ordinary && self.of_typed > 0 && self.of_others() > 2 * self.of_typed
    }

    /// What the writer of a query should know of the other forms: that a name was read without them, or that they were
    /// taken, too. Nothing where they are few.
    pub(super) fn note(&self) -> Option<String> {
        let (typed, small) = (self.typed, self.typed.to_lowercase());
        let shown: Vec<String> = (self.others.iter().take(3))
            .map(|(form, _)| format!("`{form}`"))
            .collect();
        let shown = shown.join(", ");
        if may_be_amount(typed) && self.of_typed > 0 {
            return Some(format!(
                "`{typed}` is read as a name; `${typed}` finds the amount"
            ));
        }
        if shown.is_empty() {
            None
        } else if self.is_name && self.of_typed == 0 {
            Some(format!(
                "no release has `{typed}` as typed; `{small}`, in small letters, finds {shown}"
            ))
        } else if self.is_name {
            (self.of_others() * 10 >= self.of_typed).then(|| {
                format!(
                    "`{typed}`, with a capital, may be a name: {shown} left out; `{small}`, in small letters, finds them, too"
                )
            })
        } else {
            self.outnumber().then(|| {
                format!("`{typed}` also finds {shown}; in quotation marks it finds that form alone")
            })
        }
    }
}

/// `typed_form` if it is less than `forms`.
pub(super) fn if_less(typed_form: SpanExpr, forms: &SpanExpr) -> Option<SpanExpr> {
    (typed_form != *forms && !typed_form.all_terms().is_empty()).then_some(typed_form)
}
