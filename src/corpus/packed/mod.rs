//! Files that hold others: compressed ones, and archives (`.zip`, `.tar`). What is in them is read by whoever calls, so that
//! every format works inside, too.

pub(crate) mod compression;
pub(crate) mod members;
pub(crate) mod tar_archive;
pub(crate) mod unpacking;
pub(crate) mod zip_archive;
