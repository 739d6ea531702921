//! Which filters do the options and the fields of a query mean?

use tantivy::schema::{Facet, Field, Term};

use crate::error::Result;
use crate::index::OpenIndex;
use crate::knowledge::Knowledge;
use crate::model::ProsecutorKind;
use crate::query::request::Request;
use crate::query::resolve::agency::agencies;
use crate::query::resolve::district::districts;
use crate::query::resolve::filter::{Condition, Filter, bad};
use crate::query::resolve::person::prosecutors;
use crate::query::resolve::source::sources;
use crate::query::resolve::statute::statutes;
use crate::query::syntax::{DateRange, FieldName, read_dates};
use crate::schema::Fields;

/// Turns typed names into conditions.
pub(crate) struct Resolver<'a> {
    pub(crate) index: &'a OpenIndex,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) request: &'a Request,
    pub(crate) notes: Vec<String>,
}

impl Resolver<'_> {
    fn fields(&self) -> &Fields {
        &self.index.fields
    }

    /// The filters of the request's options.
    pub(crate) fn of_request(&mut self) -> Result<Vec<Filter>> {
        let request = self.request;
        let mut filters = Vec::new();
        let options = [
            (FieldName::Agency, "--agency", &request.agencies),
            (FieldName::Prosecutor, "--prosecutor", &request.prosecutors),
            (FieldName::District, "--district", &request.districts),
            (FieldName::Statute, "--statute", &request.statutes),
        ];
        for (field, option, values) in options {
            if !values.is_empty() {
                filters.push(self.filter(field, option, values)?);
            }
        }
        if request.since.is_some() || request.until.is_some() {
            let read = |option: &str, value: &Option<String>| -> Result<DateRange> {
                let Some(value) = value else {
                    return Ok(DateRange::default());
                };
                read_dates(value, request.today).map_err(|why| bad(option, value, why, Vec::new()))
            };
            let range = DateRange {
                first: read("--since", &request.since)?.first,
                last: match &request.until {
                    // The last 90 days end today; until 90 days ago ends there.
                    Some(value)
                        if value.trim().ends_with(['d', 'w', 'm', 'y'])
                            && value.trim().len() <= 6 =>
                    {
                        read("--until", &request.until)?.first
                    }
                    _ => read("--until", &request.until)?.last,
                },
            };
            if let (Some(first), Some(last)) = (range.first, range.last)
                && first > last
            {
                self.notes.push(format!(
                    "--since {first} comes after --until {last}: nothing lies between"
                ));
            }
            filters.push(Filter {
                field: FieldName::Date,
                alternatives: vec![vec![Condition::Dated(range)]],
                selected: Vec::new(),
            });
        }
        Ok(filters)
    }

    /// The filter for values of one field, any of which will do.
    pub(crate) fn filter(
        &mut self,
        field: FieldName,
        what: &str,
        values: &[String],
    ) -> Result<Filter> {
        let mut filter = Filter {
            field,
            alternatives: Vec::new(),
            selected: Vec::new(),
        };
        for value in values {
            match field {
                FieldName::Agency => {
                    let paths = agencies(self.knowledge, what, value)?;
                    filter.alternatives.push(
                        paths
                            .iter()
                            .map(|path| Condition::Has(self.agency_term(path)))
                            .collect(),
                    );
                    filter.selected.extend(paths);
                }
                FieldName::Date => {
                    let range = read_dates(value, self.request.today)
                        .map_err(|why| bad(what, value, why, Vec::new()))?;
                    filter.alternatives.push(vec![Condition::Dated(range)]);
                }
                FieldName::Number => {
                    for form in [value.clone(), value.to_uppercase(), value.to_lowercase()] {
                        let term = Term::from_field_text(self.fields().number, &form);
                        filter.alternatives.push(vec![Condition::Has(term)]);
                    }
                }
                FieldName::Prosecutor
                | FieldName::District
                | FieldName::Statute
                | FieldName::Source => {
                    for one in self.names(field, what, value)? {
                        filter
                            .alternatives
                            .push(vec![self.name_condition(field, &one)]);
                        filter.selected.push(one);
                    }
                }
            }
        }
        Ok(filter)
    }

    fn names(&mut self, field: FieldName, what: &str, value: &str) -> Result<Vec<String>> {
        match field {
            FieldName::Prosecutor => prosecutors(self.index, what, value, &mut self.notes),
            FieldName::District => districts(self.index, self.knowledge, what, value),
            FieldName::Statute => statutes(self.index, what, value, &mut self.notes),
            _ => sources(self.index, what, value),
        }
    }

    fn name_condition(&self, field: FieldName, value: &str) -> Condition {
        let fields = self.fields();
        let term = |field: Field| Term::from_field_text(field, value);
        match (field, self.request.prosecutor_kind) {
            (FieldName::Prosecutor, Some(ProsecutorKind::Counsel)) => {
                Condition::Has(term(fields.counsel))
            }
            (FieldName::Prosecutor, Some(ProsecutorKind::Official)) => {
                Condition::HasOnly(term(fields.prosecutor), term(fields.counsel))
            }
            (FieldName::Prosecutor, None) => Condition::Has(term(fields.prosecutor)),
            (FieldName::District, _) => Condition::Has(term(fields.district)),
            (FieldName::Statute, _) => Condition::Has(term(fields.statute)),
            _ => Condition::Has(term(fields.source)),
        }
    }

    fn agency_term(&self, path: &str) -> Term {
        let facet = Facet::from_text(path).unwrap_or_else(|_| Facet::root());
        Term::from_facet(self.fields().agency, &facet)
    }
}
