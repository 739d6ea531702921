//! Files attached to messages: the function that reads one, which the caller gives.

use crate::corpus::content::Content;
use crate::model::SkipReason;

/// Reads the bytes of an attached file: what each of its records holds, or why it is none.
pub(crate) type ReadAttachment<'a> = dyn Fn(&[u8]) -> Vec<Result<Content, SkipReason>> + 'a;
