//! Files attached to messages: which are read, and the function that reads one, which the caller gives.

use crate::corpus::content::Content;
use crate::model::SkipReason;

/// Reads the bytes of an attached file: what each of its records holds, or why it is none.
pub(crate) type ReadAttachment<'a> = dyn Fn(&[u8]) -> Vec<Result<Content, SkipReason>> + 'a;

/// Most letters of the name of an attachment that are told.
#[cfg(feature = "mail")]
pub(super) const MAX_NAME: usize = 200;

/// Whether a file of this type and subtype may hold a release.
#[cfg(feature = "mail")]
pub(super) fn may_hold_release(of: &str, kind: &str) -> bool {
    const OTHER_TEXTS: [&str; 8] = [
        "amp-html",
        "calendar",
        "css",
        "directory",
        "javascript",
        "rfc822-headers",
        "vcard",
        "watch-html",
    ];
    match of {
        "application" => !kind.contains("signature") && !kind.starts_with("pgp-") && kind != "ics",
        "text" => !OTHER_TEXTS.iter().any(|other| kind.ends_with(other)),
        _ => false,
    }
}
