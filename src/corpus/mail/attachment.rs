//! Files that are attached to messages: whoever reads a message is told how they are read.

use crate::corpus::content::Content;
use crate::model::SkipReason;

/// What one record of a message holds, or why it is none.
pub(crate) type Entry = Result<Content, SkipReason>;

/// Reads the bytes of a file that is attached to a message.
pub(crate) type ReadAttachment<'a> = dyn Fn(&[u8]) -> Vec<Entry> + 'a;
