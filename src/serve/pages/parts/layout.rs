//! What all pages share: head, box, command, links to the same in other formats, notes.

use std::sync::Arc;

use crate::print::{FORMATS, Format, PrintOptions, Style, clean, format};
use crate::query::Summary;
use crate::serve::answer::{Answer, Bounded, Failure};
use crate::serve::asked::{SHOWN, WORDS, filter_names};
use crate::serve::assets::{ICON, SCRIPT, STYLE};
use crate::serve::params::Params;
use crate::serve::visit::Visit;
use crate::text::numbers::counted;

/// Text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::serve::pages) struct Link {
    pub(in crate::serve::pages) text: String,
    pub(in crate::serve::pages) address: String,
}

impl Link {
    pub(in crate::serve::pages) fn new(text: &str, address: String) -> Link {
        Link {
            text: clean(text).into_owned(),
            address,
        }
    }
}

/// A piece of a text: a link, or marked, or neither.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::serve::pages) struct Piece {
    pub(in crate::serve::pages) text: String,
    pub(in crate::serve::pages) is_marked: bool,
    pub(in crate::serve::pages) address: Option<String>,
}

impl Piece {
    pub(in crate::serve::pages) fn plain(text: &str) -> Piece {
        Piece {
            text: clean(text).into_owned(),
            ..Piece::default()
        }
    }

    fn link(text: &str, address: String) -> Piece {
        Piece {
            address: Some(address),
            ..Piece::plain(text)
        }
    }
}

/// What all pages share.
pub(in crate::serve::pages) struct Layout {
    /// The title of the window, before the name of the program.
    pub(in crate::serve::pages) title: String,
    pub(in crate::serve::pages) style: &'static str,
    pub(in crate::serve::pages) script: &'static str,
    pub(in crate::serve::pages) icon: &'static str,
    /// What stands in the box.
    pub(in crate::serve::pages) words: String,
    /// The parameters that a new search keeps.
    pub(in crate::serve::pages) kept: Vec<(String, String)>,
    /// The command that gives the same.
    pub(in crate::serve::pages) command: Option<String>,
    /// The same in other formats.
    pub(in crate::serve::pages) formats: Vec<Link>,
    /// Where the page shows some hits of many: all of them, with the number of all.
    pub(in crate::serve::pages) all: Option<(String, Vec<Link>)>,
    /// The address of the page and the day, for prints.
    pub(in crate::serve::pages) printed: Option<(String, String)>,
    pub(in crate::serve::pages) version: &'static str,
}

