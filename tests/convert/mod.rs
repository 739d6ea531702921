//! From the bytes of a record to its text.

mod layouts;
mod odd_pages;
