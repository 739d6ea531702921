//! From running text to the agencies, districts and offices that it names.

pub(crate) mod builder;
pub(crate) mod composer;
pub(crate) mod cues;
pub(crate) mod cut;
pub(crate) mod mention;
pub(crate) mod phrase_trie;
pub(crate) mod recognizer;
pub(crate) mod sentences;
pub(crate) mod tokenizer;
pub(crate) mod vocabulary;
pub(crate) mod word;
