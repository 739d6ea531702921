//! From folders of files to records.

#[cfg(unix)]
mod hostile_files;
#[cfg(unix)]
mod permissions;
mod sample;
