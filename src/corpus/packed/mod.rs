//! Files that hold others: compressed ones, and archives (`.zip`, `.tar`). What is in them is read by whoever calls, so that
//! every format works inside, too.

pub(crate) mod compression;
#[cfg(feature = "archives")]
pub(crate) mod members;
#[cfg(feature = "archives")]
pub(crate) mod tar_archive;
pub(crate) mod unpacking;
#[cfg(feature = "archives")]
pub(crate) mod zip_archive;
