//! A record of the corpus as a person would read it.

use serde::{Deserialize, Serialize};

/// One record of the corpus as a person would read it: the output of `convert`, the input of `extract`.
///
/// `text` never repeats the title. Its paragraphs stand apart by one empty line; list items and table rows are
/// lines of their own. It holds no control characters but `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The headline, on one line; empty where the page has none.
    pub title: String,
    /// The body: paragraphs separated by `\n\n`.
    pub text: String,
    /// The canonical address the page or record gives, as it gives it.
    pub url: Option<String>,
    /// The site that published it, as a host without `www.`: `justice.gov`.
    pub source: Option<String>,
    /// What the page shows in fields of its own, outside its running text.
    pub fields: PageFields,
}

/// The fields a page or record shows beside its text, as printed there: nothing in them has been interpreted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFields {
    /// The day of issue in whatever form the field has it: `2018-06-04T00:00:00-04:00`, `June 4, 2018`, `1528084800`.
    pub date: Option<String>,
    /// The release number: `18-728`.
    pub number: Option<String>,
    /// The issuing office in the page's header: `Office of Public Affairs`.
    pub office: Option<String>,
    /// Entries of a "Component(s)" list, or of a record's `components` or `agency`.
    pub components: Vec<String>,
    /// Entries of a "Topic(s)" list.
    pub topics: Vec<String>,
}
