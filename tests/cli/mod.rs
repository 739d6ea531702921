//! The program as a person or a script runs it.

mod check;
mod commands;
mod events;
mod everyday_input;
mod examples;
mod long_arguments;
mod output;
mod safe_output;
mod stats;
