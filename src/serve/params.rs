//! The parameters of an address: names and values, in order, and the addresses that differ in some of them.

use form_urlencoded::Serializer;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::print::clean;
use crate::serve::answer::Failure;

/// Maximum number of parameters: a person chooses no more.
const MAX_PARAMS: usize = 200;

/// Maximum length of a parameter's value, in bytes.
const MAX_VALUE_BYTES: usize = 2000;

/// What stands as it is in a part of a path.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// The parameters of an address. A value that is empty is as good as none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// Reads what stands behind the `?`. Control characters count as blanks.
    ///
    /// # Errors
    ///
    /// There are more parameters, or longer ones, than a person types: every link of a page repeats them.
    pub(super) fn read(query: &str) -> Result<Params, Failure> {
        let mut params = Vec::new();
        for (name, value) in typed(query) {
            if value.len() > MAX_VALUE_BYTES {
                return Err(Failure::bad(format!(
                    "`{}` is longer than {MAX_VALUE_BYTES} bytes: ask for less, or run the command",
                    clean(&name)
                )));
            }
            if !value.is_empty() {
                params.push((name, value));
            }
        }
        if params.len() > MAX_PARAMS {
            return Err(Failure::bad(format!(
                "there are more than {MAX_PARAMS} parameters: ask for less, or run the command"
            )));
        }
        Ok(Params(params))
    }

    /// One parameter.
    pub(super) fn of(name: &str, value: &str) -> Params {
        Params(vec![(name.to_owned(), value.to_owned())])
    }

    /// Names and values, in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a parameter; of several the last, as on the command line.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.iter().filter(|(known, _)| *known == name);
        values.next_back().map(|(_, value)| value)
    }

    /// Every value of a parameter.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let values = self.iter().filter(|(known, _)| *known == name);
        values.map(|(_, value)| value.to_owned()).collect()
    }

    /// Whether a switch is on.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| !matches!(value, "no" | "false" | "0"))
    }

    /// Whether they ask for an answer for programs, and not for a page.
    pub(super) fn ask_for_export(&self) -> bool {
        self.get("format").is_some_and(|format| format != "html")
    }

    /// The same with another value of a parameter beside those that it has.
    pub(super) fn with(&self, name: &str, value: &str) -> Params {
        let mut params = self.clone();
        params.0.push((name.to_owned(), value.to_owned()));
        params
    }

    /// The same with this value of a parameter alone, in the place that it has.
    pub(super) fn set(&self, name: &str, value: &str) -> Params {
        let mut params = self.clone();
        let mut is_first = true;
        params.0.retain_mut(|(known, given)| {
            if known == name && is_first {
                is_first = false;
                value.clone_into(given);
                return true;
            }
            known != name
        });
        if is_first {
            return params.with(name, value);
        }
        params
    }

    /// The same without some parameters.
    pub(super) fn without(&self, names: &[&str]) -> Params {
        let mut params = self.clone();
        params.0.retain(|(name, _)| !names.contains(&name.as_str()));
        params
    }

    /// The same without one value of a parameter.
    pub(super) fn without_value(&self, name: &str, value: &str) -> Params {
        let mut params = self.clone();
        params
            .0
            .retain(|(known, given)| known != name || given != value);
        params
    }

    /// The address of a page with these parameters. `path` is encoded already.
    pub(super) fn address(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let mut query = Serializer::new(String::new());
        query.extend_pairs(&self.0);
        format!("{path}?{}", query.finish())
    }
}

/// What stands behind the `?`, as it was typed.
fn typed(query: &str) -> impl Iterator<Item = (String, String)> {
    form_urlencoded::parse(query.as_bytes()).map(|(name, value)| {
        let value = value.replace(char::is_control, " ").trim().to_owned();
        (name.into_owned(), value)
    })
}

/// As [`Params::ask_for_export`], also of parameters that are refused.
pub(super) fn ask_for_export(query: &str) -> bool {
    let formats = typed(query).filter(|(name, value)| name == "format" && !value.is_empty());
    formats.last().is_some_and(|(_, format)| format != "html")
}

/// The path of the page of a thing: `/release/` and an id.
pub(super) fn path_to(page: &str, of: &str) -> String {
    format!("/{page}/{}", utf8_percent_encode(of, IN_PATH))
}

/// What a path names behind the part that is the same for all such pages; none where it is no text.
pub(super) fn named_in(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_types_is_refused() {
        let many = "a=b&".repeat(MAX_PARAMS + 1) + "agency=FBI";
        let long = format!("q={}", "a".repeat(MAX_VALUE_BYTES + 1));
        assert!(Params::read(&many).is_err() && Params::read(&long).is_err());
        assert!(ask_for_export(&format!("{long}&format=json")) && !ask_for_export(&long));
        assert!(!ask_for_export("format=json&format=html&format="));
        let controls = Params::read("q=a%00b%1b").expect("parameters");
        assert_eq!(controls.get("q"), Some("a b"));
    }

    #[test]
    fn an_address_says_what_was_read_from_it() {
        let params = Params::read("q=wire+fraud&agency=FBI&agency=DEA&since=&%22=%3Cscript%3E")
            .expect("parameters");
        assert_eq!(params.all("agency"), ["FBI", "DEA"]);
        assert_eq!(params.get("agency"), Some("DEA"));
        assert_eq!(params.get("since"), None);
        let address = params.without_value("agency", "FBI").address("/search");
        assert_eq!(address, "/search?q=wire+fraud&agency=DEA&%22=%3Cscript%3E");
        assert_eq!(Params::default().address("/about"), "/about");
    }

    #[test]
    fn an_id_stands_in_a_path_and_comes_back() {
        let id = "records/O’Brien & more.jsonl#0?x";
        let path = path_to("release", id);
        assert_eq!(
            path,
            "/release/records/O%E2%80%99Brien%20%26%20more.jsonl%230%3Fx"
        );
        assert_eq!(named_in(&path["/release/".len()..]).as_deref(), Some(id));
        assert_eq!(named_in("%ff"), None);
    }
}
