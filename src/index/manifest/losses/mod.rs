//! Does the index lose releases, or their texts, with which it was built? A file that changed is compared with what is known of it,
//! and an index that is built anew with the one before.

mod lost_texts;
pub(crate) mod rebuild_losses;
pub(crate) mod remaining_releases;
pub(crate) mod root_releases;
mod text_loss;
