//! Releases like another one that are not of its case: found by the words that say what it is about.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::analysis::{is_stop_word, tokenize};
use crate::error::Result;
use crate::index::OpenIndex;
use crate::knowledge::Knowledge;
use crate::model::Release;
use crate::query::matter::matter;
use crate::query::request::{Limit, Partial, Request};
use crate::query::results::{Hit, Results};
use crate::query::syntax::Today;
use crate::query::terms::term_dictionary::TermDictionary;
use crate::schema::TEXT;
use crate::text::normalize::fold;

/// Maximum number of words that are looked for.
const MAX_WORDS: usize = 24;

/// Maximum number of words that are named as the reason.
const MAX_NAMED: usize = 8;

/// Words in more than one of this many releases say little.
const COMMON: u64 = 8;

/// The weight of a word of the title, as a number of words of the text.
const OF_TITLE: u32 = 3;

/// The releases that are most like the one with this id or number, without those of its case. Each says in its explanation
/// which words both have.
///
/// # Errors
///
/// There is no such release; a damaged index.
pub fn similar<'a>(
    index: &'a OpenIndex,
    knowledge: &Knowledge,
    id: &str,
    count: usize,
    today: Today,
) -> Result<Results<'a>> {
    let (release, text) = index.release(id)?;
    let own = matter(index, &release.id)?;
    let mut of_case: HashSet<&String> = HashSet::new();
    for one in &own.releases {
        of_case.insert(&one.release.id);
        of_case.extend(&one.copies);
    }
    let words = index.with_corruption_check(|| telling_words(index, &release, &text))?;
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let mut request = Request::new(&quoted.join(" "), today);
    request.any = true;
    request.partial = Partial::Never;
    // Those of the case are left out behind the ranking.
    request.limit = Limit::Count(count.saturating_add(of_case.len()));
    let mut results = super::search(index, knowledge, &request)?;
    let mut hits: Vec<Result<Hit>> = Vec::new();
    if !words.is_empty() {
        for hit in results.hits {
            let mut hit = hit?;
            if of_case.contains(&hit.release.id) {
                continue;
            }
            let has = |word: &&String| !hit.missing.contains(&format!("\"{word}\""));
            let shared: Vec<&str> = words.iter().filter(has).map(String::as_str).collect();
            let named = &shared[..shared.len().min(MAX_NAMED)];
            hit.explanation = Some(format!("both have: {}", named.join(", ")));
            hit.missing.clear();
            hits.push(Ok(hit));
        }
    }
    hits.truncate(count);
    results.summary.total = hits.len();
    Ok(Results {
        summary: results.summary,
        hits: Box::new(hits.into_iter()),
    })
}

/// The words that tell a release from most others, the most telling first. Names of its people are none of them.
fn telling_words(index: &OpenIndex, release: &Release, text: &str) -> Result<Vec<String>> {
    let releases = index.releases()?.max(1);
    let names: BTreeSet<String> = names(release);
    let mut counts: HashMap<String, u32> = HashMap::new();
    for (text, weight) in [(release.title.as_str(), OF_TITLE), (text, 1)] {
        for word in tokenize(text).words() {
            let word = word.normalized;
            let is_plain = word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
            if is_plain && !is_stop_word(word) && !names.contains(word) {
                *counts.entry(word.to_owned()).or_default() += weight;
            }
        }
    }
    let dictionary = TermDictionary::new(&index.searcher, TEXT);
    let mut weighed = Vec::new();
    for (word, count) in counts {
        let having: u64 = dictionary
            .exact(&word)?
            .values()
            .copied()
            .map(u64::from)
            .sum();
        // Of one release alone it finds no other.
        if having < 2 || having > (releases / COMMON).max(2) {
            continue;
        }
        #[allow(clippy::cast_precision_loss)] // Weights.
        let weight = f64::from(count).ln_1p() * (releases as f64 / having as f64).ln();
        weighed.push((word, weight));
    }
    weighed.sort_by(|(one, weight), (other, heavier)| {
        heavier.total_cmp(weight).then_with(|| one.cmp(other))
    });
    weighed.truncate(MAX_WORDS);
    Ok(weighed.into_iter().map(|(word, _)| word).collect())
}

/// The words of the names of all persons and organizations of a release.
fn names(release: &Release) -> BTreeSet<String> {
    let defendants = release.defendants.iter().map(|one| &one.name);
    let prosecutors = release.prosecutors.iter().map(|one| &one.name);
    let names = defendants.chain(prosecutors).chain(&release.judges);
    let words = names.flat_map(|name| {
        let folded = fold(name);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        words.map(str::to_owned).collect::<Vec<_>>()
    });
    words.collect()
}
