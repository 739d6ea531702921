//! Typed names -> what they may mean.

pub(crate) mod resolver;
