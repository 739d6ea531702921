//! What is a page: a record of the corpus as a person would read it?

use serde::{Deserialize, Serialize};

/// One record of the corpus as a person would read it: the output of `convert`, the input of `extract`.
///
/// `text` does not repeat the title. One empty line separates paragraphs; each list item and table row is a line. The only
/// control character is `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The headline on one line; empty where the page has none.
    pub title: String,
    /// The body: paragraphs separated by `\n\n`.
    pub text: String,
    /// The canonical address, as written in the page or record.
    pub url: Option<String>,
    /// The site that published it: its host without `www.`, `justice.gov`.
    pub source: Option<String>,
    /// What the page shows in separate fields, outside its text.
    pub fields: PageFields,
}

/// The fields that a page or record shows beside its text, as printed and not interpreted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFields {
    /// The date of issue, in the form of the field: `2018-06-04T00:00:00-04:00`, `June 4, 2018`, `1528084800`.
    pub date: Option<String>,
    /// The release number: `18-728`.
    pub number: Option<String>,
    /// Numbers of other series in the heading: `AAER-1445`, `3-17556`.
    pub other_numbers: Vec<String>,
    /// The issuing office in the page's header: `Office of Public Affairs`.
    pub office: Option<String>,
    /// Entries of a "Component(s)" list, or of a record's `components` or `agency`.
    pub components: Vec<String>,
    /// Entries of a "Topic(s)" list.
    pub topics: Vec<String>,
}
