//! What is a character to somebody who cuts, compares, cleans or prints text? Classes differ by use; all are here.

use unicode_normalization::char::is_combining_mark;

/// What a character means to the tokenizer of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CharClass {
    /// A letter or digit.
    Alphanumeric,
    /// Is dropped inside a word: `O’Brien`.
    Apostrophe,
    /// Joins words into a compound.
    Hyphen,
    /// Is dropped everywhere: accents, soft hyphens, marks of writing direction.
    Ignored,
    /// The section sign.
    SectionSign,
    /// Everything else: separates words.
    Separator,
}

/// The class of a character outside ASCII.
pub(crate) fn char_class(c: char) -> CharClass {
    match c {
        // Quotation marks, modifier letters, primes and accents that people type for an apostrophe.
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '\u{02BC}' | '\u{02B9}'
        | '\u{02BB}' | '\u{00B4}' | '\u{FF07}' => CharClass::Apostrophe,
        // Hyphens, the en dash where people type it for a hyphen, the minus sign.
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => CharClass::Hyphen,
        '§' => CharClass::SectionSign,
        _ if is_invisible(c) || is_combining_mark(c) => CharClass::Ignored,
        _ if c.is_alphanumeric() => CharClass::Alphanumeric,
        _ => CharClass::Separator,
    }
}

/// Whether a text is one character.
pub(crate) fn is_one_character(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some() && characters.next().is_none()
}

/// Whether a character has no width: soft hyphens, joiners, marks of writing direction, byte order marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}')
}

/// Whether a character is dropped from the text of a page: it is invisible, a control character, or an old or
/// unassigned format character.
pub(crate) fn is_dropped_from_pages(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{061C}'
        | '\u{180E}'
        | '\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFC}' => true,
        _ => is_invisible(c) || c.is_control(),
    }
}

/// Whether a character could control a terminal or change the reading order of the text after it: control characters
/// (C0, DEL, C1, including the one-character CSI), marks of writing direction, line and paragraph separators.
pub(crate) fn is_unsafe_in_terminals(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character is an apostrophe in the names of agencies, offices and persons.
pub(crate) const fn is_apostrophe_in_names(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_dropped_everywhere() {
        let variation_selectors = '\u{FE00}'..='\u{FE0F}';
        assert!(
            variation_selectors
                .clone()
                .all(|c| char_class(c) == CharClass::Ignored)
        );
        for c in ('\u{80}'..char::MAX).filter(|c| is_invisible(*c)) {
            assert_eq!(char_class(c), CharClass::Ignored, "{c:?}");
            assert!(is_dropped_from_pages(c), "{c:?}");
        }
    }
}
