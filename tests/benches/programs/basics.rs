//! The program that is measured, and how figures are written.

use std::error::Error;
use std::process::Command;
use std::time::Duration;

pub type Outcome<T> = Result<T, Box<dyn Error>>;

pub fn dragnet() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dragnet"))
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[allow(clippy::cast_precision_loss)]
pub fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

/// What is left when the options that cargo adds are taken away.
pub fn arguments() -> Vec<String> {
    std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect()
}
