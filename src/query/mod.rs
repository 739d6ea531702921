//! Words -> hits: parse, resolve names, build the engine's queries, search, count, find the places to show.

pub mod language;
mod request;
mod results;

use tantivy::Term;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

pub use request::{Limit, Request, Sort};
pub use results::{Facet, FacetValue, Fragment, Hit, Results, Snippet, Summary};

use crate::error::Result;
use crate::fields::Standing;
use crate::index::OpenIndex;
use crate::knowledge::Knowledge;

/// Answers `request` from one commit of an index.
pub fn search<'a>(
    index: &'a OpenIndex,
    _knowledge: &Knowledge,
    request: &Request,
) -> Result<Results<'a>> {
    let fields = &index.fields;
    let term = |field, text: &str| -> Box<dyn Query> {
        Box::new(TermQuery::new(
            Term::from_field_text(field, text),
            IndexRecordOption::WithFreqs,
        ))
    };
    let mut clauses = vec![(Occur::Must, term(fields.standing, Standing::Release.term()))];
    let mut analyzer = index.searcher.index().tokenizer_for_field(fields.text)?;
    analyzer.token_stream(&request.words).process(&mut |token| {
        clauses.push((Occur::Must, term(fields.text, &token.text)));
    });
    let query = BooleanQuery::new(clauses);
    let limit = match request.limit {
        Limit::Count(count) => count.max(1),
        Limit::All => usize::try_from(index.searcher.num_docs())
            .unwrap_or(usize::MAX)
            .max(1),
    };
    let top = TopDocs::with_limit(limit)
        .and_offset(request.offset)
        .order_by_score();
    let (total, found) = index.searcher.search(&query, &(Count, top))?;
    let summary = Summary {
        understood: request.words.clone(),
        total,
        ..Summary::default()
    };
    let hits = found.into_iter().map(move |(score, address)| {
        let (release, text) = index.stored(address)?;
        let text = text
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(200)
            .collect();
        let fragment = Fragment {
            text,
            cut_after: true,
            ..Fragment::default()
        };
        Ok(Hit {
            score,
            release,
            snippet: Snippet {
                fragments: vec![fragment],
            },
            missing: Vec::new(),
            explanation: None,
        })
    });
    Ok(Results {
        summary,
        hits: Box::new(hits),
    })
}
