//! dragnet: a full-text search index over enforcement releases, the announcements in which U.S. Attorneys, the Justice
//! Department, the SEC, the CFTC, the FTC, inspectors general, state attorneys general and district attorneys tell of
//! charges, pleas, sentences and settlements.
//!
//! # Using the library
//!
//! ```
//! use dragnet::{Knowledge, OpenIndex, Options, Request};
//! use jiff::civil::date;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! let (corpus, index) = (folder.path().join("corpus"), folder.path().join("index"));
//! std::fs::create_dir(&corpus)?;
//! std::fs::write(
//!     corpus.join("clerk.txt"),
//!     "Clerk Sentenced for Wire Fraud\n\nA clerk of Oldport was sentenced to nine months. The FBI investigated the case.\n",
//! )?;
//!
//! let knowledge = Knowledge::builtin();
//! let report = dragnet::build(&Options::of(&corpus, &index), knowledge, &(), &false.into())?;
//! assert_eq!(report.releases, 1);
//!
//! let index = OpenIndex::open(&index, knowledge)?;
//! let mut request = Request::new("wire fraud", || date(2026, 1, 1));
//! request.filter("agency", "FBI")?;
//! let results = dragnet::search(&index, knowledge, &request)?;
//! assert_eq!(results.summary.total, 1);
//! for hit in results.hits {
//!     assert_eq!(hit?.release.title, "Clerk Sentenced for Wire Fraud");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What stands at the root of the crate is for everybody. The rooms below it are public for the program, its benchmarks
//! and its fuzz targets, and may change with any version.
//!
//! # How the data flows
//!
//! ```text
//! sources -> pages, records of an API -> files and a journal                          (dragnet fetch)
//! walk -> read -> split into records -> convert to text -> extract -> index          (dragnet index)
//! words -> parse -> resolve -> plan -> match -> expand -> rank -> facets, snippets -> print   (dragnet search)
//! ```
//!
//! The rooms stand in this order. A room uses only rooms above it, and no two files use each other in a circle; a test
//! checks both.
//!
//! | room | its question |
//! |---|---|
//! | [`model`] | What is a page, a release, a prosecutor, and where was a value found? Plain data. |
//! | [`text`] | How is any text folded, compared, cut into sentences? |
//! | [`knowledge`] | What is known beforehand: agencies, districts, titles, site layouts? Tables with checks. |
//! | [`corpus`] | Which records does a folder of files hold? Walks, reads, decodes, splits. |
//! | [`mod@fetch`] | How do releases get from the net into a folder? |
//! | [`convert`] | Which part of a record is the release, as a person would read it? |
//! | [`analysis`] | Which tokens does a text have, for indexing, queries and snippets alike? |
//! | [`extract`] | Who, for whom, when, where, under which statutes, and what happened? One question a file. |
//! | [`schema`] | Which fields does an index have? One row for each: [`schema::FIELDS`]. |
//! | [`error`] | What can end a command? |
//! | [`index`] | How is an index stored, locked, brought up to date, opened? |
//! | [`query`] | What does a query mean, which releases match, in what order, with which counts? |
//! | [`mod@print`] | How is an answer written as text, JSON, JSON Lines, CSV, Atom? |
//! | [`mod@serve`] | How is an answer shown in a browser, on this machine alone? |
//!
//! The program adds the command line (`cli`), one file for each command (`commands`) and what a person at a terminal meets
//! (`terminal`), and nothing else.
//!
//! # Glossary
//!
//! Of the law:
//!
//! - **release**: one announcement, the unit of search. Its *id* is its path below the corpus folder, with `#N` for record N
//!   of a file that holds many.
//! - **corpus**: the folder of release files that an index belongs to.
//! - **record**: what one file, or one part of a file that holds many, gives. A record that is no release is a *skip*, with a
//!   reason.
//! - **page**: a record as a person would read it: title, text, and the fields that the site shows beside them.
//! - **agency**: a body that is credited with a case, as a path: `/doj/usao/sdca`. A path includes all below it.
//! - **prosecutor**: a person with a title; *counsel* handles the case, an *official* announces it.
//! - **district**: the federal district whose U.S. Attorney's Office the case is in.
//! - **stage**: the event that a release announces: a plea, a sentence, a lawsuit. Its day is the *event date*.
//! - **quantity**: a number that is compared, sorted by and added up: a sum of money of a *role* (restitution, fine), a length
//!   of imprisonment. Counts of quantities are in *bands*.
//! - **told**: what a release says. What it does not say is unknown, and is never counted as no.
//! - **copies**: releases that are the same announcement. One of them stands for all.
//! - **matter**: the releases of one case. Its id is that of the first.
//! - **evidence**: the words a value was found in, and the rule that found it.
//! - **source**: what `dragnet fetch` asks: an API, a feed, a sitemap, a page. Of a release: the site that it is of.
//! - **boilerplate**: text of a page that is not the release: menus, contacts, footers.
//!
//! Of search:
//!
//! - **token**: one word of a text, normalized, with its position. A *span* token is the name of a statute or an agency, over
//!   the words that it covers.
//! - **term**: a token, or an exact value of a field, as the index stores it.
//! - **posting**: a document that has a term, with the term's frequency there.
//! - **segment**: a part of the index that is written once. A *merge* makes one of several.
//! - **generation**: a whole index in a folder of its own. A rebuild writes a new one and then switches.
//! - **clause**: one of the things that a query asks for. A *stop-word clause* is wanted, but excludes nothing.
//! - **expansion**: a term that speaks for a release although it was not typed: another spelling, a synonym. It raises the
//!   score and never counts as a match.
//! - **remembered query**: one of which the best releases lack several words. Its expansions count more: `query/weights.rs`.
//! - **partial match**: a release that lacks some of the words.
//! - **facet**: the values of a field among the matches, with counts, and where it is asked for a *statistic*: a sum, a median.
//!
//! # Questions a reader has
//!
//! **Where does a value in a hit come from?** `dragnet inspect FILE` shows each value with its evidence:
//! [`model::Found`] carries it from [`extract`].
//!
//! **How does a second run know what has changed?** Each file's size, time and hash are in the index itself. There is no
//! second database that could disagree. Records of a file that holds many are compared one by one, and what was left out is
//! kept with its reason: see [`index`].
//!
//! **Which releases are copies, or of one case?** Each release stores what that is found by. The answer is computed from all
//! releases at the end of every run that changes something, and stored beside the segments: see `index/groups/mod.rs`.
//!
//! **What happens to a file that lost its releases?** An error page over it, a torn write: the index keeps what it has from the
//! file, and the report says so. `index/manifest/losses.rs` compares, whatever the format.
//!
//! **Where did a file of the corpus come from?** If `dragnet fetch` has brought it, its journal tells: [`corpus::Journal`].
//!
//! **What happens when a run is killed?** An update is one commit: the index stays as it was. A build from nothing commits
//! along the way, in a generation that nobody reads yet, and the next run continues from the last commit.
//!
//! **What happens to a search while an index is rebuilt?** It reads the generation that `CURRENT` named when it began.
//!
//! **Where do I add a field, a format, an agency, a site layout, a query operator?** `CONTRIBUTING.md` has a recipe for each.
//!
//! # What must always hold
//!
//! - A file that cannot be read never ends a run: it is a skip with a reason.
//! - `convert`, `extract`, `analysis` and the parser of queries do no I/O and never fail; they take time linear in the size of
//!   their input.
//! - The library never touches the terminal. Standard output is data, standard error everything else.
//! - Only `fetch` reaches the net, and a build without the feature of that name cannot. It deletes nothing that it has received.
//! - Only `serve` listens, by default on this machine alone, and it only reads. What it shows of releases is escaped.
//! - Only `convert` knows html2text; only `schema`, `error`, `index` and `query` know tantivy; only the program knows clap and
//!   indicatif.
//! - No control character of a release reaches a terminal: see [`print::clean`].

pub mod analysis;
pub mod convert;
pub mod corpus;
pub mod error;
pub mod extract;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod index;
pub mod knowledge;
pub mod model;
pub mod print;
pub mod query;
pub mod schema;
#[cfg(feature = "serve")]
pub mod serve;
pub mod text;

pub use error::{Error, Result};
pub use index::{OpenIndex, Options, Progress, Report, build};
pub use knowledge::Knowledge;
pub use model::{Prosecutor, ProsecutorKind, Release};
pub use query::{Facet, Hit, Limit, Request, Results, Sort, search};
