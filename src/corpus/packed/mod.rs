//! Files that hold other files: compressed files and archives (`.zip`, `.tar`). They give the bytes of what is inside to
//! their caller, `corpus::read`, which finds the format. So every format can be inside.

pub(crate) mod compression;
#[cfg(feature = "archives")]
pub(crate) mod members;
#[cfg(feature = "archives")]
pub(crate) mod tar_archive;
pub(crate) mod unpacking;
#[cfg(feature = "archives")]
pub(crate) mod zip_archive;

#[cfg(test)]
mod tests;
