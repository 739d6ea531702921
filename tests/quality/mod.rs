//! How good extraction and ranking are: figures beside those recorded last.

mod events;
mod extraction;
mod ranking;
