//! A page that a browser has saved as a message, with its pictures, scripts and fonts.

use mail_parser::{Message, MessagePart, MimeHeaders as _};

use crate::corpus::content::Content;
use crate::corpus::mail::attachment::MAX_NAME;
use crate::corpus::mail::parts::piece::Piece;
use crate::corpus::mail::words::{MIN_TEXT, letters_shown};
use crate::model::SkipReason;

/// The page that a message holds with its address, and others beside it; none where it holds no page.
pub(super) fn saved_pages(
    message: &Message<'_>,
    texts: &[Piece<'_>],
) -> Vec<Result<Content, SkipReason>> {
    let mut pages = texts.iter().filter(|piece| piece.is_html);
    let first = pages.next().and_then(|first| {
        let url = saved_from(message, first.part)?;
        Some((first, url))
    });
    let Some((first, url)) = first else {
        return Vec::new();
    };
    let page = |piece: &Piece<'_>, url| Content::SavedPage {
        html: piece.text.to_string(),
        url,
    };
    let mut found = vec![Ok(page(first, url))];
    // Small ones are frames with advertisements.
    for other in pages.filter(|page| letters_shown(&page.text) >= MIN_TEXT) {
        let url = other.part.content_location().unwrap_or_default();
        let id = other.part.content_id().unwrap_or_default();
        let is_frame = [url, id]
            .iter()
            .any(|name| !name.is_empty() && first.text.contains(name));
        found.push(if is_frame {
            let url: String = url.chars().take(MAX_NAME).collect();
            let why = format!("a page in a frame of a saved page; save it by itself: {url}");
            Err(SkipReason::UnknownFormat(why))
        } else {
            Ok(page(other, url.to_owned()))
        });
    }
    found
}

/// The address of a page that a browser has saved as a message.
fn saved_from(message: &Message<'_>, page: &MessagePart<'_>) -> Option<String> {
    let snapshot = message.header_raw("Snapshot-Content-Location");
    let is_related = || {
        let kind = message.root_part().content_type()?;
        kind.subtype()
            .filter(|kind| kind.eq_ignore_ascii_case("related"))
    };
    let of_page = || is_related().and_then(|_| page.content_location());
    let url = snapshot.map(str::trim).or_else(of_page)?;
    (url.starts_with("http://") || url.starts_with("https://")).then(|| url.to_owned())
}
