//! A query as it was read -> what to look for in this index.

use crate::analysis::{CachingStemmer, is_stop_word, tokenize};
use crate::error::{Result, ValueSource};
use crate::index::OpenIndex;
use crate::query::expand::expansion::Soft;
use crate::query::matching::predicate::{Predicate, SearchField};
use crate::query::matching::span_expr::SpanExpr;
use crate::query::plan::proximity_groups::nearness;
use crate::query::plan::term_expressions::Bounds;
use crate::query::resolve::filter::Filter;
use crate::query::resolve::resolver::Resolver;
use crate::query::syntax::Query;
use crate::query::terms::term_dictionary::TermDictionary;
use crate::schema::{FieldSpec, TEXT, TITLE};

/// One of the things that a query asks for at once.
#[derive(Clone, Debug)]
pub(crate) struct Concept {
    /// As it was typed.
    pub(crate) label: String,
    pub(crate) matcher: Predicate,
    /// What speaks for a release although it is not what was typed; never counts as a match.
    pub(crate) soft: Vec<Soft>,
    /// Whether it stands for a single word, which may have been misspelled.
    pub(crate) word: Option<String>,
    /// Whether it stands for a statute, of which releases may cite the whole section.
    pub(crate) statute: Option<String>,
}

/// What to look for.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// All of these are wanted; releases with most of them may follow.
    pub(crate) concepts: Vec<Concept>,
    /// Common words: wanted, but nothing is left out for lack of them.
    pub(crate) common: Vec<Concept>,
    /// What must hold in any case.
    pub(crate) conditions: Vec<Predicate>,
    /// Conditions on one field each, whose facet ignores them.
    pub(crate) filters: Vec<Filter>,
}

