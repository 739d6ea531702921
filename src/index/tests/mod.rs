//! Tests of whole runs that need access to the inside of the library.

mod failed_writes;
mod file_keys;
