//! How good extraction and ranking are: figures beside those recorded last.

mod extraction;
mod ranking;
