//! One binary of integration tests: a folder for each room, and what they share in `support`.

mod architecture;
mod cli;
mod contributing;
mod convert;
mod corpus;
#[cfg(feature = "fetch")]
mod fetch;
mod index;
mod properties;
mod quality;
mod query;
#[cfg(feature = "serve")]
mod serve;
mod support;
