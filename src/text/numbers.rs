//! How are numbers written?

/// The year that two digits stand for: `18` is 2018, `98` is 1998.
pub(crate) fn year_of_two_digits(digits: i16) -> i16 {
    if digits >= 70 {
        1900 + digits
    } else {
        2000 + digits
    }
}

/// A small number in digits, as a word, and in Roman numerals of more than one letter (a single letter is rarely one).
struct SmallNumber {
    digits: &'static str,
    word: &'static str,
    roman: &'static str,
    /// Whether it is common before `million`, so that the two are indexed as one amount. A change here changes the index.
    counts_millions: bool,
}

const fn number(
    digits: &'static str,
    word: &'static str,
    roman: &'static str,
    counts_millions: bool,
) -> SmallNumber {
    SmallNumber {
        digits,
        word,
        roman,
        counts_millions,
    }
}

const SMALL_NUMBERS: [SmallNumber; 24] = [
    number("1", "one", "", true),
    number("2", "two", "ii", true),
    number("3", "three", "iii", true),
    number("4", "four", "iv", true),
    number("5", "five", "", true),
    number("6", "six", "vi", true),
    number("7", "seven", "vii", true),
    number("8", "eight", "viii", true),
    number("9", "nine", "ix", true),
    number("10", "ten", "", true),
    number("11", "eleven", "xi", false),
    number("12", "twelve", "xii", true),
    number("13", "thirteen", "xiii", false),
    number("14", "fourteen", "xiv", false),
    number("15", "fifteen", "xv", true),
    number("16", "sixteen", "xvi", false),
    number("17", "seventeen", "xvii", false),
    number("18", "eighteen", "xviii", false),
    number("19", "nineteen", "xix", false),
    number("20", "twenty", "xx", true),
    number("30", "thirty", "", false),
    number("40", "forty", "", false),
    number("50", "fifty", "", false),
    number("100", "hundred", "", false),
];

/// Small ordinal numbers, in digits and as a word.
const ORDINALS: [(&str, &str); 23] = [
    ("1st", "first"),
    ("2nd", "second"),
    ("3rd", "third"),
    ("4th", "fourth"),
    ("5th", "fifth"),
    ("6th", "sixth"),
    ("7th", "seventh"),
    ("8th", "eighth"),
    ("9th", "ninth"),
    ("10th", "tenth"),
    ("11th", "eleventh"),
    ("12th", "twelfth"),
    ("13th", "thirteenth"),
    ("14th", "fourteenth"),
    ("15th", "fifteenth"),
    ("16th", "sixteenth"),
    ("17th", "seventeenth"),
    ("18th", "eighteenth"),
    ("19th", "nineteenth"),
    ("20th", "twentieth"),
    ("30th", "thirtieth"),
    ("50th", "fiftieth"),
    ("100th", "hundredth"),
];

/// The digits of a number word that is common before `million`: `5` for `five`.
pub(crate) fn digits_before_million(word: &str) -> Option<&'static str> {
    let number = SMALL_NUMBERS.iter().find(|number| number.word == word)?;
    number.counts_millions.then_some(number.digits)
}

/// The other ways to write a small number: `two` and `ii` for `2`, `5th` for `fifth`.
pub(crate) fn other_forms(written: &str) -> impl Iterator<Item = &'static str> {
    let cardinals = (SMALL_NUMBERS.iter()).map(|number| [number.digits, number.word, number.roman]);
    let ordinals = ORDINALS.iter().map(|(digits, word)| [*digits, *word, ""]);
    cardinals
        .chain(ordinals)
        .filter(move |forms| !written.is_empty() && forms.contains(&written))
        .flatten()
        .filter(move |form| *form != written && !form.is_empty())
}

/// A number with commas between groups of three digits: `12,345`.
pub fn group_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with what is counted: `1 release`, `1,204 releases`.
pub fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", group_thousands(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_have_other_forms() {
        let forms = |written| other_forms(written).collect::<Vec<_>>();
        assert_eq!(forms("2"), ["two", "ii"]);
        assert_eq!(forms("five"), ["5"]);
        assert_eq!(forms("xx"), ["20", "twenty"]);
        assert_eq!(forms("fifth"), ["5th"]);
        assert_eq!(forms("12th"), ["twelfth"]);
        assert!(forms("").is_empty() && forms("v").is_empty());
        assert_eq!(digits_before_million("five"), Some("5"));
        assert_eq!(digits_before_million("eleven"), None);
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(group_thousands(0), "0");
        assert_eq!(group_thousands(999), "999");
        assert_eq!(group_thousands(1000), "1,000");
        assert_eq!(group_thousands(1_234_567), "1,234,567");
    }
}
