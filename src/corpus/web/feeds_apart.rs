//! A file of several feeds, or a feed of several channels: where does each begin? The library reads the first one alone.

use std::borrow::Cow;

use memchr::memmem;

/// Most feeds of a file. What is behind them belongs to the last one.
const MAX_FEEDS: usize = 1000;

/// How the elements end that a feed is.
const ENDS: [&[u8]; 3] = [b"</rss>", b"</feed>", b"</rdf:RDF>"];

/// The feeds that a file holds: itself, but for files that were put behind one another, and for channels in one feed. `is_feed`
/// tells whether one begins with these bytes.
pub(super) fn feeds(bytes: &[u8], is_feed: impl Fn(&[u8]) -> bool) -> Vec<Cow<'_, [u8]>> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while found.len() < MAX_FEEDS
        && let Some(end) = end_before_another(rest, &is_feed)
    {
        found.extend(channels(&rest[..end]));
        rest = rest[end..].trim_ascii_start();
    }
    found.extend(channels(rest));
    found
}

/// Where a feed ends behind which another begins.
fn end_before_another(bytes: &[u8], is_feed: &impl Fn(&[u8]) -> bool) -> Option<usize> {
    let ends = ENDS.iter().filter_map(|end| {
        memmem::find_iter(bytes, end)
            .take(MAX_FEEDS)
            .map(|at| at + end.len())
            .find(|at| {
                let rest = bytes[*at..].trim_ascii_start();
                rest.starts_with(b"<") && is_feed(rest)
            })
    });
    ends.min()
}

/// The channels of a feed, each as a feed of its own. A feed of one is not copied.
fn channels(feed: &[u8]) -> Vec<Cow<'_, [u8]>> {
    const BEGIN: &[u8] = b"<channel";
    const END: &[u8] = b"</channel>";
    // Only RSS holds its items in its channel.
    let Some(mut begin) = memmem::find(feed, BEGIN) else {
        return vec![Cow::Borrowed(feed)];
    };
    let head = &feed[..begin];
    let mut found = Vec::new();
    for end in memmem::find_iter(feed, END).take(MAX_FEEDS) {
        let end = end + END.len();
        if feed[end..].trim_ascii_start().starts_with(BEGIN) {
            found.push(Cow::Owned([head, &feed[begin..end], ENDS[0]].concat()));
            begin = end;
        }
    }
    found.push(if found.is_empty() {
        Cow::Borrowed(feed)
    } else {
        Cow::Owned([head, &feed[begin..]].concat())
    });
    found
}
