//! The file of a table of groups: written before the commit that names it, read with it, removed when no commit names it.
//!
//! A table is named by the hash of its bytes: a run that changes no group keeps the file.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tantivy::Directory as _;
use tantivy::TantivyError;
use tantivy::directory::TerminatingWrite as _;
use twox_hash::XxHash3_64;

use crate::error::{Error, Result};
use crate::index::build_info::{BuildInfo, GroupsFile};
use crate::index::digest::digest;
use crate::index::groups::group::group;
use crate::index::groups::table::GroupTable;
use crate::index::segment::free_heap;
use crate::index::segment::index_writer::Writer;
use crate::index::storage::directory::IndexFolder;
use crate::index::storage::generation::Generation;
use crate::index::storage::page_checksums::sum_of;

/// The end of the name of a table.
const ENDING: &str = "groups";

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

/// Writes a table into the folder of a generation, unless the commit before has it.
fn write_table(
    folder: &IndexFolder,
    table: &[u8],
    before: Option<&GroupsFile>,
) -> Result<GroupsFile> {
    let name = format!("{:016x}.{ENDING}", XxHash3_64::oneshot(table));
    if let Some(before) = before.filter(|before| before.name == name) {
        return Ok(before.clone());
    }
    let path = folder.path_of(&name);
    // A killed run may have left it, perhaps in part.
    let _ = fs::remove_file(&path);
    let mut file = folder
        .open_write(Path::new(&name))
        .map_err(TantivyError::from)?;
    file.write_all(table)
        .and_then(|()| file.terminate())
        .map_err(disk)?;
    let sum = sum_of(&path).map_err(disk)?;
    let sum = sum.map_err(|what| disk(io::Error::other(format!("`{name}` {what}"))))?;
    Ok(GroupsFile { name, sum })
}

/// Reads the table of a commit. None where it is none.
pub(crate) fn read_table(folder: &IndexFolder, name: &str, sum: u64) -> Result<Option<GroupTable>> {
    let name = Path::new(name);
    folder.note_sum(name, sum);
    let file = folder.open_read(name).map_err(TantivyError::from)?;
    let bytes = file.read_bytes().map_err(disk)?;
    Ok(GroupTable::read(bytes))
}

/// Removes the tables of earlier commits. What cannot be removed now, a later run removes.
pub(crate) fn remove_other_tables(generation: &Path, build_info: &BuildInfo) {
    let kept = build_info.groups.as_ref().map(|file| file.name.as_str());
    for entry in fs::read_dir(generation).into_iter().flatten().flatten() {
        let (name, path) = (entry.file_name(), entry.path());
        if path.extension() == Some(ENDING.as_ref()) && name.to_str() != kept {
            let _ = fs::remove_file(path);
        }
    }
}

fn disk(error: io::Error) -> Error {
    TantivyError::from(error).into()
}
