//! Which releases are copies of each other, and which are of one case?
//!
//! Each release stores what is needed to answer this ([`facts::CaseFacts`]). At the end of a run the answer is computed anew
//! from all releases ([`group::group`]), written beside the segments ([`table`]), and named by the commit. It is a function
//! of the set of releases alone: the order in which they came does not matter.
//!
//! Copies have mostly the same text ([`copies`]). Releases of one matter share defendants, and something else that says that
//! it is one case: see [`links`].

pub(crate) mod collect;
pub(crate) mod copies;
pub(crate) mod facts;
pub(crate) mod group;
pub(crate) mod links;
pub(crate) mod matters;
pub(crate) mod names;
pub(crate) mod signature;
pub(crate) mod stored;
pub(crate) mod table;
pub(crate) mod union_find;
