//! How is a feed or a sitemap kept, so that a host that has the same still need not send it again?

use std::io::{self, Read as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;
use url::Url;

use crate::corpus::FETCH_FOLDER;
use crate::fetch::error::FetchError;
use crate::fetch::store::files::{self, Files};

/// Feeds and sitemaps, packed with zstd, in the folder of the journal.
const LISTS: &str = "lists";

/// Maximum length of the first line, in bytes: the client keeps short headers only.
const MAX_HEAD: u64 = 16 << 10;

/// How hard they are packed.
const LEVEL: i32 = 3;

/// What a list was received with. It is the first line of its file; the list itself follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListHead {
    /// The address that was asked.
    pub(crate) asked: Url,
    /// The address that sent it: after redirects another one than was asked.
    pub(crate) url: Url,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    pub(crate) content_type: String,
}

/// Keeps the list that an address gave.
pub(crate) fn write(
    files: &mut Files,
    root: &Path,
    head: &ListHead,
    body: &[u8],
) -> Result<(), FetchError> {
    let file = file_of(&head.asked);
    let pack = || -> io::Result<Vec<u8>> {
        let mut text = serde_json::to_vec(head)?;
        text.push(b'\n');
        text.extend_from_slice(body);
        zstd::encode_all(&text[..], LEVEL)
    };
    let packed = pack().map_err(FetchError::writing(&root.join(&file)))?;
    files.write(&file, &packed)
}

/// The list that an address gave last; none where it was not kept, or cannot be read: then it is asked for as a new one. `limit`
/// bounds it, in bytes.
pub(crate) fn read(root: &Path, asked: &Url, limit: u64) -> Option<(ListHead, Vec<u8>)> {
    let packed = files::read(root, &file_of(asked)).ok()??;
    let mut text = Vec::new();
    let decoder = zstd::Decoder::new(&packed[..]).ok()?;
    // The first line and one byte more show whether the list is larger.
    let most = limit.saturating_add(MAX_HEAD);
    decoder.take(most).read_to_end(&mut text).ok()?;
    let end = text.iter().position(|byte| *byte == b'\n')?;
    let head: ListHead = serde_json::from_slice(&text[..end]).ok()?;
    text.drain(..=end);
    let is_meant = head.asked == *asked && text.len() as u64 <= limit;
    is_meant.then_some((head, text))
}

fn file_of(asked: &Url) -> String {
    let hash = XxHash3_128::oneshot(asked.as_str().as_bytes());
    format!("{FETCH_FOLDER}/{LISTS}/{hash:032x}.zst")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_as_it_was_kept_and_a_torn_one_does_not() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(FETCH_FOLDER)).expect("a folder");
        let asked = Url::parse("https://a.example/feed.xml").expect("an address");
        let head = ListHead {
            asked: asked.clone(),
            url: Url::parse("https://a.example/news/feed.xml").expect("an address"),
            etag: Some("\"7\"".to_owned()),
            last_modified: None,
            content_type: "application/rss+xml".to_owned(),
        };
        assert!(read(folder.path(), &asked, 1000).is_none());
        let mut files = Files::new(folder.path()).expect("files");
        write(&mut files, folder.path(), &head, b"<rss>\n</rss>").expect("written");
        let body = b"<rss>\n</rss>".to_vec();
        assert_eq!(read(folder.path(), &asked, 1000), Some((head, body)));
        assert!(read(folder.path(), &asked, 11).is_none(), "it is larger");
        let path = folder.path().join(file_of(&asked));
        let packed = std::fs::read(&path).expect("bytes");
        std::fs::write(&path, &packed[..packed.len() / 2]).expect("written");
        assert!(read(folder.path(), &asked, 1000).is_none());
    }
}
