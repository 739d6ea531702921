//! Typed names and dates -> filters. One file for each kind of name.

mod agency;
mod district;
pub(crate) mod filter;
mod known_value;
mod person;
pub(crate) mod resolver;
mod statute;
pub(crate) mod suggest;

use crate::error::{Result, ValueSource};
use crate::query::context::SearchContext;
use crate::query::notes::Notes;
use crate::query::resolve::filter::Filter;
use crate::query::resolve::resolver::Resolver;
use crate::schema::FieldSpec;

/// The filters of the request's options.
pub(crate) fn request_filters(ctx: &SearchContext<'_>, notes: &mut Notes) -> Result<Vec<Filter>> {
    let mut resolver = Resolver::new(ctx);
    let filters = resolver.of_request();
    notes.extend(resolver.notes);
    filters
}

/// The filter for any of the values of a field of the query.
pub(crate) fn field_filter(
    ctx: &SearchContext<'_>,
    field: &'static FieldSpec,
    values: &[String],
    notes: &mut Notes,
) -> Result<Filter> {
    let mut resolver = Resolver::new(ctx);
    let filter = resolver.filter(field, ValueSource::Query(field.name), values);
    notes.extend(resolver.notes);
    filter
}
