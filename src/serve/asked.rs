//! What do the parameters of an address ask for? They have the names of the command line's options, and `q` has the words.

use jiff::Zoned;

use crate::error::{Error, ValueSource};
use crate::model::ProsecutorKind;
use crate::print::shell_word;
use crate::query::{FieldFilter, Limit, Partial, Request, Sort};
use crate::schema::{FIELDS, FilterOption};
use crate::serve::answer::Failure;
use crate::serve::params::Params;

/// How many hits a page has where no limit is given.
pub(super) const HITS_PER_PAGE: usize = 20;

/// The parameter that holds the words.
pub(super) const WORDS: &str = "q";

/// The parameters that say how an answer is shown, and not what is asked.
pub(super) const SHOWN: [&str; 3] = ["format", "offset", "limit"];

/// Options that take a value and are no filters, in the order in which a command names them.
const VALUES: [&str; 6] = ["prosecutor-kind", "sort", "by", "facet", "limit", "offset"];

/// Options without a value.
const SWITCHES: [&str; 6] = [
    "any",
    "strict",
    "partial",
    "copies",
    "alternatives",
    "explain",
];

/// A search as the parameters ask for it.
///
/// # Errors
///
/// A parameter with a value that its option cannot have. Values of filters are looked at by the search itself.
pub(super) fn request(params: &Params) -> Result<Request, Failure> {
    let words = params.get(WORDS).unwrap_or_default();
    let mut request = Request::new(words, || Zoned::now().date());
    for (field, filter) in filter_options() {
        match filter {
            FilterOption::Values { .. } => {
                let values = params.all(field.name);
                if !values.is_empty() {
                    request.filters.push(FieldFilter::any_of(field, values));
                }
            }
            FilterOption::Range {
                since, until, none, ..
            } => {
                let typed = |name| params.get(name).map(str::to_owned);
                let (since, until) = (typed(since), typed(until));
                if since.is_some() || until.is_some() {
                    let undated = params.is_on(none);
                    let filter = FieldFilter::between(field, since, until, undated);
                    request.filters.push(filter);
                }
            }
        }
    }
    if let Some(kind) = params.get("prosecutor-kind") {
        request.prosecutor_kind = Some(match kind {
            "counsel" => ProsecutorKind::Counsel,
            "official" => ProsecutorKind::Official,
            _ => return Err(bad("prosecutor-kind", kind, "it is counsel or official")),
        });
    }
    if let Some(sort) = params.get("sort") {
        let orders = "it is relevance, newest, oldest, sentence, amount, or a role of money";
        request.sort = Sort::named(sort).ok_or_else(|| bad("sort", sort, orders))?;
    }
    request.limit = match params.get("limit") {
        None => Limit::Count(HITS_PER_PAGE),
        Some("all") => Limit::All,
        Some(_) => Limit::Count(number(params, "limit", HITS_PER_PAGE)?),
    };
    request.offset = number(params, "offset", 0)?;
    request.facets = params.all("facet");
    request.by_matter = match params.get("by") {
        None => false,
        Some("matter") => true,
        Some(other) => return Err(bad("by", other, "it is matter")),
    };
    request.any = params.is_on("any");
    request.partial = match (params.is_on("partial"), params.is_on("strict")) {
        (true, _) => Partial::Always,
        (_, true) => Partial::Never,
        _ => Partial::Fill,
    };
    request.copies = params.is_on("copies");
    request.alternatives = params.is_on("alternatives");
    request.explain = params.is_on("explain");
    Ok(request)
}

/// The number that a parameter holds.
pub(super) fn number(
    params: &Params,
    name: &'static str,
    unasked: usize,
) -> Result<usize, Failure> {
    let Some(typed) = params.get(name) else {
        return Ok(unasked);
    };
    typed
        .parse()
        .map_err(|_| bad(name, typed, "it is a number"))
}

