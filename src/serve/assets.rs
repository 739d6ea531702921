//! The style and the script of the pages, compiled into the program. Their addresses change with their content, so that a
//! browser may keep them.

use std::sync::LazyLock;

use twox_hash::XxHash3_64;

/// A file that pages refer to.
pub(super) struct Asset {
    /// Its address: `/assets/0123456789abcdef.css`.
    pub(super) address: String,
    /// What it is, for the browser.
    pub(super) content_type: &'static str,
    /// What is in it.
    pub(super) content: &'static str,
}

impl Asset {
    fn new(ending: &str, content_type: &'static str, content: &'static str) -> Asset {
        let hash = XxHash3_64::oneshot(content.as_bytes());
        Asset {
            address: format!("/assets/{hash:016x}.{ending}"),
            content_type,
            content,
        }
    }
}

/// How pages look.
pub(super) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("css", "text/css", include_str!("assets/style.css")));

/// What makes pages quicker; they work without it.
pub(super) static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("js", "text/javascript", include_str!("assets/script.js")));

/// The mark in the tab of the browser.
pub(super) static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("svg", "image/svg+xml", include_str!("assets/icon.svg")));

/// The file at an address.
pub(super) fn find(address: &str) -> Option<&'static Asset> {
    let all = [&STYLE, &SCRIPT, &ICON].into_iter();
    all.map(|asset| &**asset)
        .find(|asset| asset.address == address)
}
