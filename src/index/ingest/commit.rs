//! What does a commit have beside its documents? The table of copies and cases, and a digest.

use crate::error::Result;
use crate::index::build_info::{BuildInfo, GroupsFile};
use crate::index::digest::digest;
use crate::index::groups::group::group;
use crate::index::groups::stored::{remove_other_tables, write_table};
use crate::index::segment::free_heap;
use crate::index::segment::index_writer::Writer;
use crate::index::storage::directory::IndexFolder;
use crate::index::storage::generation::Generation;

/// Commits what was added and deleted, with the table of copies and cases, and with a digest of all that the index holds.
/// `before` is the table of the commit before.
pub(crate) fn commit(
    writer: &Writer,
    folder: &IndexFolder,
    generation: &Generation,
    build_info: &BuildInfo,
    before: Option<&GroupsFile>,
) -> Result<()> {
    let segments = writer.next_segments()?;
    free_heap::give_back();
    let groups = write_table(folder, &group(&segments)?.to_bytes(), before)?;
    let build_info = BuildInfo {
        digest: Some(digest(&segments)?),
        groups: Some(groups),
        ..build_info.clone()
    };
    drop(segments);
    free_heap::give_back();
    writer.commit(&build_info)?;
    remove_other_tables(&generation.folder.path, &build_info);
    Ok(())
}
