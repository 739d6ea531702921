//! Names before a colon: which are fields, and what can stand behind them.

mod unknown_field;
mod value_forms;

pub(super) use crate::query::syntax::fields::unknown_field::{
    note_on_unknown_field, since_or_until,
};
pub(super) use crate::query::syntax::fields::value_forms::{
    begins_with_value, has_forms, is_compared, is_word_of_headlines, name_without_quotes,
    up_to_group,
};
