//! The page for a request without an answer, in the words of the command line.

use std::ops::Range;

use askama::Template;

use crate::error::{Error, ValueSource};
use crate::knowledge::Knowledge;
use crate::print::clean_lines;
use crate::query::syntax::is_quote;
use crate::serve::answer::{Answer, Failure};
use crate::serve::asked::WORDS;
use crate::serve::pages::parts::layout::{Layout, Link};
use crate::serve::params::{Params, path_to};
use crate::serve::site::Site;
use crate::serve::visit::Visit;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    layout: Layout,
    message: String,
    hint: Option<String>,
    nearest: Vec<Link>,
}

/// The page of a failure.
pub(in crate::serve) fn error_page(failure: &Failure, site: &Site) -> Answer {
    error_page_of(failure, site, "/search", &Params::default())
}

/// What was made of these parameters; for a page that could not be made, one with links to what could have been meant instead,
/// which lead to `path`.
pub(super) fn or_error_page(
    made: Result<Answer, Failure>,
    visit: &Visit<'_>,
    path: &str,
    params: &Params,
) -> Result<Answer, Failure> {
    match made {
        Err(failure @ Failure::Dragnet(_)) if !visit.params.ask_for_export() => {
            Ok(error_page_of(&failure, visit.site, path, params))
        }
        made => made,
    }
}

fn error_page_of(failure: &Failure, site: &Site, path: &str, params: &Params) -> Answer {
    let settings = &site.settings;
    let status = failure.status();
    let (message, hint, nearest) = match failure {
        Failure::Other(_, message) => (message.clone(), None, Vec::new()),
        Failure::Dragnet(error) => {
            let nearest = nearest(error, path, params, settings.knowledge);
            let hint = (settings.hint)(error, &settings.index, settings.knowledge);
            (
                error.to_string(),
                hint.filter(|_| nearest.is_empty()),
                nearest,
            )
        }
    };
    let page = ErrorPage {
        layout: Layout::new(&message, params),
        message: clean_lines(&message).into_owned(),
        hint,
        nearest,
    };
    let mut answer = Answer::page(page.render().unwrap_or_default());
    answer.status = status;
    answer
}

/// What is sent for a failure: text to a program, which asks for an export, and a page to a person.
pub(in crate::serve) fn failed(failure: &Failure, is_export: bool, site: &Site) -> Answer {
    if is_export {
        error_text(failure, site)
    } else {
        error_page(failure, site)
    }
}

/// A failure for programs: what happened, and what to do.
fn error_text(failure: &Failure, site: &Site) -> Answer {
    let settings = &site.settings;
    let mut text = match failure {
        Failure::Other(_, message) => message.clone(),
        Failure::Dragnet(error) => {
            let hint = (settings.hint)(error, &settings.index, settings.knowledge);
            match hint {
                Some(hint) => format!("{error}\nhint: {hint}"),
                None => error.to_string(),
            }
        }
    };
    text.push('\n');
    let text = clean_lines(&text).into_owned();
    let mut answer = Answer::of("text/plain; charset=utf-8", text.into_bytes());
    answer.status = failure.status();
    answer
}

/// What an error says could have been meant.
fn nearest(error: &Error, path: &str, params: &Params, knowledge: &Knowledge) -> Vec<Link> {
    match error {
        Error::NoSuchRelease { nearest, .. } => {
            let links = nearest.iter();
            links
                .map(|id| Link::new(id, path_to("release", id)))
                .collect()
        }
        Error::BadValue {
            at,
            value,
            suggestions,
            place,
            ..
        } => {
            let link = |suggestion: &String| {
                let instead = match at {
                    ValueSource::Option(name) => {
                        let typed = params.all(name);
                        let whole = typed.iter().find(|typed| typed.contains(value.as_str()))?;
                        let meant = whole.replacen(value.as_str(), suggestion, 1);
                        params.without_value(name, whole).with(name, &meant)
                    }
                    ValueSource::Query(_) | ValueSource::Branch => {
                        let words = params.get(WORDS)?;
                        let place = place.as_deref().filter(|place| place.text == words);
                        let at = match place {
                            Some(place) if words.get(place.range.clone()) == Some(value) => {
                                place.range.clone()
                            }
                            _ => words.find(value.as_str()).map(|at| at..at + value.len())?,
                        };
                        params.set(WORDS, &with_value(words, at, suggestion))
                    }
                };
                let text = match knowledge.agency(suggestion) {
                    Some(agency) => agency.name.clone(),
                    None => suggestion.clone(),
                };
                Some(Link::new(&text, instead.address(path)))
            };
            suggestions.iter().filter_map(link).collect()
        }
        _ => Vec::new(),
    }
}

/// The words of a query with another value in one place. One of several words gets quotation marks, where it stands in none.
fn with_value(words: &str, at: Range<usize>, value: &str) -> String {
    let (before, behind) = (&words[..at.start], &words[at.end..]);
    let is_quoted = before.matches(is_quote).count() % 2 == 1;
    if is_quoted || !value.contains(char::is_whitespace) {
        format!("{before}{value}{behind}")
    } else {
        format!("{before}\"{value}\"{behind}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_stands_in_one_place_and_in_quotation_marks() {
        for (words, meant) in [
            (
                "judge:Vantongren Vantongren",
                "judge:\"Oriel Vantongeren\" Vantongren",
            ),
            ("judge:\"Vantongren\"", "judge:\"Oriel Vantongeren\""),
            (
                "\"wire fraud\" judge:Vantongren",
                "\"wire fraud\" judge:\"Oriel Vantongeren\"",
            ),
        ] {
            let at = words.find("Vantongren").expect("a place");
            let place = at..at + "Vantongren".len();
            assert_eq!(with_value(words, place, "Oriel Vantongeren"), meant);
        }
        assert_eq!(with_value("stage:plae", 6..10, "plea"), "stage:plea");
    }
}
