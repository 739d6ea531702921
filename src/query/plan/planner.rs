//! How does a parsed query become a plan?
//!
//! Names become filters, and words become terms of the index.

use std::collections::BTreeSet;
use std::slice::from_ref;

use crate::analysis::{is_stop_word, tokenize};
use crate::error::Result;
use crate::query::context::SearchContext;
use crate::query::notes::Notes;
use crate::query::plan::budget::ExpansionBudget;
use crate::query::plan::joined_names::joined_names;
use crate::query::plan::middle_name::with_middle_name;
use crate::query::plan::multiword_entities::multiword_entities;
use crate::query::plan::predicate::Predicate;
use crate::query::plan::proximity_groups::near;
use crate::query::plan::query_plan::{Clause, Plan};
use crate::query::plan::release_numbers::release_numbers;
use crate::query::plan::term_expressions::{fuzzy, has_name_with_ending, phrase, wildcard, word};
use crate::query::plan::word_forms::{Forms, forms_of, if_less};
use crate::query::postings::span_expr::SpanExpr;
use crate::query::resolve;
use crate::query::resolve::filter::Filter;
use crate::query::syntax::Query;
use crate::query::terms::search_field::SearchField;
use crate::schema::FieldSpec;
use crate::text::shorten::shorten;

/// The plan for a query and the filters of the request.
pub(crate) fn plan(
    ctx: &SearchContext<'_>,
    query: &Query,
    request_filters: Vec<Filter>,
    notes: &mut Notes,
) -> Result<Plan> {
    let budget = ExpansionBudget::for_index(ctx.index.searcher.num_docs());
    let mut planner = Planner {
        ctx,
        budget,
        notes,
        left_out: Vec::new(),
    };
    let mut plan = planner.plan(query)?;
    planner.note_left_out();
    plan.filters.extend(request_filters);
    plan.budget = planner.budget;
    Ok(plan)
}

struct Planner<'a> {
    ctx: &'a SearchContext<'a>,
    budget: ExpansionBudget,
    notes: &'a mut Notes,
    /// Parts that are not searched, because their words are in too many releases together.
    left_out: Vec<String>,
}

