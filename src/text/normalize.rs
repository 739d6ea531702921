//! Which texts are the same if case, accents or punctuation are ignored? There are several levels, because indexes, names and
//! phrases need different ones.
//!
//! | function | lower case | accents | punctuation | used for |
//! |---|---|---|---|---|
//! | [`push_folded`] | yes | removed | not allowed | tokens of the index |
//! | [`fold`] | yes | removed | kept | names that people type |
//! | [`letters_and_digits`] | yes | kept | removed | lines and phrases of pages |
//! | [`fold_table_word`] | yes | kept | removed, except `&` | words of agencies, offices and persons |

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::text::char_class::{CharClass, char_class};

/// Appends a letter or digit outside ASCII in lower case and without accents.
pub(crate) fn push_folded(c: char, out: &mut String) {
    // Letters that Unicode does not decompose, as people type them who do not have the key.
    let replacement = match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ħ' | 'Ħ' => "h",
        _ => "",
    };
    if !replacement.is_empty() {
        out.push_str(replacement);
        return;
    }
    decompose_compatible(c, |part| {
        for lower in part.to_lowercase() {
            let is_letter = lower.is_ascii_alphanumeric()
                || !lower.is_ascii() && char_class(lower) == CharClass::Alphanumeric;
            if is_letter {
                out.push(lower);
            }
        }
    });
}

/// A text with single blanks and without line breaks.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A text in lower case and without accents, everything else as it is.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            match char_class(c) {
                CharClass::Alphanumeric => push_folded(c, &mut out),
                CharClass::Apostrophe => out.push('\''),
                CharClass::Hyphen => out.push('-'),
                CharClass::Ignored => {}
                CharClass::SectionSign | CharClass::Separator => out.push(c),
            }
        }
    }
    out
}

/// A text without accents, everything else as it is.
pub(crate) fn remove_accents(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        text.into()
    } else {
        text.nfkd().filter(|c| !is_combining_mark(*c)).collect()
    }
}

/// The letters and digits of a text, in lower case.
pub(crate) fn letters_and_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_letters_and_digits(text, &mut out);
    out
}

/// Appends the letters and digits of a text, in lower case.
pub(crate) fn push_letters_and_digits(text: &str, out: &mut String) {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let start = out.len();
        out.push_str(text);
        out[start..].make_ascii_lowercase();
    } else if text.is_ascii() {
        let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
        out.extend(kept.map(|byte| char::from(byte.to_ascii_lowercase())));
    } else {
        out.extend(each_letter_or_digit(text));
    }
}

/// The characters of [`letters_and_digits`].
pub(crate) fn each_letter_or_digit(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// Replaces `out` by the letters, digits and `&` of a word, in lower case; `&` alone is `and`.
pub(crate) fn fold_table_word(word: &str, out: &mut String) {
    out.clear();
    if word == "&" {
        out.push_str("and");
    } else if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        out.push_str(word);
        out.make_ascii_lowercase();
    } else {
        let kept = word.chars().filter(|c| c.is_alphanumeric() || *c == '&');
        out.extend(kept.flat_map(char::to_lowercase));
    }
}
