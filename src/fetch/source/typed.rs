//! What is meant by what was typed?

use std::time::Duration;

use url::Url;

use crate::fetch::error::FetchError;
use crate::fetch::net::address::read_url;
use crate::fetch::source::known::{SourceKind, known_source, known_sources};

/// A source, as it was typed and as it is asked.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// As it was typed: a name or an address. The journal knows it by that.
    pub(crate) name: String,
    pub(crate) url: Url,
    pub(crate) is_api: bool,
    /// A part that the address of each release has.
    pub(crate) pages: Option<String>,
    /// The time between two requests that it wants, at least.
    pub(crate) interval: Duration,
    /// The publisher, where it answers only those who say how they can be reached.
    pub(crate) asks_contact: Option<String>,
}

impl Source {
    /// Reads what was typed. `api` is another address of the Justice Department's API.
    pub(crate) fn read(typed: &str, api: Option<&str>) -> Result<Self, FetchError> {
        let bad = |why: String, nearest| FetchError::BadSource {
            source_text: typed.to_owned(),
            why,
            nearest,
        };
        if let Some(known) = known_source(&typed.to_lowercase()) {
            let is_api = known.kind == SourceKind::Api;
            let address = api.filter(|_| is_api).unwrap_or(&known.url);
            let url = read_url(address).map_err(|why| {
                bad(
                    format!("the address of its API, `{address}`, is none: {why}"),
                    Vec::new(),
                )
            })?;
            let rate = known.rate.parse().ok().filter(|rate: &f64| *rate > 0.0);
            return Ok(Source {
                name: known.name.clone(),
                is_api,
                pages: Some(known.pages.clone()).filter(|pages| !pages.is_empty()),
                interval: rate.map_or(Duration::ZERO, |rate| Duration::from_secs_f64(1.0 / rate)),
                asks_contact: known.needs_contact().then(|| known.publisher.clone()),
                url,
            });
        }
        if !typed.contains("://") {
            let why = "it is neither a known source nor an address that begins with https://";
            return Err(bad(why.to_owned(), nearest(typed)));
        }
        let url = read_url(typed).map_err(|why| bad(why, Vec::new()))?;
        Ok(Source {
            name: url.to_string(),
            is_api: false,
            pages: None,
            interval: Duration::ZERO,
            asks_contact: needs_contact_of_host(&url),
            url,
        })
    }
}

/// Whose contact is needed for an address: that of a known source on the same host.
fn needs_contact_of_host(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let of_host = |known: &str| Url::parse(known).is_ok_and(|known| known.host_str() == Some(host));
    let known = known_sources().iter();
    let mut asking = known.filter(|known| known.needs_contact());
    asking
        .find(|known| of_host(&known.url))
        .map(|known| known.publisher.clone())
}

/// The names of known sources that a word may be mistyped from.
fn nearest(typed: &str) -> Vec<String> {
    let typed = typed.to_lowercase();
    let mut near: Vec<(usize, &str)> = known_sources()
        .iter()
        .map(|known| {
            (
                strsim::osa_distance(&typed, &known.name),
                known.name.as_str(),
            )
        })
        .filter(|(edits, name)| {
            *edits <= name.len() / 3 || (typed.len() > 1 && name.starts_with(&typed))
        })
        .collect();
    near.sort_unstable();
    near.into_iter()
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_an_address_and_neither() {
        let doj = Source::read("doj", None).expect("a source");
        assert!(doj.is_api && doj.interval == Duration::from_millis(250));
        let elsewhere = Source::read("doj", Some("http://127.0.0.1:9/api")).expect("a source");
        assert_eq!(elsewhere.url.as_str(), "http://127.0.0.1:9/api");
        let office = Source::read("usao-sdny", None).expect("a source");
        assert_eq!(office.pages.as_deref(), Some("/usao-sdny/"));
        let page = Source::read("http://127.0.0.1/a#b", None).expect("a source");
        assert_eq!(
            (page.name.as_str(), page.is_api),
            ("http://127.0.0.1/a", false)
        );
        for (typed, near) in [
            ("dojj", "doj"),
            ("sec", "sec-admin"),
            ("usao-sdyn", "usao-sdny"),
        ] {
            match Source::read(typed, None) {
                Err(FetchError::BadSource { nearest, .. }) => assert_eq!(nearest[0], near),
                other => panic!("{other:?}"),
            }
        }
        for typed in [
            "ftp://agency.example/",
            "https://",
            "https://u@agency.example/",
            "file:///etc/passwd",
        ] {
            assert!(
                matches!(Source::read(typed, None), Err(FetchError::BadSource { .. })),
                "{typed}"
            );
        }
    }
}
