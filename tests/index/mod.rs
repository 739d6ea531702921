//! An index that is kept up to date, interrupted, damaged, or of an earlier version.

mod damage;
mod earlier_version;
mod emptied;
#[cfg(target_os = "linux")]
pub mod full_disk;
mod groups;
mod incremental;
mod incremental_changes;
mod interrupted;
mod losses;
mod misplaced;
mod several_folders;