/// Makes the plan for one query.
pub(crate) struct Planner<'a> {
    pub(crate) text: TermDictionary<'a>,
    pub(crate) title: TermDictionary<'a>,
    pub(crate) resolver: Resolver<'a>,
    pub(crate) stems: CachingStemmer,
    pub(crate) notes: Vec<String>,
    pub(crate) bounds: Bounds,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(index: &'a OpenIndex, resolver: Resolver<'a>) -> Self {
        Planner {
            text: TermDictionary::new(&index.searcher, TEXT),
            title: TermDictionary::new(&index.searcher, TITLE),
            resolver,
            stems: CachingStemmer::default(),
            notes: Vec::new(),
            bounds: Bounds::of(index.searcher.num_docs()),
        }
    }

    pub(crate) fn lexicon(&self, place: SearchField) -> &TermDictionary<'a> {
        match place {
            SearchField::Text => &self.text,
            SearchField::Title => &self.title,
        }
    }

    pub(crate) fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Plans the whole query.
    pub(crate) fn plan(&mut self, query: &Query) -> Result<Plan> {
        let mut plan = Plan::default();
        let parts = match query {
            Query::All(parts) => parts.as_slice(),
            Query::Everything => &[],
            query => std::slice::from_ref(query),
        };
        let together = self.words_together(parts)?;
        for (part, more) in parts.iter().zip(together) {
            // `agency:(FBI OR DEA)` is a filter as two `--agency` are.
            if let Query::Any(fields) = part
                && let Some((field, values)) = values_of_one_field(fields)
            {
                let what = ValueSource::Query(field.name);
                let filter = self.resolver.filter(field, what, &values)?;
                plan.filters.push(filter);
                continue;
            }
            match part {
                Query::Field(field, value) => {
                    let what = ValueSource::Query(field.name);
                    let filter = self
                        .resolver
                        .filter(field, what, std::slice::from_ref(value))?;
                    plan.filters.push(filter);
                }
                Query::Not(_) => {
                    let matcher = self.matcher(part, SearchField::Text)?;
                    plan.conditions.push(matcher);
                }
                _ if !has_words(part) => {
                    let matcher = self.matcher(part, SearchField::Text)?;
                    plan.conditions.push(matcher);
                }
                _ => {
                    let label = part.to_string();
                    let mut known = plan.concepts.iter().chain(&plan.common);
                    if known.any(|known| known.label == label) {
                        continue;
                    }
                    let concept = self.concept(part, more)?;
                    if is_common(part) {
                        plan.common.push(concept);
                    } else {
                        plan.concepts.push(concept);
                    }
                }
            }
        }
        if plan.concepts.is_empty() {
            // Of common words alone, all are wanted.
            plan.concepts = std::mem::take(&mut plan.common);
        }
        Ok(plan)
    }

    fn concept(&mut self, query: &Query, together: Vec<SpanExpr>) -> Result<Concept> {
        let mut matcher = self.matcher(query, SearchField::Text)?;
        if let (Predicate::Words(_, expression), false) = (&mut matcher, together.is_empty()) {
            let mut either = vec![expression.clone()];
            either.extend(together);
            *expression = SpanExpr::any_of(either);
        }
        let (word, statute) = match query {
            Query::Word(word) => (Some(word.clone()), None),
            Query::Statute(name) => (None, Some(name.clone())),
            _ => (None, None),
        };
        Ok(Concept {
            label: query.to_string(),
            matcher,
            soft: Vec::new(),
            word,
            statute,
        })
    }

    fn matcher(&mut self, query: &Query, place: SearchField) -> Result<Predicate> {
        Ok(match query {
            Query::Everything => Predicate::MatchAll,
            Query::Field(field, value) => {
                let what = ValueSource::Query(field.name);
                Predicate::Filter(
                    self.resolver
                        .filter(field, what, std::slice::from_ref(value))?,
                )
            }
            Query::Not(inner) => Predicate::Not(Box::new(self.matcher(inner, place)?)),
            Query::Title(inner) => self.matcher(inner, SearchField::Title)?,
            Query::All(parts) => Predicate::All(self.matchers(parts, place)?),
            Query::Any(parts) => Predicate::Any(self.matchers(parts, place)?),
            Query::Word(_)
            | Query::Phrase(_)
            | Query::Statute(_)
            | Query::Pattern(_)
            | Query::Alike(_)
            | Query::Near { .. } => Predicate::Words(place, self.expression(query, place)?),
        })
    }

    fn matchers(&mut self, parts: &[Query], place: SearchField) -> Result<Vec<Predicate>> {
        parts.iter().map(|part| self.matcher(part, place)).collect()
    }

    /// What has places in a text. The parser lets nothing else be near anything.
    fn expression(&mut self, query: &Query, place: SearchField) -> Result<SpanExpr> {
        Ok(match query {
            Query::Word(word) => self.word(word, place)?,
            Query::Phrase(text) => self.phrase(text, place)?,
            Query::Statute(name) => SpanExpr::terms(&self.lexicon(place).beginning(name, &['('])?),
            Query::Pattern(pattern) => self.pattern(pattern, place)?,
            Query::Alike(word) => self.alike(word, place)?,
            Query::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let left = self.expression(left, place)?;
                let right = self.expression(right, place)?;
                let (expression, whole) = nearness(left, right, *within, *ordered);
                if !whole {
                    self.note(format!(
                        "the groups of `{query}` are too many for each word to be near each: one of each is enough"
                    ));
                }
                expression
            }
            Query::Any(parts) => {
                let parts = parts
                    .iter()
                    .map(|part| self.expression(part, place))
                    .collect::<Result<_>>()?;
                SpanExpr::any_of(parts)
            }
            Query::All(parts) => {
                let parts = parts
                    .iter()
                    .map(|part| self.expression(part, place))
                    .collect::<Result<_>>()?;
                SpanExpr::AllOf(parts)
            }
            Query::Title(_) | Query::Field(..) | Query::Not(_) | Query::Everything => {
                SpanExpr::Terms(Vec::new())
            }
        })
    }
}

/// The field and the values of alternatives that are all of one field.
fn values_of_one_field(parts: &[Query]) -> Option<(&'static FieldSpec, Vec<String>)> {
    let Some(Query::Field(field, _)) = parts.first() else {
        return None;
    };
    let value = |part: &Query| match part {
        Query::Field(other, value) if other == field => Some(value.clone()),
        _ => None,
    };
    let values: Option<Vec<String>> = parts.iter().map(value).collect();
    Some((*field, values?))
}

/// Whether a part of a query is about words, so that a release can have it or lack it.
fn has_words(query: &Query) -> bool {
    match query {
        Query::Everything | Query::Field(..) | Query::Not(_) => false,
        Query::All(parts) | Query::Any(parts) => parts.iter().any(has_words),
        Query::Title(inner) => has_words(inner),
        _ => true,
    }
}

/// Whether a part is only words that nearly every release has.
fn is_common(query: &Query) -> bool {
    let Query::Word(word) = query else {
        return false;
    };
    let words = tokenize(word);
    words.words().all(|word| is_stop_word(word.normalized))
}
