//! What are months and weekdays called, in English and in Spanish, in which the Justice Department and some states publish
//! releases, and in other languages?

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

/// A regular expression for the months of other languages, with one group; it needs the flag `i`. Without those that are
/// spelt as in English.
pub(crate) const OTHER_MONTH_PATTERN: &str = "(enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|januar|jänner|februar|märz|juni|juli|oktober|dezember|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus)";

/// Their beginnings, in lower case, with the number of the month. The first one that fits counts.
const OTHER_PREFIXES: [(&str, i8); 29] = [
    ("ene", 1),
    ("jan", 1),
    ("jän", 1),
    ("gen", 1),
    ("fe", 2),
    ("fé", 2),
    ("mar", 3),
    ("mär", 3),
    ("maa", 3),
    ("abr", 4),
    ("avr", 4),
    ("apr", 4),
    ("a", 8),
    ("mag", 5),
    ("mai", 5),
    ("may", 5),
    ("mei", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("jul", 7),
    ("juil", 7),
    ("lu", 7),
    ("se", 9),
    ("o", 10),
    ("no", 11),
    ("di", 12),
    ("de", 12),
    ("dé", 12),
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

/// The number of the month that matched [`OTHER_MONTH_PATTERN`].
pub(crate) fn other_month(name: &str) -> Option<i8> {
    let name = name.to_lowercase();
    let known = (OTHER_PREFIXES.iter()).find(|(start, _)| name.starts_with(start));
    known.map(|(_, month)| *month)
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
        // Each language has its months in order.
        for names in [
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "Januar Februar MÄRZ April Mai Juni Juli August September Oktober November Dezember",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "januari februari maart april mei juni juli augustus september oktober november december",
        ] {
            for (month, name) in (1..).zip(names.split(' ')) {
                assert_eq!(other_month(name), Some(month), "{name}");
            }
        }
        assert_eq!(other_month("setiembre"), Some(9));
    }
}
