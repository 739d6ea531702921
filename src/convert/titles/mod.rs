//! What is the title of a page, and what is made one where a page has no headline?

mod dateline;
pub(crate) mod enforcement_information;
pub(crate) mod headline;
pub(crate) mod letterhead;
pub(crate) mod made_title;
pub(crate) mod order;
#[cfg(test)]
mod tests;
pub(crate) mod title;
