//! The values that one release has in one field, and how each output writes them.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::knowledge::Knowledge;
use crate::model::{Amount, AmountRole, Defendant, Prosecutor, Sentence};
use crate::schema::quantity::imprisonment_code;

/// The values of one field of a release.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells<'a> {
    /// The field is not one of a release's values.
    None,
    /// At most one text.
    Text(Option<&'a str>),
    /// The number of a release, and others by which it is found.
    Number {
        /// What outputs show.
        shown: Option<&'a str>,
        /// What is looked up as well.
        others: &'a [String],
    },
    /// Any number of texts.
    Texts(&'a [String]),
    /// Any number of paths of agencies.
    Agencies(&'a [String]),
    /// At most one path of a district.
    District(Option<&'a str>),
    /// Any number of paths of districts.
    Districts(&'a [String]),
    /// At most one day.
    Date(Option<Date>),
    /// Any number of persons.
    Prosecutors(Vec<&'a Prosecutor>),
    /// Values made for look-ups alone, which are never shown.
    Keys(Vec<String>),
    /// Any number of defendants.
    Defendants(&'a [Defendant]),
    /// Any number of sentences.
    Sentences(&'a [Sentence]),
    /// Any number of sums of money.
    Amounts(&'a [Amount]),
    /// Of any number of sums of money those of one role.
    Sums(&'a [Amount], AmountRole),
}

impl Cells<'_> {
    /// The exact values, as the index has them and as a filter names them.
    pub fn terms(&self) -> Vec<&str> {
        match self {
            Cells::None
            | Cells::Date(_)
            | Cells::Sentences(_)
            | Cells::Amounts(_)
            | Cells::Sums(..) => Vec::new(),
            Cells::Text(value) | Cells::District(value) => value.iter().copied().collect(),
            Cells::Number { shown, others } => {
                let others = others.iter().map(String::as_str);
                shown.iter().copied().chain(others).collect()
            }
            Cells::Texts(values) | Cells::Agencies(values) | Cells::Districts(values) => {
                values.iter().map(String::as_str).collect()
            }
            Cells::Prosecutors(persons) => {
                persons.iter().map(|person| person.name.as_str()).collect()
            }
            Cells::Keys(keys) => keys.iter().map(String::as_str).collect(),
            Cells::Defendants(defendants) => {
                let defendants = defendants.iter();
                defendants
                    .map(|defendant| defendant.name.as_str())
                    .collect()
            }
        }
    }

    /// The values as numbers that can be compared: codes of imprisonment, whole dollars. None of other values.
    pub fn quantities(&self) -> Vec<u64> {
        match self {
            Cells::Sentences(sentences) => {
                let sentences = sentences.iter();
                sentences
                    .map(|sentence| imprisonment_code(sentence.months))
                    .collect()
            }
            Cells::Amounts(amounts) => amounts.iter().map(|amount| amount.value).collect(),
            Cells::Sums(amounts, role) => {
                let of_role = amounts.iter().filter(|amount| amount.role == *role);
                of_role.map(|amount| amount.value).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether the release has no value in the field.
    pub fn is_empty(&self) -> bool {
        match self {
            Cells::Date(date) => date.is_none(),
            _ => self.terms().is_empty() && self.quantities().is_empty(),
        }
    }

    /// Each value in words, for a cell of a table: `Dana Q. Whitlock, Assistant U.S. Attorney (counsel)`.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Cells::Date(date) => date.iter().map(ToString::to_string).collect(),
            Cells::Number { shown, .. } => shown.iter().map(ToString::to_string).collect(),
            Cells::Prosecutors(persons) => persons.iter().map(ToString::to_string).collect(),
            Cells::Defendants(defendants) => defendants.iter().map(ToString::to_string).collect(),
            Cells::Sentences(sentences) => sentences.iter().map(ToString::to_string).collect(),
            Cells::Amounts(amounts) => amounts.iter().map(ToString::to_string).collect(),
            Cells::Sums(..) => self.quantities().iter().map(ToString::to_string).collect(),
            _ => self.terms().into_iter().map(str::to_owned).collect(),
        }
    }

    /// The names of the agencies or districts that the values are paths of; none of other values.
    pub fn names(&self, knowledge: &Knowledge) -> Vec<String> {
        let name = match self {
            Cells::Agencies(_) => Knowledge::label,
            Cells::District(_) | Cells::Districts(_) => Knowledge::district_label,
            _ => return Vec::new(),
        };
        let paths = self.terms().into_iter();
        paths.map(|path| name(knowledge, path)).collect()
    }

    /// Each value in words, for reading: a path stands behind its name.
    pub fn labels(&self, knowledge: &Knowledge) -> Vec<String> {
        let names = self.names(knowledge);
        if names.is_empty() {
            return self.texts();
        }
        let named = names.into_iter().zip(self.terms());
        named
            .map(|(name, path)| format!("{name} ({path})"))
            .collect()
    }

    /// As JSON: a string or null where there is at most one value, else an array.
    pub fn json(&self) -> Value {
        match self {
            Cells::None | Cells::Keys(_) => Value::Null,
            Cells::Text(value) | Cells::District(value) | Cells::Number { shown: value, .. } => {
                json!(value)
            }
            Cells::Texts(values) | Cells::Agencies(values) | Cells::Districts(values) => {
                json!(values)
            }
            Cells::Date(date) => json!(date.map(|date| date.to_string())),
            Cells::Prosecutors(persons) => json!(persons),
            Cells::Defendants(defendants) => json!(defendants),
            Cells::Sentences(sentences) => json!(sentences),
            Cells::Amounts(amounts) => json!(amounts),
            Cells::Sums(..) => json!(self.quantities()),
        }
    }
}
