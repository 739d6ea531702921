//! The tables by which it is found what happened in a case: to whom, and for how much money.

pub(crate) mod accusations;
pub(crate) mod case_words;
pub(crate) mod money_cues;
pub(crate) mod ordinary_words;
