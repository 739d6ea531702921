//! What does an index hold? Counted from its columns, so that the text of no release is read.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use tantivy::{DocId, SegmentReader, Term};

use crate::corpus::CorpusRoot;
use crate::error::Result;
use crate::index::digest::digest;
use crate::index::gaps::{Gap, gaps, month_number};
use crate::index::grouped::DocGroups;
use crate::index::manifest::columns::{docs_with_term, first_text};
use crate::index::manifest::doc_kind::DocKind;
use crate::index::open_index::OpenIndex;
use crate::index::segment::live_segment::LiveSegment;
use crate::index::values::has_value;
use crate::model::SkipReason;
use crate::schema::{DOC_KIND, FIELDS, FieldSpec, TITLE, date_of};

/// Maximum number of gaps that are listed, those with the most missing releases first.
const MAX_GAPS: usize = 20;

/// What an index holds, to be cited.
#[derive(Clone, Debug, Serialize)]
pub struct Stats {
    /// Which index it is.
    pub index: Citation,
    /// The folders of its corpus.
    pub corpora: Vec<CorpusRoot>,
    /// Releases; copies of one count once.
    pub releases: u64,
    /// Copies of them: files and records that are not counted beside the one that tells most.
    pub copies: u64,
    /// The first day of issue.
    pub first: Option<Date>,
    /// The last day of issue.
    pub last: Option<Date>,
    /// How many releases have no value, by field; copies count once.
    pub without: BTreeMap<&'static str, u64>,
    /// The sites that published them, the one with the most first; `source` is null for those of which none is known. Copies count,
    /// since each was published.
    pub sources: Vec<SourceStats>,
    /// Releases by year of issue; copies count once.
    pub years: BTreeMap<i16, u64>,
    /// How many files and records are left out.
    pub skipped: u64,
    /// The same by reason, the most frequent first.
    pub reasons: Vec<(String, u64)>,
    /// Months in which a source has far fewer releases than before.
    pub gaps: Vec<Gap>,
    /// How many gaps are not listed.
    pub gaps_left_out: u64,
}

/// Which index an answer came from: what a reader needs to find the same again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The digest of the corpus as the index has it.
    pub digest: String,
    /// The version of dragnet that built it.
    pub dragnet: String,
    /// The version of the schema.
    pub schema: u32,
    /// The fingerprint of the tables, in hexadecimal digits.
    pub tables: String,
    /// When it was last written; none for an index of an earlier version.
    pub built: Option<Timestamp>,
}

/// The releases of one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceStats {
    /// The site; none where it is not known.
    pub source: Option<String>,
    /// Its releases.
    pub releases: u64,
    /// Its first day of issue.
    pub first: Option<Date>,
    /// Its last day of issue.
    pub last: Option<Date>,
}

/// What is counted of a source while its releases are read.
#[derive(Default)]
struct Counted {
    releases: u64,
    days: Option<(i64, i64)>,
    /// Releases of each month.
    months: BTreeMap<i64, u64>,
}

impl OpenIndex {
    /// Counts what the index holds.
    pub fn stats(&self) -> Result<Stats> {
        self.with_corruption_check(|| {
            let mut sources: BTreeMap<Option<String>, Counted> = BTreeMap::new();
            let mut once = CountedOnce::default();
            let groups = DocGroups::open(self)?;
            for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
                let docs = releases_of(segment)?;
                count_sources(segment, &docs, &mut sources)?;
                let is_shown = |doc: &DocId| {
                    let group = groups.copy_group(number, *doc);
                    group.is_none_or(|(_, place)| place == 0)
                };
                let shown: Vec<DocId> = docs.iter().copied().filter(is_shown).collect();
                once.copies += (docs.len() - shown.len()) as u64;
                once.count(segment, &shown)?;
            }
            let months = sources
                .values()
                .filter_map(|source| source.months.keys().last());
            let last_month = months.max().copied().unwrap_or_default();
            let mut found: Vec<Gap> = sources
                .iter()
                .filter_map(|(name, counted)| {
                    Some(gaps(name.as_ref()?, &counted.months, last_month))
                })
                .flatten()
                .collect();
            found.sort_by_key(|gap| std::cmp::Reverse(gap.missing));
            let gaps_left_out = found.len().saturating_sub(MAX_GAPS) as u64;
            found.truncate(MAX_GAPS);
            let reasons = self.reasons()?;
            let mut sources: Vec<SourceStats> = sources.into_iter().map(source_stats).collect();
            sources.sort_by_key(|source| std::cmp::Reverse(source.releases));
            Ok(Stats {
                index: self.citation()?,
                corpora: self.build_info.roots.clone(),
                releases: once.releases,
                copies: once.copies,
                first: sources.iter().filter_map(|source| source.first).min(),
                last: sources.iter().filter_map(|source| source.last).max(),
                without: once.without,
                sources,
                years: once.years,
                skipped: reasons.iter().map(|(_, count)| count).sum(),
                reasons,
                gaps: found,
                gaps_left_out,
            })
        })
    }

    /// Which index this is.
    pub fn citation(&self) -> Result<Citation> {
        let built_from = &self.build_info;
        let digest = match &built_from.digest {
            Some(digest) => digest.clone(),
            None => {
                self.with_corruption_check(|| digest(&LiveSegment::of_commit(&self.searcher)))?
            }
        };
        Ok(Citation {
            digest,
            dragnet: built_from.program.clone(),
            schema: built_from.schema,
            tables: format!("{:016x}", built_from.knowledge),
            built: built_from.built,
        })
    }

    /// Why files and records are left out, with counts.
    fn reasons(&self) -> Result<Vec<(String, u64)>> {
        let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
        for reason in self.skips()?.values() {
            let (name, count) = named(reason);
            *reasons.entry(name).or_default() += count;
        }
        let mut reasons: Vec<(String, u64)> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(reasons)
    }
}

