//! Who publishes: bodies known by their site, or by a line that stands in each of their releases.

use crate::knowledge::loader::rows;

/// One way to know who issued a page.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// The host, without `www.`, or a line of the text.
    pub value: String,
    /// The body.
    pub path: String,
}

fn of_kind(kind: &str) -> Vec<Issuer> {
    rows(include_str!("../data/issuers.tsv"), "issuers.tsv")
        .filter(|row| row.cell("kind") == kind)
        .map(|row| Issuer {
            value: row.cell("value").to_owned(),
            path: row.cell("path").to_owned(),
        })
        .collect()
}

/// Sites, by host.
pub fn hosts() -> Vec<Issuer> {
    of_kind("host")
}

/// Lines of the text.
pub fn phrases() -> Vec<Issuer> {
    of_kind("phrase")
}
