//! What should the writer of a query know about how it was read?

use crate::text::shorten::shorten_message;

/// Notes for the writer of a query, in the order in which they were made. No note is there twice, and none repeats a
/// long query.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<String>);

impl Notes {
    pub(crate) fn add(&mut self, note: impl Into<String>) {
        let note = shorten_message(&note.into()).into_owned();
        if !self.0.contains(&note) {
            self.0.push(note);
        }
    }

    pub(crate) fn into_vec(self) -> Vec<String> {
        self.0
    }
}

impl Extend<String> for Notes {
    fn extend<T: IntoIterator<Item = String>>(&mut self, notes: T) {
        notes.into_iter().for_each(|note| self.add(note));
    }
}