impl Layout {
    pub(in crate::serve::pages) fn new(title: &str, params: &Params) -> Layout {
        let filters = filter_names();
        let is_filter = |name: &str| filters.iter().any(|(known, _)| *known == name);
        let others = ["prosecutor-kind", "sort", "by", "copies", "any", "strict"];
        let kept = params
            .iter()
            .filter(|(name, _)| is_filter(name) || others.contains(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        Layout {
            title: clean(title).into_owned(),
            style: &STYLE.address,
            script: &SCRIPT.address,
            icon: &ICON.address,
            words: params.get(WORDS).unwrap_or_default().to_owned(),
            kept: kept.collect(),
            command: None,
            formats: Vec::new(),
            all: None,
            printed: None,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// The same with the command, and with links to the same in other formats.
    pub(in crate::serve::pages) fn with_exports(
        mut self,
        visit: &Visit<'_>,
        command: String,
    ) -> Layout {
        self.formats = format_links(&visit.path, &visit.params);
        self.command = Some(command);
        let today = jiff::Zoned::now().date();
        self.printed = Some((visit.params.address(&visit.path), day(today)));
        self
    }

    /// The same with links to all hits, where the page shows some of them.
    pub(in crate::serve::pages) fn with_all(
        mut self,
        path: &str,
        params: &Params,
        (shown, total, what): (usize, usize, &str),
    ) -> Layout {
        if shown < total {
            let all = params.without(&["offset"]).set("limit", "all");
            self.all = Some((counted(total as u64, what), format_links(path, &all)));
        }
        self
    }
}

/// Links to the same page in other formats.
fn format_links(path: &str, params: &Params) -> Vec<Link> {
    let named = [
        ("json", "JSON"),
        ("csv", "CSV"),
        ("atom", "Atom"),
        ("text", "text"),
    ];
    let link = |(format, text): (&str, &str)| {
        let mut params = params.set("format", format);
        // A feed tells what is new.
        if format == "atom" && path == "/search" && params.get("sort").is_none() {
            params = params.set("sort", "newest");
        }
        Link::new(text, params.address(path))
    };
    named.into_iter().map(link).collect()
}

/// What the total of a search counts.
pub(in crate::serve::pages) fn what(summary: &Summary) -> &'static str {
    if summary.of_cases { "case" } else { "release" }
}

/// The format that the parameters ask for; none for a page.
///
/// # Errors
///
/// There is no such format.
pub(in crate::serve::pages) fn format_asked(params: &Params) -> Result<Option<Format>, Failure> {
    match params.get("format") {
        None | Some("html") => Ok(None),
        Some(name) => match format(name) {
            Some(format) => Ok(Some(format)),
            None => {
                let names: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
                Err(Failure::bad(format!(
                    "--format `{name}`: it is {}",
                    names.join(", ")
                )))
            }
        },
    }
}

/// An answer in a format of the command line.
pub(in crate::serve::pages) fn export(
    visit: &Visit<'_>,
    format: Format,
    write: impl FnOnce(&PrintOptions<'_>, &mut Bounded) -> Result<(), Failure>,
) -> Result<Answer, Failure> {
    let citation = (format.names_index())
        .then(|| visit.index.citation())
        .transpose()?;
    let options = PrintOptions {
        style: Style::default(),
        lists_copies: visit.params.is_on("copies"),
        lists_cases: visit.params.get("by").is_some(),
        columns: &[],
        knowledge: visit.knowledge(),
        index: citation.as_ref(),
    };
    let mut out = Bounded {
        bytes: Vec::new(),
        is_abandoned: Arc::clone(&visit.is_abandoned),
    };
    if format.is_for_spreadsheets() {
        // They take a file for UTF-8 by this mark alone.
        out.bytes.extend_from_slice("\u{feff}".as_bytes());
    }
    write(&options, &mut out)?;
    let (content_type, ending) = match format.name() {
        "json" => ("application/json", "json"),
        "jsonl" => ("application/x-ndjson", "jsonl"),
        "csv" => ("text/csv; charset=utf-8", "csv"),
        "atom" => ("application/atom+xml", "atom"),
        _ => ("text/plain; charset=utf-8", "txt"),
    };
    // `/search` as CSV is `search.csv`, a release `release.csv`.
    let page = visit.path.split('/').nth(1).filter(|page| !page.is_empty());
    Ok(Answer {
        file_name: Some(format!("{}.{ending}", page.unwrap_or("search"))),
        ..Answer::of(content_type, out.bytes)
    })
}

/// The words of a query with another word in the first place of one, which is a whole word where there is such a place.
fn with_word(words: &str, typed: &str, meant: &str) -> String {
    let is_whole = |at: usize| {
        let (before, behind) = (&words[..at], &words[at + typed.len()..]);
        !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    };
    let mut places = words.match_indices(typed).map(|(at, _)| at);
    match places.find(|at| is_whole(*at)) {
        Some(at) => format!("{}{meant}{}", &words[..at], &words[at + typed.len()..]),
        None => words.replacen(typed, meant, 1),
    }
}

/// A note with links: an option that it names leads to the same page with that option, and a word that could have been meant
/// to the same search with that word.
pub(in crate::serve::pages) fn note(note: &str, path: &str, params: &Params) -> Vec<Piece> {
    if let Some((before, meant)) = note.split_once("did you mean `")
        && let Some((meant, behind)) = meant.split_once('`')
        && let Some(typed) = before.split('`').nth(1)
        && let Some(words) = params.get(WORDS).filter(|words| words.contains(typed))
    {
        let address = params
            .without(&SHOWN)
            .set(WORDS, &with_word(words, typed, meant));
        return vec![
            Piece::plain(&format!("{before}did you mean ")),
            Piece::link(meant, address.address(path)),
            Piece::plain(behind),
        ];
    }
    let mut pieces = Vec::new();
    let mut rest = note;
    while let Some(at) = rest.find("--") {
        let (before, option) = rest.split_at(at);
        let Some((length, instead)) = option_named(option, params) else {
            pieces.push(Piece::plain(&rest[..at + 2]));
            rest = &rest[at + 2..];
            continue;
        };
        pieces.push(Piece::plain(before));
        rest = &option[length..];
        // Of the command's words a page needs only the link.
        let keeps = rest.strip_prefix(" keeps them");
        let text = match keeps.or_else(|| rest.strip_prefix(" keeps it")) {
            Some(behind) => {
                rest = behind;
                if keeps.is_some() {
                    "show them"
                } else {
                    "show it"
                }
            }
            None => &option[..length],
        };
        pieces.push(Piece::link(text, instead.address(path)));
    }
    pieces.push(Piece::plain(rest));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// The option with which a text begins, `--undated` or `--prosecutor none`: its length, and the parameters with it.
fn option_named(text: &str, params: &Params) -> Option<(usize, Params)> {
    let name = text.strip_prefix("--")?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let name = &name[..name.find(|c| !is_part(c)).unwrap_or(name.len())];
    let length = name.len() + 2;
    let filters = filter_names();
    let known = filters.iter().find(|(known, _)| *known == name);
    let switches = ["any", "strict", "partial", "copies", "alternatives"];
    if known.is_some_and(|(_, is_switch)| *is_switch) || switches.contains(&name) {
        return Some((length, params.without(&SHOWN).set(name, "on")));
    }
    let value = text[length..].strip_prefix(' ')?;
    let value = value.split([' ', ';', ',']).next()?;
    let is_value = value.ends_with("none") || (name == "limit" && value == "all");
    (is_value && (known.is_some() || name == "limit")).then(|| {
        let with = params.without(&SHOWN).with(name, value);
        (length + 1 + value.len(), with)
    })
}

/// A day for reading: `June 8, 2021`.
pub(in crate::serve::pages) fn day(day: jiff::civil::Date) -> String {
    day.strftime("%B %-d, %Y").to_string()
}

/// A day for reading, and as machines read it.
pub(in crate::serve::pages) fn shown_day(date: jiff::civil::Date) -> (String, String) {
    (day(date), date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_note_names_can_be_clicked() {
        let params = Params::read("q=fruad&since=2015&offset=20").expect("parameters");
        let shown = note(
            "71 undated releases are left out; --undated keeps them",
            "/search",
            &params,
        );
        assert_eq!(
            shown[1],
            Piece::link(
                "show them",
                "/search?q=fruad&since=2015&undated=on".to_owned()
            )
        );
        assert_eq!(shown.len(), 2);
        let shown = note(
            "no release has `fruad`; did you mean `fraud`?",
            "/search",
            &params,
        );
        assert_eq!(
            shown[1],
            Piece::link("fraud", "/search?q=fraud&since=2015".to_owned())
        );
        let shown = note("3 are left out; --judge none keeps them", "/x", &params);
        assert_eq!(
            shown[1].address.as_deref(),
            Some("/x?q=fruad&since=2015&judge=none")
        );
        assert_eq!(note("a -- b --nothing", "/", &params).len(), 3);
    }
}
