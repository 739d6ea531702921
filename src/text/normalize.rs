//! One character -> what is left of it when case, accents and printing are no matter.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What a character is to the scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A letter or digit.
    Word,
    /// Stands inside words and is dropped: `O’Brien`.
    Apostrophe,
    /// Joins words into a compound: hyphens.
    Hyphen,
    /// An accent, a soft hyphen, a mark of writing direction: as if it were not there.
    Nothing,
    /// The section sign.
    Section,
    /// All else.
    Gap,
}

/// Tells the kind of a character outside ASCII.
pub(crate) fn kind(c: char) -> Kind {
    match c {
        // Quotation marks, modifier letters, primes and accents that people type for an apostrophe.
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '\u{02BC}' | '\u{02B9}'
        | '\u{02BB}' | '\u{00B4}' | '\u{FF07}' => Kind::Apostrophe,
        // Hyphens, the en dash that stands for one, the minus sign.
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => Kind::Hyphen,
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => Kind::Nothing,
        '§' => Kind::Section,
        _ if is_combining_mark(c) => Kind::Nothing,
        _ if c.is_alphanumeric() => Kind::Word,
        _ => Kind::Gap,
    }
}

/// Appends the folded form of a letter or digit outside ASCII.
pub(crate) fn push_folded(c: char, out: &mut String) {
    // Letters that Unicode does not take apart, as people type them who lack the key.
    let plain = match c {
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
    if !plain.is_empty() {
        out.push_str(plain);
        return;
    }
    decompose_compatible(c, |part| {
        for lower in part.to_lowercase() {
            if lower.is_ascii_alphanumeric() || (!lower.is_ascii() && kind(lower) == Kind::Word) {
                out.push(lower);
            }
        }
    });
}

/// A whole text folded: lower case, no accents, all else as it is. For names that are compared rather than indexed.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            match kind(c) {
                Kind::Word => push_folded(c, &mut out),
                Kind::Apostrophe => out.push('\''),
                Kind::Hyphen => out.push('-'),
                Kind::Nothing => {}
                Kind::Section | Kind::Gap => out.push(c),
            }
        }
    }
    out
}