fn source_stats((source, counted): (Option<String>, Counted)) -> SourceStats {
    SourceStats {
        source,
        releases: counted.releases,
        first: counted.days.and_then(|(first, _)| date_of(first)),
        last: counted.days.and_then(|(_, last)| date_of(last)),
    }
}

/// The releases of a segment.
fn releases_of(segment: &SegmentReader) -> Result<Vec<DocId>> {
    let release = Term::from_field_text(DOC_KIND, DocKind::Release.term());
    Ok(docs_with_term(segment, &release)?)
}

/// What is counted of releases of which copies count once.
#[derive(Default)]
struct CountedOnce {
    releases: u64,
    copies: u64,
    without: BTreeMap<&'static str, u64>,
    years: BTreeMap<i16, u64>,
}

impl CountedOnce {
    /// Counts these releases of a segment.
    fn count(&mut self, segment: &SegmentReader, docs: &[DocId]) -> Result<()> {
        self.releases += docs.len() as u64;
        let titles = segment.get_fieldnorms_reader(TITLE)?;
        let untitled = docs.iter().filter(|doc| titles.fieldnorm_id(**doc) == 0);
        *self.without.entry("title").or_default() += untitled.count() as u64;
        let counted = |field: &&FieldSpec| field.column.is_some() && !field.facets.is_empty();
        for field in FIELDS.iter().filter(counted) {
            let has_value = has_value(field, segment)?;
            let without_value = docs.iter().filter(|doc| !has_value(**doc)).count();
            *self.without.entry(field.name).or_default() += without_value as u64;
        }
        let days = segment.fast_fields().column_opt::<i64>("date")?;
        for doc in docs {
            let day = days.as_ref().and_then(|days| days.first(*doc));
            if let Some(date) = day.and_then(date_of) {
                *self.years.entry(date.year()).or_default() += 1;
            }
        }
        Ok(())
    }
}

/// Counts the releases of each source in one segment.
fn count_sources(
    segment: &SegmentReader,
    releases: &[DocId],
    sources: &mut BTreeMap<Option<String>, Counted>,
) -> Result<()> {
    let columns = segment.fast_fields();
    let (days, names) = (columns.column_opt::<i64>("date")?, columns.str("source")?);
    // Of each source of this segment, by its number there: its name is read once.
    let mut by_number: BTreeMap<Option<u64>, (u32, Counted)> = BTreeMap::new();
    for &doc in releases {
        let number = names.as_ref().and_then(|names| names.term_ords(doc).next());
        let (_, counted) = by_number.entry(number).or_insert((doc, Counted::default()));
        counted.releases += 1;
        if let Some(day) = days.as_ref().and_then(|days| days.first(doc))
            && let Some(date) = date_of(day)
        {
            let (first, last) = counted.days.unwrap_or((day, day));
            counted.days = Some((first.min(day), last.max(day)));
            let month = month_number(date.year(), date.month());
            *counted.months.entry(month).or_default() += 1;
        }
    }
    for (doc, counted) in by_number.into_values() {
        let name = match &names {
            Some(names) => first_text(names, doc)?,
            None => None,
        };
        let known = sources.entry(name).or_default();
        known.releases += counted.releases;
        known.days = match (known.days, counted.days) {
            (Some((first, last)), Some(other)) => Some((first.min(other.0), last.max(other.1))),
            (one, other) => one.or(other),
        };
        for (month, count) in counted.months {
            *known.months.entry(month).or_default() += count;
        }
    }
    Ok(())
}

/// A reason without what differs from file to file, and how many records it stands for.
fn named(reason: &SkipReason) -> (String, u64) {
    match reason {
        SkipReason::MoreSkipped(count) => {
            ("no release, and not listed one by one".to_owned(), *count)
        }
        SkipReason::BadJson(_) => ("not valid JSON".to_owned(), 1),
        SkipReason::Unreadable(_) => ("cannot be read".to_owned(), 1),
        other => (other.to_string(), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_that_differ_in_a_place_alone_are_one() {
        let json = |place: &str| named(&SkipReason::BadJson(place.to_owned()));
        assert_eq!(json("line 1"), json("line 2"));
        assert_eq!(named(&SkipReason::MoreSkipped(7)).1, 7);
        let wall = named(&SkipReason::NoRelease("a bot wall".to_owned()));
        assert_eq!(wall.0, "no release: a bot wall");
    }
}
