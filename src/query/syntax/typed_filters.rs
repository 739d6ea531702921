//! Which words of a query mean a filter? `since 2015`, `in the Southern District of Florida`, `last month`.

use crate::knowledge::districts;
use crate::query::syntax::dates::{Today, read_dates};
use crate::query::syntax::token::{Token, Tokens};
use crate::schema;
use crate::text::months::month_with_prefix;

/// The longest name of a district has ten words.
const MAX_NAME_WORDS: usize = 12;

/// Words that may stand before a span of days that ends a query: `in the last 3 months`.
const BEFORE_SPAN: [&str; 5] = ["during", "for", "from", "in", "the"];

/// A filter that words mean.
struct Typed {
    /// The number of words.
    words: usize,
    field: &'static str,
    value: String,
}

/// Replaces words that clearly mean a filter by the filter, with a note. Words in parentheses, beside `OR` or an operator
/// stay words.
pub(super) fn read_typed_filters(tokens: &mut Tokens, today: Today) {
    let is_plain = |token: &Token| token.is_operand() && *token != Token::Title;
    if !tokens.list.iter().all(is_plain) {
        return;
    }
    let mut at = 0;
    while at < tokens.list.len() {
        let words: Vec<&str> = tokens.list[at..]
            .iter()
            .map_while(|token| match token {
                Token::Word(word) => Some(word.as_str()),
                _ => None,
            })
            .take(MAX_NAME_WORDS)
            .collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let ends = at + words.len() == tokens.list.len();
        let found = district(&lower)
            .or_else(|| one_sided(&lower, today))
            .or_else(|| years(&lower))
            .or_else(|| span_of_years(words.first()?))
            .or_else(|| district_code(&words))
            .or_else(|| ends.then(|| last_span(&lower, today)).flatten());
        // What happened then may have been announced later: the words stay words.
        let note = within(&lower).map(|time| {
            let as_typed = words[..time.words].join(" ");
            let date = time.value;
            format!("`{as_typed}` is read as words; `date:{date}` finds the releases issued then")
        });
        if let Some(typed) = found
            && let Some(field) = schema::find_in_query(typed.field)
        {
            let as_typed = words[..typed.words].join(" ");
            let token = Token::Field(field, typed.value);
            if let Token::Field(field, value) = &token {
                let name = field.name;
                tokens.note(format!(
                    "`{as_typed}` is read as the filter {name}:\"{value}\"; in quotation marks they are words"
                ));
            }
            tokens.list.splice(at..at + typed.words, [token]);
        }
        if let Some(note) = note {
            tokens.note(note);
        }
        at += 1;
    }
}

/// `in the Southern District of Florida`.
fn district(words: &[&str]) -> Option<Typed> {
    if !matches!(words.first(), Some(&("in" | "within"))) || !words.contains(&"district") {
        return None;
    }
    let from = 1 + usize::from(words.get(1) == Some(&"the"));
    (from + 3..=words.len()).rev().find_map(|to| {
        let name = words[from..to].join(" ");
        let mut known = districts().iter();
        let known = known.find(|district| district.name.eq_ignore_ascii_case(&name))?;
        Some(Typed {
            words: to,
            field: "district",
            value: known.name.clone(),
        })
    })
}

/// `in SDNY`, `in EDPA`: the code of a district in capitals.
fn district_code(words: &[&str]) -> Option<Typed> {
    let [first, code, ..] = words else {
        return None;
    };
    let is_code = first.eq_ignore_ascii_case("in")
        && code.len() == 4
        && code.bytes().all(|b| b.is_ascii_uppercase());
    let mut known = districts().iter().filter(|_| is_code);
    let known = known.find(|district| district.code.eq_ignore_ascii_case(code))?;
    Some(Typed {
        words: 2,
        field: "district",
        value: known.name.clone(),
    })
}

/// `in 2015`, `during 2015`, `in March 2015`.
fn within(words: &[&str]) -> Option<Typed> {
    let (used, value) = match words {
        ["in" | "during", month, year, ..] if is_year(year) => {
            (3, format!("{year}-{:02}", month_with_prefix(month)?))
        }
        ["in" | "during", year, ..] if is_year(year) => (2, (*year).to_owned()),
        _ => return None,
    };
    Some(Typed {
        words: used,
        field: "date",
        value,
    })
}

/// `2010-2012`, `2010..2012`.
fn span_of_years(word: &str) -> Option<Typed> {
    let (first, last) = word
        .split_once("..")
        .or_else(|| word.split_once(['-', '–']))?;
    (is_year(first) && is_year(last) && first <= last).then(|| Typed {
        words: 1,
        field: "date",
        value: format!("{first}..{last}"),
    })
}

/// `since 2015`, `before March 2015`, `until 2015-06-08`, `since Jan 5, 2016`, `prior to 2010`, `since last month`.
fn one_sided(words: &[&str], today: Today) -> Option<Typed> {
    let (sign, before) = match words {
        ["since", ..] => (">=", 1),
        ["after", ..] => (">", 1),
        ["before", ..] => ("<", 1),
        ["prior", "to", ..] => ("<", 2),
        ["until" | "through", ..] => ("<=", 1),
        _ => return None,
    };
    let (used, day) = match words[before..] {
        [month, day, year, ..] if is_year(year) && is_day(day) => {
            let month = month_with_prefix(month)?;
            (3, format!("{year}-{month:02}-{day}"))
        }
        [month, year, ..] if is_year(year) && month_with_prefix(month).is_some() => {
            (2, format!("{year}-{:02}", month_with_prefix(month)?))
        }
        [date, ..] if is_year(date) || is_whole_date(date) => (1, date.to_owned()),
        ["last", unit @ ("week" | "month" | "year"), ..] if sign == ">=" => {
            let first = read_dates(&format!("last {unit}"), today).ok()?.first?;
            (2, first.to_string())
        }
        _ => return None,
    };
    let value = format!("{sign}{day}");
    read_dates(&value, today).ok()?;
    Some(Typed {
        words: before + used,
        field: "date",
        value,
    })
}

/// `from 2010 to 2015`, `between 2010 and 2015`.
fn years(words: &[&str]) -> Option<Typed> {
    match *words.get(..4)? {
        ["from", first, "to" | "through" | "until", last] | ["between", first, "and", last]
            if is_year(first) && is_year(last) && first <= last =>
        {
            Some(Typed {
                words: 4,
                field: "date",
                value: format!("{first}..{last}"),
            })
        }
        _ => None,
    }
}

/// `last month`, `in the last 3 months`, at the end of a query.
fn last_span(words: &[&str], today: Today) -> Option<Typed> {
    let before = words
        .iter()
        .take_while(|word| BEFORE_SPAN.contains(word))
        .count();
    let span = &words[before..];
    if !matches!(span.first(), Some(&("last" | "past" | "this"))) {
        return None;
    }
    let value = span.join(" ");
    read_dates(&value, today).ok()?;
    Some(Typed {
        words: words.len(),
        field: "date",
        value,
    })
}

/// A day of a month.
fn is_day(word: &str) -> bool {
    word.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// `2015-06`, `2015-06-08`, `6/8/2015`.
fn is_whole_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let has_year =
        parts.first().is_some_and(|year| is_year(year)) || parts.len() == 3 && is_year(parts[2]);
    (2..=3).contains(&parts.len()) && parts.iter().all(digits) && has_year
}