impl Planner<'_> {
    fn plan(&mut self, query: &Query) -> Result<Plan> {
        let mut plan = Plan::default();
        let parts = match query {
            Query::All(parts) => parts.as_slice(),
            Query::MatchAll => &[],
            query => from_ref(query),
        };
        let mut entities = multiword_entities(self.ctx, parts)?;
        let names = joined_names(self.ctx, parts, self.notes)?;
        for (entities, names) in entities.iter_mut().zip(names) {
            entities.extend(names);
        }
        let numbers = release_numbers(self.ctx, parts)?;
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for ((part, entities), numbers) in parts.iter().zip(entities).zip(numbers) {
            if !seen.insert(part.to_string()) {
                continue;
            }
            if let Some((field, values)) = as_filter(part) {
                plan.filters.push(self.filter(field, &values)?);
            } else if !part.has_words() {
                let predicate = self.predicate(part, SearchField::Text)?;
                plan.required.push(predicate);
            } else {
                let left_out = self.left_out.len();
                let mut clause = self.clause(part, &entities, parts.len() == 1)?;
                let is_empty = matches!(&clause.predicate, Predicate::Words(_, SpanExpr::Terms(terms)) if terms.is_empty());
                if is_empty && self.left_out.len() > left_out {
                    continue;
                }
                if !numbers.is_empty() {
                    let words = clause.predicate;
                    clause.predicate = Predicate::Any(vec![words, Predicate::Numbered(numbers)]);
                }
                if is_stop_word_query(part) {
                    plan.stop_word_clauses.push(clause);
                } else {
                    plan.clauses.push(clause);
                }
            }
        }
        if plan.clauses.is_empty() {
            // A query of nothing but stop words asks for all of them.
            plan.clauses = std::mem::take(&mut plan.stop_word_clauses);
        }
        Ok(plan)
    }

    fn clause(&mut self, query: &Query, entities: &[SpanExpr], alone: bool) -> Result<Clause> {
        let mut predicate = self.predicate(query, SearchField::Text)?;
        let (mut typed_form, mut all_forms) = (None, None);
        let dictionary = &self.ctx.text;
        if let (Query::Phrase(typed), Predicate::Words(_, expression)) = (query, &predicate)
            && has_name_with_ending(dictionary, typed)?
        {
            typed_form = if_less(word(dictionary, typed, Forms::AsTyped)?, expression);
        }
        if let (Query::Word(typed), Predicate::Words(_, expression)) = (query, &predicate) {
            let forms = |forms| word(dictionary, typed, forms);
            let outnumbered = forms_of(dictionary, typed)?.is_some_and(|forms| forms.outnumber());
            if alone || outnumbered || has_name_with_ending(dictionary, typed)? {
                typed_form = if_less(forms(Forms::AsTyped)?, expression);
            }
            all_forms = Some(forms(Forms::All)?).filter(|forms| forms != expression);
        }
        if !entities.is_empty() {
            let with_entities = |expression: &mut SpanExpr| {
                let mut alternatives = vec![expression.clone()];
                alternatives.extend_from_slice(entities);
                *expression = SpanExpr::any_of(alternatives);
            };
            typed_form.iter_mut().for_each(with_entities);
            if let Predicate::Words(_, expression) = &mut predicate {
                with_entities(expression);
            }
        }
        let (word, statute) = match query {
            Query::Word(word) => (Some(word.clone()), None),
            Query::Statute(name) => (None, Some(name.clone())),
            _ => (None, None),
        };
        Ok(Clause {
            label: shorten(&query.to_string()).into_owned(),
            predicate,
            word,
            typed_form,
            all_forms,
            statute,
        })
    }

    fn filter(&mut self, field: &'static FieldSpec, values: &[String]) -> Result<Filter> {
        resolve::field_filter(self.ctx, field, values, self.notes)
    }

    fn predicate(&mut self, query: &Query, field: SearchField) -> Result<Predicate> {
        Ok(match query {
            Query::MatchAll => Predicate::MatchAll,
            Query::Field(name, value) => Predicate::Filter(self.filter(name, from_ref(value))?),
            Query::Not(inner) => Predicate::Not(Box::new(self.predicate(inner, field)?)),
            Query::Title(inner) => self.predicate(inner, SearchField::Title)?,
            Query::All(parts) => Predicate::All(self.predicates(parts, field)?),
            Query::Any(parts) => Predicate::Any(self.predicates(parts, field)?),
            Query::Word(_)
            | Query::Phrase(_)
            | Query::Statute(_)
            | Query::Wildcard(_)
            | Query::Fuzzy(_)
            | Query::Near { .. } => {
                let expression = self.expression(query, field)?;
                let cost = self
                    .ctx
                    .dictionary(field)
                    .postings(&expression.all_terms())?;
                if self.ctx.work.postings.take(cost) {
                    Predicate::Words(field, expression)
                } else {
                    self.left_out.push(query.to_string());
                    Predicate::Words(field, SpanExpr::Terms(Vec::new()))
                }
            }
        })
    }

    /// The predicates of the parts of a group. Equal parts are one.
    fn predicates(&mut self, parts: &[Query], field: SearchField) -> Result<Vec<Predicate>> {
        let mut predicates: Vec<Predicate> = Vec::new();
        for part in distinct(parts) {
            let predicate = self.predicate(part, field)?;
            let is_same = |known: &Predicate| match (known, &predicate) {
                (Predicate::Words(field, known), Predicate::Words(other, expression)) => {
                    field == other && known == expression
                }
                _ => false,
            };
            if !predicates.iter().any(is_same) {
                predicates.push(predicate);
            }
        }
        Ok(predicates)
    }

    fn note_left_out(&mut self) {
        if let Some(first) = self.left_out.first() {
            let more = match self.left_out.len() - 1 {
                0 => " is".to_owned(),
                more => format!(" and {more} more are"),
            };
            self.notes.add(format!(
                "`{first}`{more} not searched: the words of the query are in too many releases together"
            ));
        }
    }

    /// What a query looks for in a text. The parser builds `Near` only of parts that have a position in a text, so that
    /// filters and negations do not occur here.
    fn expression(&mut self, query: &Query, field: SearchField) -> Result<SpanExpr> {
        let dictionary = self.ctx.dictionary(field);
        Ok(match query {
            Query::Word(typed) => {
                self.notes
                    .extend(forms_of(dictionary, typed)?.and_then(|forms| forms.note()));
                word(dictionary, typed, Forms::AsMeant)?
            }
            Query::Phrase(text) => match with_middle_name(dictionary, text)? {
                Some(name) => {
                    self.notes.add(format!(
                        "`\"{text}\"` also finds the name with an initial or a middle name; in small letters it finds these words alone"
                    ));
                    SpanExpr::any_of(vec![phrase(dictionary, text)?, name])
                }
                None => phrase(dictionary, text)?,
            },
            Query::Statute(name) => SpanExpr::terms(&dictionary.beginning(name, &['('])?),
            Query::Wildcard(typed) => wildcard(dictionary, typed, &mut self.budget, self.notes)?,
            Query::Fuzzy(typed) => fuzzy(dictionary, typed, &mut self.budget, self.notes)?,
            Query::Near {
                left,
                right,
                within,
                ordered,
            } => {
                let left = self.expression(left, field)?;
                let right = self.expression(right, field)?;
                let (expression, each_word) = near(left, right, *within, *ordered);
                if !each_word {
                    self.notes.add(format!(
                        "the groups of `{query}` have too many words: one word of each group near one of the other is enough"
                    ));
                }
                expression
            }
            Query::Any(parts) => SpanExpr::any_of(self.expressions(parts, field)?),
            Query::All(parts) => SpanExpr::AllOf(self.expressions(parts, field)?),
            Query::Title(_) | Query::Field(..) | Query::Not(_) | Query::MatchAll => {
                SpanExpr::Terms(Vec::new())
            }
        })
    }

    fn expressions(&mut self, parts: &[Query], field: SearchField) -> Result<Vec<SpanExpr>> {
        let mut expressions: Vec<SpanExpr> = Vec::new();
        for part in distinct(parts) {
            let expression = self.expression(part, field)?;
            if !expressions.contains(&expression) {
                expressions.push(expression);
            }
        }
        Ok(expressions)
    }
}

/// The parts without those that stand there twice.
fn distinct(parts: &[Query]) -> impl Iterator<Item = &Query> {
    let mut seen = BTreeSet::new();
    parts
        .iter()
        .filter(move |part| seen.insert(part.to_string()))
}

/// The field and the values of a part that works as an option does: `agency:FBI`, `agency:(FBI OR DEA)`.
fn as_filter(part: &Query) -> Option<(&'static FieldSpec, Vec<String>)> {
    let alternatives = match part {
        Query::Field(..) => from_ref(part),
        Query::Any(parts) => parts,
        _ => return None,
    };
    let Some(Query::Field(field, _)) = alternatives.first() else {
        return None;
    };
    let value = |part: &Query| match part {
        Query::Field(other, value) if other == field => Some(value.clone()),
        _ => None,
    };
    let values: Option<Vec<String>> = alternatives.iter().map(value).collect();
    Some((field, values?))
}

fn is_stop_word_query(query: &Query) -> bool {
    let Query::Word(word) = query else {
        return false;
    };
    tokenize(word)
        .words()
        .all(|word| is_stop_word(word.normalized))
}
