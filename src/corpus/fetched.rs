//! What is known of the files that `dragnet fetch` has brought: where each came from, and since when.
//!
//! `fetch` keeps a journal in the folder that it fills, `.dragnet/fetched.jsonl`: one line for each request, and one for each
//! release that a request gave. Here is what a line holds, and what all lines together say. Lines are only ever added.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::corpus::walk::CorpusRoot;

/// The folder in which `fetch` keeps its journal and earlier versions. Its name begins with a full stop, so that no walk of a
/// corpus enters it.
pub const FETCH_FOLDER: &str = ".dragnet";

/// Earlier texts, packed with zstd, in that folder: below the path of their file.
pub const VERSIONS: &str = "versions";

/// The journal, in that folder.
pub const JOURNAL: &str = "fetched.jsonl";

/// Maximum length of a line that is read, in bytes. A longer one was not written by `fetch`.
const MAX_LINE: u64 = 1 << 20;

/// One line of the journal. What a line does not tell is left out of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct JournalLine {
    /// The address that was asked; of a release that an API gave, its page.
    pub url: String,
    /// When.
    pub time: Timestamp,
    /// The status of HTTP; none where there was no answer, or nothing was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// `ETag`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// `Last-Modified`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// Length of what was received, unpacked, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// Its XXH3 hash of 128 bits.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "write_hash",
        deserialize_with = "read_hash"
    )]
    pub hash: Option<u128>,
    /// The file that it is in, below the folder, with `/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The source that led here. A line without one is of no release: of a feed, a redirect, robots.txt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The id of the release in an API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// When the API says that the release was changed last, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<i64>,
    /// The day of issue, as the API or a feed tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<Date>,
    /// The source has it no longer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// How far a walk of an API has come with this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walk: Option<WalkMark>,
}

/// How far a walk of an API has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WalkMark {
    /// The API, and which of its releases are wanted.
    pub of: String,
    /// The page with which the walk goes on, from 0.
    pub page: u64,
    /// When the walk began, in seconds since 1970.
    pub started: i64,
    /// How many records the API says that it has.
    pub count: u64,
    /// The ids of the records of the page that was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// The latest change of a record that the walk has seen, in seconds since 1970.
    pub newest: i64,
    /// At the end of a walk: how many releases of the API are kept and not gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<u64>,
}

#[allow(clippy::ref_option, reason = "serde hands it so")]
fn write_hash<S: Serializer>(hash: &Option<u128>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{:032x}", hash.unwrap_or_default()))
}

fn read_hash<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u128>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(text.and_then(|text| u128::from_str_radix(&text, 16).ok()))
}

/// One release that was fetched, or is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its address.
    pub url: String,
    /// The source that led to it.
    pub source: String,
    /// Its file below the folder, with `/`; none where it has not been received yet.
    pub file: Option<String>,
    /// The XXH3 hash of the file, of 128 bits.
    pub hash: Option<u128>,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
    /// When the API says that it was changed last, in seconds since 1970.
    pub changed: Option<i64>,
    /// The day of issue, as the API or a feed tells it.
    pub issued: Option<Date>,
    /// When it was seen first.
    pub first_seen: Timestamp,
    /// When other text was received than before, or any for the first time.
    pub last_changed: Option<Timestamp>,
    /// When the source was asked for it last.
    pub asked: Option<Timestamp>,
    /// The source has it no longer.
    pub gone: bool,
}

/// What a journal says: each release by its key, which is its id in an API, or else its address.
#[derive(Debug, Default)]
pub struct Journal {
    /// The releases.
    pub releases: HashMap<String, Fetched>,
}

impl Journal {
    /// Reads the journal of a folder; an empty one where there is none. `each` is given every line, in order. A line that
    /// cannot be read is passed over: the last one may have been cut short.
    pub fn read(folder: &Path, each: &mut dyn FnMut(&JournalLine)) -> io::Result<Self> {
        let mut journal = Journal::default();
        let file = match File::open(folder.join(FETCH_FOLDER).join(JOURNAL)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(journal),
            Err(error) => return Err(error),
        };
        let mut file = BufReader::new(file);
        let mut text = Vec::new();
        loop {
            text.clear();
            if (&mut file).take(MAX_LINE).read_until(b'\n', &mut text)? == 0 {
                return Ok(journal);
            }
            if let Ok(line) = serde_json::from_slice::<JournalLine>(&text) {
                journal.apply(&line);
                each(&line);
            }
        }
    }

    /// Adds what a line says.
    pub fn apply(&mut self, line: &JournalLine) {
        let Some(source) = &line.source else {
            return;
        };
        let key = line.record.as_ref().unwrap_or(&line.url);
        let known = match self.releases.get_mut(key) {
            Some(known) => known,
            None => self.releases.entry(key.clone()).or_insert(Fetched {
                url: line.url.clone(),
                source: source.clone(),
                file: None,
                hash: None,
                etag: None,
                last_modified: None,
                changed: None,
                issued: None,
                first_seen: line.time,
                last_changed: None,
                asked: None,
                gone: false,
            }),
        };
        if line.status.is_some() || line.fault.is_some() {
            known.asked = Some(line.time);
        }
        known.changed = line.changed.or(known.changed);
        known.issued = line.issued.or(known.issued);
        known.gone = line.gone || (known.gone && line.file.is_none());
        let Some(file) = &line.file else {
            return;
        };
        if known.file.as_ref() != Some(file) {
            known.file = Some(file.clone());
        }
        if line.status != Some(304) {
            known.etag.clone_from(&line.etag);
            known.last_modified.clone_from(&line.last_modified);
            if known.hash != line.hash {
                known.hash = line.hash;
                known.last_changed = Some(line.time);
            }
        }
    }
}

