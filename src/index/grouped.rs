//! The copies and the matter of a document, read from the table of groups.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId};

use crate::error::Result;
use crate::index::groups::table::{CopyGroup, GroupTable, Matter, Member};
use crate::index::manifest::columns::{Columns, first_text};
use crate::index::open_index::OpenIndex;
use crate::model::Stage;
use crate::schema::date_of;

/// Tells of the documents of an index which copies they have and of which matter they are.
pub(crate) struct DocGroups<'a> {
    index: &'a OpenIndex,
    /// The keys of the releases of each segment.
    keys: Vec<Option<Column<u64>>>,
    /// The members, by segment and document, where the index is asked often.
    members: Option<Arc<Vec<Vec<Option<Member>>>>>,
}

impl<'a> DocGroups<'a> {
    pub(crate) fn open(index: &'a OpenIndex) -> Result<Self> {
        let mut keys = Vec::new();
        for segment in index.searcher.segment_readers() {
            keys.push(segment.fast_fields().column_opt("release_key")?);
        }
        let mut groups = DocGroups {
            index,
            keys,
            members: None,
        };
        if index.is_asked_often {
            let members = index.remembered("members of the table of groups", || {
                let segments = index.searcher.segment_readers().iter().enumerate();
                let of_segment = segments.map(|(number, segment)| {
                    let docs = 0..segment.max_doc();
                    docs.map(|doc| groups.find(number, doc)).collect()
                });
                Ok(of_segment.collect())
            })?;
            groups.members = Some(members);
        }
        Ok(groups)
    }

    /// The table.
    pub(crate) fn table(&self) -> &'a GroupTable {
        &self.index.groups
    }

    /// The document in the table; none where it has no copies and is of no matter.
    pub(crate) fn member(&self, segment: usize, doc: DocId) -> Option<Member> {
        match &self.members {
            Some(members) => *members.get(segment)?.get(doc as usize)?,
            None => self.find(segment, doc),
        }
    }

    fn find(&self, segment: usize, doc: DocId) -> Option<Member> {
        let key = self.keys.get(segment)?.as_ref()?.first(doc)?;
        self.table().find(key)
    }

    /// The group of copies of a document, and its place there: the first is shown.
    pub(crate) fn copy_group(&self, segment: usize, doc: DocId) -> Option<(CopyGroup, u32)> {
        self.table().copy_group(self.member(segment, doc)?)
    }

    /// The matter of a document.
    pub(crate) fn matter(&self, segment: usize, doc: DocId) -> Option<Matter> {
        self.table().matter(self.member(segment, doc)?)
    }

    /// Where these members are in the index. Reads the keys of all documents once.
    pub(crate) fn addresses(
        &self,
        members: impl IntoIterator<Item = Member>,
    ) -> HashMap<Member, DocAddress> {
        let with_key = |member| Some((self.table().key(member)?, member));
        let wanted: HashMap<u64, Member> = members.into_iter().filter_map(with_key).collect();
        let mut addresses = HashMap::new();
        if wanted.is_empty() {
            return addresses;
        }
        let segments = self.index.searcher.segment_readers().iter();
        for ((number, segment), keys) in (0..).zip(segments).zip(&self.keys) {
            let Some(keys) = keys else { continue };
            for doc in segment.doc_ids_alive() {
                let member = keys.first(doc).and_then(|key| wanted.get(&key));
                if let Some(member) = member {
                    addresses.insert(*member, DocAddress::new(number, doc));
                }
            }
        }
        addresses
    }

    /// The id of the release that is stored as this document.
    pub(crate) fn id(&self, address: DocAddress) -> Result<Option<String>> {
        let segment = &self.index.searcher.segment_readers()[address.segment_ord as usize];
        let id = Columns::open(segment)?.id(address.doc_id)?;
        Ok(id.map(|id| id.to_string()))
    }
}

/// The copies of some releases, and the matters that they are of.
pub(crate) struct Relatives<'a> {
    groups: DocGroups<'a>,
    /// Where the other releases are; none where their ids are not asked for.
    addresses: HashMap<Member, DocAddress>,
    /// Whether the cases are told.
    with_cases: bool,
}

/// What is told of the copies and the matter of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kinship {
    /// How many copies the release has.
    pub copy_count: usize,
    /// The ids of the copies; empty where they are not asked for.
    pub copies: Vec<String>,
    /// The id of the copy that is shown for all of them, where that is not this one.
    pub copy_of: Option<String>,
    /// The id of the matter: that of its first release, as it is shown.
    pub matter: Option<String>,
    /// The number of releases of the matter; copies count once. 0 where there is no matter.
    pub matter_size: usize,
    /// What the whole case is, where cases are listed.
    pub case: Option<CaseSpan>,
}

