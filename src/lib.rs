//! dragnet: a full-text search index over enforcement releases, the announcements in which U.S. Attorneys, the Justice
//! Department, the SEC, the CFTC, the FTC, inspectors general, state attorneys general and district attorneys tell of
//! charges, pleas, sentences and settlements.
//!
//! # The way of the data
//!
//! ```text
//! walk -> read -> split into records -> convert to text -> extract -> index          (dragnet index)
//! words -> parse -> plan -> match and rank -> facets, snippets -> print              (dragnet search)
//! ```
//!
//! The rooms stand in that order, and a room uses only rooms before it; a test keeps it so.
//!
//! | room | its question |
//! |---|---|
//! | [`model`] | What is a page, a release, a prosecutor, and where was a value found? Plain data. |
//! | [`text`] | How is text folded, packed, compared, whatever it tells? |
//! | [`knowledge`] | What is known beforehand: agencies, districts, titles, site layouts? Tables with checks. |
//! | [`corpus`] | Which records does a folder of files hold? Walks, reads, decodes, splits. |
//! | [`convert`] | What of a record is the release, as a person would read it? |
//! | [`analysis`] | Which words does a text have, for indexing, for queries and for snippets alike? |
//! | [`extract`] | Who, for whom, when, where, under which statutes? One question a file. |
//! | [`schema`] | THE field table: which fields does an index have, and what goes into them? |
//! | [`error`] | What can end a command, and what should the person do? |
//! | [`index`] | How is an index kept on disk, locked, brought up to date, opened? |
//! | [`query`] | What does a query mean, which releases match, in what order, with which counts? |
//! | [`mod@print`] | How is an answer written as text, JSON, JSON Lines, CSV? |
//!
//! The binary adds the command line, its commands and the progress bar, and nothing else.
//!
//! # Questions a reader has
//!
//! **Where does a value in a hit come from?** `dragnet inspect FILE` shows each value with the words it was found by and
//! the rule that found it: [`model::Found`] carries them from [`extract`].
//!
//! **How does a second run know what has changed?** By the record of each file (size, time, hash) in the index itself:
//! see [`index`] and [`index::FileFingerprint`]. There is no second database to drift. Records of a file that holds many are
//! compared one by one, and what was left out is kept with its reason: [`index::DocKind`].
//!
//! **What if a run is killed?** An update is one commit. A build from nothing commits on its way, in a generation that
//! nobody reads yet; since a file is known only by its record, which is written after all else of it, the next run goes
//! on from any commit.
//!
//! **What happens to a search while an index is rebuilt?** It reads the generation that `CURRENT` named when it began.
//!
//! **Where do I add a site layout, an agency, a field, an output format?** A row in `knowledge`, a row in `knowledge`, a
//! row in [`schema::TABLE`], a file in [`mod@print`].
//!
//! # What must never be
//!
//! - A file that cannot be read ends no run: it is a [`model::Skip`] with a reason.
//! - `convert`, `extract`, `analysis` and the parser of queries do no I/O and never fail on what they are given; they take
//!   time linear in its size.
//! - The library never touches the terminal; standard output is data, and standard error all else.
//! - html2text is known to `convert` alone, tantivy to `schema`, `error`, `index` and `query`, clap to the command line,
//!   indicatif to the progress bar.
//! - No control character of a release reaches a terminal: [`print::clean`].

pub mod analysis;
pub mod convert;
pub mod corpus;
pub mod error;
pub mod extract;
pub mod index;
pub mod knowledge;
pub mod model;
pub mod print;
pub mod query;
pub mod schema;
pub mod text;
