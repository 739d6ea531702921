//! How are statutes cited by section?

pub mod citation;
mod forms;
mod screen;
#[cfg(test)]
mod tests;

pub use crate::extract::statute::citation::citations;
