//! In which field are words looked up?

/// The tokenized field that an expression is looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchField {
    /// Title and text in one field.
    Text,
    /// The title alone.
    Title,
}
