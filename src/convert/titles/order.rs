//! What is the title of an order whose caption was printed in two columns?

use std::sync::LazyLock;

use regex::Regex;

use crate::convert::lines::paragraphs::Line;
use crate::text::normalize::letters_and_digits;

/// Maximum number of lines before the order names its respondent.
const MAX_LINES: usize = 30;

/// Whom proceedings are instituted against, up to the short name in brackets.
static RESPONDENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\sagainst ([A-Z][^("“]{2,100}?) ?\(["“]"#).ok());

/// The name of the matter of an order: `In the Matter of Doe Lines, Inc.` None where the heading is not that of an order.
pub(crate) fn title_of_order(heading: &str, lines: &[Line]) -> Option<String> {
    letters_and_digits(heading)
        .contains("orderinstituting")
        .then_some(())?;
    let text: Vec<&str> = lines
        .iter()
        .take(MAX_LINES)
        .map(|line| line.text.as_str())
        .collect();
    let text = text.join(" ");
    let respondent = RESPONDENT.as_ref()?.captures(&text)?.get(1)?;
    Some(format!("In the Matter of {}", respondent.as_str().trim()))
}