fn bad(option: &'static str, value: &str, why: &str) -> Failure {
    Failure::from(Error::BadValue {
        at: ValueSource::Option(option),
        value: value.to_owned(),
        why: why.to_owned(),
        suggestions: Vec::new(),
        place: None,
    })
}

fn filter_options() -> impl Iterator<Item = (&'static crate::schema::FieldSpec, FilterOption)> {
    FIELDS
        .iter()
        .filter_map(|field| Some((field, field.option?)))
}

/// The names of the parameters that filter, each with whether it is a switch.
pub(super) fn filter_names() -> Vec<(&'static str, bool)> {
    let names = filter_options().flat_map(|(field, filter)| match filter {
        FilterOption::Values { .. } => vec![(field.name, false)],
        FilterOption::Range {
            since, until, none, ..
        } => vec![(since, false), (until, false), (none, true)],
    });
    names.collect()
}

/// Notes on the parameters that are none.
pub(super) fn unknown(params: &Params) -> Vec<String> {
    let mut known: Vec<&str> = filter_names().iter().map(|(name, _)| *name).collect();
    known.extend(VALUES.iter().chain(&SWITCHES));
    known.extend([WORDS, "format", "field", "fields"]);
    let unknown = params.iter().filter(|(name, _)| !known.contains(name));
    unknown
        .map(|(name, _)| format!("`{name}` is no parameter and is left out"))
        .collect()
}

/// The command that gives the same: `dragnet search wire fraud --agency FBI`. `command` has its arguments before the words.
pub(super) fn command(command: &str, params: &Params, index_option: &str) -> String {
    let words = params.get(WORDS).unwrap_or_default();
    let mut line = format!("dragnet {command}");
    let is_plain = |word: &str| shell_word(word) == word && !word.starts_with('-');
    let has_option_in_words = words.starts_with('-');
    let quoted = if words.split_whitespace().all(is_plain) {
        words.to_owned()
    } else {
        shell_word(words)
    };
    if !words.is_empty() && !has_option_in_words {
        line = format!("{line} {quoted}");
    }
    let filters = filter_names();
    let is_switch = |name: &str| SWITCHES.contains(&name) || filters.contains(&(name, true));
    for name in filters
        .iter()
        .map(|(name, _)| *name)
        .chain(VALUES)
        .chain(SWITCHES)
    {
        if is_switch(name) {
            if params.is_on(name) {
                line = format!("{line} --{name}");
            }
            continue;
        }
        for value in params.all(name) {
            line = format!("{line} --{name} {}", shell_word(&value));
        }
    }
    line.push_str(index_option);
    if has_option_in_words {
        line = format!("{line} -- {quoted}");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_its_command_ask_for_the_same() {
        let params = Params::read(
            "q=wire+%22fraud%22&agency=FBI&agency=DEA&since=2015&undated=on&sort=newest",
        )
        .expect("parameters");
        assert_eq!(
            command("search", &params, " --index ix"),
            "dragnet search 'wire \"fraud\"' --since 2015 --undated --agency FBI --agency DEA --sort newest --index ix"
        );
        let request = request(&params).expect("a request");
        assert_eq!((request.filters.len(), request.sort), (2, Sort::Newest));
        assert_eq!(
            command(
                "search",
                &Params::read("q=-x&limit=5").expect("parameters"),
                ""
            ),
            "dragnet search --limit 5 -- -x"
        );
    }

    #[test]
    fn what_an_option_cannot_have_is_told_in_the_words_of_the_command_line() {
        let failure =
            request(&Params::read("sort=best").expect("parameters")).expect_err("no such order");
        let Failure::Dragnet(error) = failure else {
            panic!("{failure:?}");
        };
        assert!(
            error
                .to_string()
                .starts_with("--sort `best`: it is relevance"),
            "{error}"
        );
        assert_eq!(
            unknown(&Params::read("q=x&colour=red").expect("parameters")).len(),
            1
        );
    }
}
