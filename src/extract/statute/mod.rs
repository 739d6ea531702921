//! How are statutes cited by section, and acts by name?

pub mod acts;
pub mod citation;
mod forms;
mod screen;
mod section_list;
#[cfg(test)]
mod tests;

pub use crate::extract::statute::citation::citations;
