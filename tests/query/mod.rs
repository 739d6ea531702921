//! From the words of a query to hits and counts.

mod acts;
mod districts;
mod events;
mod facets;
mod field_spec;
mod full_scan;
mod highlights;
mod hostile_queries;
mod limits;
mod numbers_and_phrases;
mod people;
mod search;
mod totals;
mod words;
mod work;
