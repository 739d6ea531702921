//! What was an index built from, and by which program?

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use crate::corpus::CorpusRoot;
use crate::index::storage::checksum_trailer::read_small_file;
use crate::index::storage::generation::{META, current_generation_unverified};
use crate::knowledge::Knowledge;
use crate::schema::SCHEMA_VERSION;

/// What an index was built from, and by which program. Each commit contains it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildInfo {
    /// The [`SCHEMA_VERSION`] of the program.
    pub schema: u32,
    /// The [`Knowledge::fingerprint`] of the tables.
    pub knowledge: u64,
    /// The folders of the corpus. Before version 9 there was one, a path.
    #[serde(alias = "corpus", deserialize_with = "roots")]
    pub roots: Vec<CorpusRoot>,
    /// The version of dragnet.
    pub program: String,
    /// When the commit was written.
    #[serde(default)]
    pub built: Option<Timestamp>,
    /// The digest of the corpus as the index has it; none where a run was killed before it had counted it.
    #[serde(default)]
    pub digest: Option<String>,
    /// The table of copies and matters; none in a build that is not complete.
    #[serde(default)]
    pub groups: Option<GroupsFile>,
}

/// Which file holds the table of copies and matters of a commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupsFile {
    /// The name of the file, which stands beside the segments.
    pub name: String,
    /// The sum at its end.
    pub sum: u64,
}

impl BuildInfo {
    /// What this program writes into an index of a corpus.
    pub fn current(roots: Vec<CorpusRoot>, knowledge: &Knowledge) -> Self {
        BuildInfo {
            schema: SCHEMA_VERSION,
            knowledge: knowledge.fingerprint(),
            roots,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            built: None,
            digest: None,
            groups: None,
        }
    }

    /// The paths of the folders of the corpus.
    pub fn corpora(&self) -> Vec<PathBuf> {
        self.roots.iter().map(|root| root.path.clone()).collect()
    }

    /// Whether documents of both have the same meaning.
    pub(crate) fn is_compatible_with(&self, other: &BuildInfo) -> bool {
        self.schema == other.schema && self.knowledge == other.knowledge
    }

    /// Reads it from `meta.json`, the record of a commit.
    pub(crate) fn from_meta(meta: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Meta {
            payload: String,
        }

        // Only the first JSON value is read: a checksum may follow it.
        let mut values = serde_json::Deserializer::from_slice(meta).into_iter::<Meta>();
        let Meta { payload } = values.next()?.ok()?;
        serde_json::from_str(&payload).ok()
    }

    /// Reads it from the index in `path` if another schema version has written it. Verifies no checksum, because another
    /// version may write its files in another way, and is then not damaged.
    pub(crate) fn of_other_schema(path: &Path) -> Option<Self> {
        let generation = current_generation_unverified(path)?;
        let build_info = Self::from_meta(&read_small_file(&generation.join(META)).ok()?)?;
        (build_info.schema != SCHEMA_VERSION).then_some(build_info)
    }
}

/// Reads the folders of a corpus, or the path of its only folder.
fn roots<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<CorpusRoot>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Roots {
        Several(Vec<CorpusRoot>),
        One(PathBuf),
    }

    Ok(match Roots::deserialize(from)? {
        Roots::Several(roots) => roots,
        Roots::One(path) => CorpusRoot::all(vec![path]),
    })
}
