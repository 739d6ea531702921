//! What should the writer of a query know about how it was read?

use std::collections::BTreeMap;

use crate::text::numbers::group_thousands;
use crate::text::shorten::shorten_message;

/// Maximum number of notes of one kind: a query of a thousand words could have one for each.
const MAX_OF_KIND: usize = 20;

/// Notes for the writer of a query, in the order in which they were made. No note is there twice, and none repeats a
/// long query.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    notes: Vec<String>,
    /// How many notes of each kind were made.
    kinds: BTreeMap<String, usize>,
}

impl Notes {
    pub(crate) fn add(&mut self, note: impl Into<String>) {
        let note = shorten_message(&note.into()).into_owned();
        if self.notes.contains(&note) {
            return;
        }
        let made = self.kinds.entry(kind(&note)).or_default();
        *made += 1;
        if *made <= MAX_OF_KIND {
            self.notes.push(note);
        }
    }

    /// All notes, and last how many more there would be of a kind.
    pub(crate) fn into_vec(mut self) -> Vec<String> {
        for (kind, made) in self.kinds {
            if made > MAX_OF_KIND {
                let more = group_thousands((made - MAX_OF_KIND) as u64);
                self.notes
                    .push(format!("{more} more notes as this one: {kind}"));
            }
        }
        self.notes
    }
}

impl Extend<String> for Notes {
    fn extend<T: IntoIterator<Item = String>>(&mut self, notes: T) {
        notes.into_iter().for_each(|note| self.add(note));
    }
}

/// A note without the words that it names and without numbers.
fn kind(note: &str) -> String {
    let mut kind = String::new();
    for (number, piece) in note.split('`').enumerate() {
        if number % 2 == 0 {
            kind.extend(piece.chars().filter(|c| !c.is_ascii_digit()));
        } else if !kind.ends_with('…') {
            kind.push('…');
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_notes_of_one_kind_are_twenty_and_a_count() {
        let mut notes = Notes::default();
        for number in 0..1000 {
            notes.add(format!("no word matches `{number}*`"));
            notes.add("an `OR` joins nothing");
        }
        let notes = notes.into_vec();
        assert_eq!(notes.len(), 22);
        assert_eq!(notes[0], "no word matches `0*`");
        assert_eq!(notes[21], "980 more notes as this one: no word matches …");
    }
}