/// Where a release came from, as the journal of its folder tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FetchedFrom {
    /// Its address.
    pub url: String,
    /// When it was seen first.
    pub first_seen: Timestamp,
    /// When its text was received last that is in the file now.
    pub last_changed: Option<Timestamp>,
    /// Its source has it no longer.
    pub gone: bool,
    /// How many earlier texts are kept.
    pub earlier_texts: usize,
}

impl FetchedFrom {
    /// What the journal of a folder tells of a file in it, named with `/`; none where it does not know the file, or cannot be read.
    pub fn of(folder: &Path, file: &str) -> Option<Self> {
        let journal = Journal::read(folder, &mut |_| ()).ok()?;
        let mut releases = journal.releases.into_values();
        let known = releases.find(|known| known.file.as_deref() == Some(file))?;
        let versions = folder.join(FETCH_FOLDER).join(VERSIONS).join(file);
        Some(FetchedFrom {
            url: known.url,
            first_seen: known.first_seen,
            last_changed: known.last_changed,
            gone: known.gone,
            earlier_texts: versions.read_dir().map_or(0, Iterator::count),
        })
    }
}

/// The address of each page that `fetch` has brought, by the id of its file. Records of an API tell their address themselves.
#[derive(Debug, Default)]
pub(crate) struct PageAddresses(HashMap<String, String>);

impl PageAddresses {
    /// Reads the journals of the folders of a corpus. One that cannot be read is passed over: the pages are there all the same.
    pub(crate) fn of(roots: &[CorpusRoot]) -> Self {
        let mut addresses = HashMap::new();
        for root in roots {
            let journal = Journal::read(&root.path, &mut |_| ()).unwrap_or_default();
            for (key, known) in journal.releases {
                if let Some(file) = known.file
                    && key == known.url
                {
                    let id = match &root.prefix {
                        Some(prefix) => format!("{prefix}/{file}"),
                        None => file,
                    };
                    addresses.insert(id, known.url);
                }
            }
        }
        PageAddresses(addresses)
    }

    /// The address of the page in a file.
    pub(crate) fn get(&self, file: &str) -> Option<&String> {
        self.0.get(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> JournalLine {
        serde_json::from_str(text).expect("a line")
    }

    #[test]
    fn lines_add_up_to_what_is_known_of_a_release() {
        let mut journal = Journal::default();
        for text in [
            r#"{"url":"https://a.example/robots.txt","time":"2026-01-01T00:00:00Z","status":200}"#,
            r#"{"url":"https://a.example/x","time":"2026-01-01T00:00:01Z","source":"f","issued":"2025-12-31"}"#,
            r#"{"url":"https://a.example/x","time":"2026-01-02T00:00:00Z","source":"f","status":200,"etag":"\"1\"","hash":"0a","file":"a.example/2025/x.html"}"#,
            r#"{"url":"https://a.example/x","time":"2026-01-03T00:00:00Z","source":"f","status":304,"hash":"0a","file":"a.example/2025/x.html"}"#,
            r#"{"url":"https://a.example/x","time":"2026-01-04T00:00:00Z","source":"f","status":200,"hash":"0b","file":"a.example/2025/x.html"}"#,
            r#"{"url":"https://a.example/x","time":"2026-01-05T00:00:00Z","source":"f","status":404,"gone":true}"#,
        ] {
            journal.apply(&line(text));
        }
        assert_eq!(journal.releases.len(), 1);
        let known = &journal.releases["https://a.example/x"];
        let day = |day: i8| {
            jiff::civil::date(2026, 1, day)
                .to_zoned(jiff::tz::TimeZone::UTC)
                .expect("a day")
                .timestamp()
        };
        assert_eq!(known.first_seen.as_second(), day(1).as_second() + 1);
        assert_eq!(known.last_changed, Some(day(4)));
        assert_eq!(known.asked, Some(day(5)));
        assert_eq!(
            (known.hash, known.gone, known.etag.as_deref()),
            (Some(0x0b), true, None)
        );
        assert_eq!(known.file.as_deref(), Some("a.example/2025/x.html"));
    }

    #[test]
    fn a_line_that_was_cut_short_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(
            Journal::read(folder.path(), &mut |_| ())
                .expect("none")
                .releases
                .is_empty()
        );
        std::fs::create_dir(folder.path().join(FETCH_FOLDER)).expect("a folder");
        let text = "{\"url\":\"u\",\"time\":\"2026-01-01T00:00:00Z\",\"source\":\"f\"}\n{\"url\":\"v\",\"ti";
        std::fs::write(folder.path().join(FETCH_FOLDER).join(JOURNAL), text).expect("a file");
        let journal = Journal::read(folder.path(), &mut |_| ()).expect("a journal");
        assert_eq!(journal.releases.len(), 1);
    }
}
