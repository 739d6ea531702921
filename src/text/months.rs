//! What are months and weekdays called, in English and in Spanish? The Justice Department and some states publish
//! releases in both.

/// The months, in order.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The weekdays without `day`.
pub(crate) const WEEKDAY_STEMS: [&str; 7] =
    ["Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"];

/// A regular expression for the weekdays; it needs the flag `i`.
pub(crate) const WEEKDAY_PATTERN: &str = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";

/// A regular expression for the months and their abbreviations, with one group; it needs the flag `i`.
pub(crate) const MONTH_PATTERN: &str = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?-u:\b)\.?";

/// Prefixes of the Spanish months, in order. Month 9 has two spellings.
const SPANISH_PREFIXES: [&str; 12] = [
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "se", "oct", "nov", "dic",
];

/// A regular expression for the Spanish months, with one group; it needs the flag `i`.
pub(crate) const SPANISH_MONTH_PATTERN: &str =
    "(enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)";

/// The number of the month, from 1, whose name begins with these letters, in any case: at least three, or `Sept`.
pub(crate) fn month_with_prefix(letters: &str) -> Option<i8> {
    if letters.len() < 3 {
        return None;
    }
    let letters = if letters.eq_ignore_ascii_case("sept") {
        "sep"
    } else {
        letters
    };
    position(|at| {
        let start = MONTHS[at].get(..letters.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(letters))
    })
}

/// The number of the Spanish month that matched [`SPANISH_MONTH_PATTERN`].
pub(crate) fn spanish_month(name: &str) -> Option<i8> {
    let name = name.to_ascii_lowercase();
    position(|at| name.starts_with(SPANISH_PREFIXES[at]))
}

/// The number of the Spanish month of this name.
pub(crate) fn spanish_month_named(name: &str) -> Option<i8> {
    let name = name.to_ascii_lowercase();
    let known = SPANISH_MONTHS.iter().position(|known| *known == name)?;
    // "setiembre" comes after the twelve others.
    i8::try_from(if known == 12 { 9 } else { known + 1 }).ok()
}

/// The Spanish months, and the second spelling of September.
const SPANISH_MONTHS: [&str; 13] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "setiembre",
];

fn position(is_month: impl Fn(usize) -> bool) -> Option<i8> {
    let at = (0..12).find(|at| is_month(*at))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_found_by_their_first_letters() {
        for (letters, month) in [
            ("jan", Some(1)),
            ("June", Some(6)),
            ("jun", Some(6)),
            ("SEPT", Some(9)),
            ("septe", Some(9)),
            ("december", Some(12)),
            ("de", None),
            ("decembers", None),
            ("mai", None),
        ] {
            assert_eq!(month_with_prefix(letters), month, "{letters}");
        }
        assert_eq!(spanish_month("Agosto"), Some(8));
        assert_eq!(spanish_month("setiembre"), Some(9));
    }
}
