//! What typed names mean: filters out of the names of agencies, persons, districts, statutes and sites.

use tantivy::schema::{Facet, Field, Term};

use crate::analysis::fold;
use crate::analysis::{Words, is_stop_word};
use crate::error::Result;
use crate::index::OpenIndex;
use crate::knowledge::{Knowledge, Resolution};
use crate::model::ProsecutorKind;
use crate::query::request::Request;
use crate::query::resolve::filter::{Condition, Filter, bad, nearest, values};
use crate::query::resolve::person::resolve_person;
use crate::query::syntax::citations::citations;
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
                    let paths = self.agencies(what, value)?;
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
            FieldName::Prosecutor => self.prosecutors(what, value),
            FieldName::District => self.district(what, value),
            FieldName::Statute => self.statutes(what, value),
            _ => self.source(what, value),
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

    fn agencies(&self, what: &str, value: &str) -> Result<Vec<String>> {
        if let Resolution::One(path) = self.knowledge.resolve(value) {
            return Ok(vec![path]);
        }
        value
            .split('+')
            .map(|one| match self.knowledge.resolve(one) {
                Resolution::One(path) => Ok(path),
                Resolution::Many(paths) => Err(bad(
                    what,
                    one,
                    "more than one agency is called so".to_owned(),
                    paths,
                )),
                Resolution::None(mut nearest) => {
                    if nearest.is_empty() {
                        // `FBI San Diego`: one of the words may name the body.
                        let words = one.split_whitespace();
                        nearest.extend(words.filter_map(|word| self.knowledge.resolve_one(word)));
                        nearest.sort();
                        nearest.dedup();
                    }
                    Err(bad(what, one, "no agency is called so".to_owned(), nearest))
                }
            })
            .collect()
    }

    fn prosecutors(&mut self, what: &str, value: &str) -> Result<Vec<String>> {
        let known = values(&self.index.searcher, self.fields().prosecutor)?;
        let found = resolve_person(value, &known);
        if found.is_empty() {
            let near = nearest(value, &known);
            return Err(bad(
                what,
                value,
                "no prosecutor is called so".to_owned(),
                near,
            ));
        }
        if found.len() > 1 {
            let mut shown = found.iter().take(8).cloned().collect::<Vec<_>>().join(", ");
            if found.len() > 8 {
                shown = format!("{shown} and {} more", found.len() - 8);
            }
            self.notes
                .push(format!("`{value}` is read as any of {shown}"));
        }
        Ok(found)
    }

    fn district(&self, what: &str, value: &str) -> Result<Vec<String>> {
        let known = values(&self.index.searcher, self.fields().district)?;
        let mut candidates: Vec<String> = match self.knowledge.resolve_district(value) {
            Resolution::One(path) => vec![path],
            Resolution::Many(paths) => paths,
            Resolution::None(_) => Vec::new(),
        };
        if candidates.is_empty() {
            // `Southern California`: the words of one name alone.
            let typed = Words::of(value);
            let wanted: Vec<&str> = typed
                .iter()
                .filter(|word| word.plain && !is_stop_word(word.form))
                .map(|word| word.form)
                .collect();
            candidates = known
                .iter()
                .filter(|path| {
                    let label = Words::of(&self.knowledge.label(path));
                    !wanted.is_empty()
                        && wanted
                            .iter()
                            .all(|wanted| label.iter().any(|word| word.form == *wanted))
                })
                .cloned()
                .collect();
        }
        match candidates.len() {
            1 => Ok(candidates),
            0 => {
                let near = match self.knowledge.resolve_district(value) {
                    Resolution::None(near) => near,
                    _ => Vec::new(),
                };
                Err(bad(
                    what,
                    value,
                    "no district is called so".to_owned(),
                    near,
                ))
            }
            _ => Err(bad(
                what,
                value,
                "more than one district is called so".to_owned(),
                candidates,
            )),
        }
    }

    /// A statute and, as a citation of a part is one of the whole, its subsections.
    fn statutes(&mut self, what: &str, value: &str) -> Result<Vec<String>> {
        let cited = citations(value);
        let name = match cited.as_slice() {
            [(_, name)] => name.clone(),
            _ => value.trim().to_owned(),
        };
        let known = values(&self.index.searcher, self.fields().statute)?;
        let mut found: Vec<String> = known
            .iter()
            .filter(|statute| is_part(statute, &name))
            .cloned()
            .collect();
        if found.is_empty() && cited.is_empty() {
            found = self.statutes_of_section(what, value, &known)?;
        }
        if found.is_empty() {
            if cited.is_empty() {
                let why = "a statute is written `18 USC 1343` or `18 U.S.C. § 1343`".to_owned();
                return Err(bad(what, value, why, nearest(value, &known)));
            }
            self.notes.push(format!("no release cites {name}"));
            found.push(name);
        }
        Ok(found)
    }

    /// The statutes with a section of this number, where no title was typed: `1343`, `section 1343`.
    fn statutes_of_section(
        &mut self,
        what: &str,
        value: &str,
        known: &[String],
    ) -> Result<Vec<String>> {
        let lower = value.trim().to_lowercase();
        let section = ["section", "sec.", "sec", "§"]
            .iter()
            .find_map(|name| lower.strip_prefix(name))
            .unwrap_or(&lower)
            .trim();
        if !section.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(Vec::new());
        }
        let found: Vec<String> = known
            .iter()
            .filter(|statute| {
                let number = statute.rsplit_once("§ ").map(|(_, number)| number);
                number.is_some_and(|number| is_part(number, section))
            })
            .cloned()
            .collect();
        let mut sections: Vec<String> = found
            .iter()
            .filter_map(|statute| Some(format!("{}§ {section}", statute.split_once("§ ")?.0)))
            .collect();
        sections.dedup();
        match sections.as_slice() {
            [] => {}
            [one] => self.notes.push(format!("`{value}` is read as {one}")),
            _ => {
                let why = "more than one title has such a section".to_owned();
                return Err(bad(what, value, why, sections));
            }
        }
        Ok(found)
    }

    fn source(&self, what: &str, value: &str) -> Result<Vec<String>> {
        let known = values(&self.index.searcher, self.fields().source)?;
        let wanted = fold(value.trim()).trim_start_matches("www.").to_owned();
        let found: Vec<String> = known
            .iter()
            .filter(|source| fold(source) == wanted)
            .cloned()
            .collect();
        if found.is_empty() {
            return Err(bad(
                what,
                value,
                "no release is from such a site".to_owned(),
                nearest(value, &known),
            ));
        }
        Ok(found)
    }
}

/// Whether a statute is the named one, or a subsection of it.
fn is_part(statute: &str, of: &str) -> bool {
    statute
        .strip_prefix(of)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}
