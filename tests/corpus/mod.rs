//! From folders of files to records.

mod archives;
#[cfg(unix)]
mod bad_files;
mod damaged_files;
#[cfg(unix)]
mod hostile_files;
mod json_shapes;
#[cfg(unix)]
pub mod permissions;
mod sample;