/// A case in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseSpan {
    /// The number of its releases; copies count once.
    pub releases: usize,
    /// The first day of its releases.
    pub first: Option<Date>,
    /// The last day of its releases.
    pub last: Option<Date>,
    /// The stages that it has reached, roughly in the course of a case.
    pub stages: Vec<Stage>,
}

impl<'a> Relatives<'a> {
    /// Those of the releases that are stored as these documents, with their ids or without.
    pub(crate) fn of(
        index: &'a OpenIndex,
        documents: &[DocAddress],
        with_ids: bool,
        with_cases: bool,
    ) -> Result<Self> {
        let groups = DocGroups::open(index)?;
        let mut wanted = Vec::new();
        if with_ids || with_cases {
            let table = groups.table();
            for document in documents {
                let (segment, doc) = (document.segment_ord as usize, document.doc_id);
                let Some(member) = groups.member(segment, doc) else {
                    continue;
                };
                let copies = table
                    .copy_group(member)
                    .map(|(group, _)| table.copies(group));
                wanted.extend(copies.into_iter().flatten());
                let matter = table.matter(member).map(|matter| table.releases_of(matter));
                let in_matter = if with_cases { usize::MAX } else { 1 };
                let of_matter = matter.into_iter().flatten().take(in_matter);
                wanted.extend(of_matter.map(|member| table.shown(member)));
            }
        }
        let addresses = groups.addresses(wanted);
        Ok(Relatives {
            groups,
            addresses,
            with_cases,
        })
    }

    /// What is told of a document. `copies_listed` says whether its copies are listed beside it: then the one that is shown
    /// for all of them has the list of their ids.
    pub(crate) fn kinship(&self, document: DocAddress, copies_listed: bool) -> Result<Kinship> {
        let (segment, doc) = (document.segment_ord as usize, document.doc_id);
        let Some(member) = self.groups.member(segment, doc) else {
            return Ok(Kinship {
                case: self
                    .with_cases
                    .then(|| self.case(&[document]))
                    .transpose()?,
                ..Kinship::default()
            });
        };
        let table = self.groups.table();
        let mut kinship = Kinship::default();
        if let Some((group, place)) = table.copy_group(member) {
            let copies = table.copies(group);
            kinship.copy_count = copies.len().saturating_sub(1);
            if place > 0
                && let Some(first) = copies.first()
            {
                kinship.copy_of = self.id(*first)?;
            }
            if place == 0 || !copies_listed {
                for copy in copies.into_iter().filter(|copy| *copy != member) {
                    kinship.copies.extend(self.id(copy)?);
                }
            }
        }
        let mut releases = Vec::new();
        if let Some(matter) = table.matter(member) {
            releases = table.releases_of(matter);
            if let Some(first) = releases.first() {
                kinship.matter = self.id(table.shown(*first))?;
            }
            releases.retain(|member| {
                let place = table.copy_group(*member).map(|(_, place)| place);
                place.is_none_or(|place| place == 0)
            });
            kinship.matter_size = releases.len();
        }
        if self.with_cases {
            let mut documents: Vec<DocAddress> = releases
                .iter()
                .filter_map(|member| self.addresses.get(member).copied())
                .collect();
            if documents.is_empty() {
                documents.push(document);
            }
            kinship.case = Some(self.case(&documents)?);
        }
        Ok(kinship)
    }

    /// The case of these releases.
    fn case(&self, documents: &[DocAddress]) -> Result<CaseSpan> {
        let mut case = CaseSpan {
            releases: documents.len(),
            ..CaseSpan::default()
        };
        let segments = self.groups.index.searcher.segment_readers();
        for document in documents {
            let columns = segments[document.segment_ord as usize].fast_fields();
            let day = |column: &str| -> Result<Option<i64>> {
                let days = columns.column_opt::<i64>(column)?;
                Ok(days.and_then(|days| days.first(document.doc_id)))
            };
            let day = day("date")?.or(day("event")?).and_then(date_of);
            if let Some(day) = day {
                case.first = Some(case.first.map_or(day, |first| first.min(day)));
                case.last = Some(case.last.map_or(day, |last| last.max(day)));
            }
            let stage = match columns.str("stage")? {
                Some(stages) => first_text(&stages, document.doc_id)?,
                None => None,
            };
            let stage = stage.and_then(|stage| Stage::named(&stage));
            case.stages
                .extend(stage.filter(|stage| *stage != Stage::Other));
        }
        case.stages.sort_unstable();
        case.stages.dedup();
        Ok(case)
    }

    fn id(&self, member: Member) -> Result<Option<String>> {
        match self.addresses.get(&member) {
            Some(address) => self.groups.id(*address),
            None => Ok(None),
        }
    }
}
