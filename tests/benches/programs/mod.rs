//! Whole programs, run as a user runs them: how long they take, and what they use.

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// What one run of a program cost.
#[derive(Clone, Copy)]
pub struct Cost {
    pub wall: Duration,
    /// Processor time of all its threads.
    pub processor: Duration,
    /// Peak resident memory in bytes. It counts pages of mapped files that others may use too.
    pub memory: u64,
}

/// Runs a program to its end, its output thrown away.
pub fn run(command: &mut Command) -> Outcome<Cost> {
    let started = Instant::now();
    let used = command.stdout(Stdio::null()).spawn()?.wait4()?;
    if !used.status.success() {
        return Err(format!("{command:?} ended with {}", used.status).into());
    }
    Ok(Cost {
        wall: started.elapsed(),
        processor: used.rusage.utime + used.rusage.stime,
        memory: used.rusage.maxrss,
    })
}

/// Runs what `command` gives, several times.
pub fn repeat(runs: usize, mut command: impl FnMut() -> Outcome<Command>) -> Outcome<Vec<Cost>> {
    (0..runs).map(|_| run(&mut command()?)).collect()
}

/// The median of each cost (of an even number of runs the larger of two), but of memory, of which the peak.
pub fn middle(costs: &[Cost]) -> Cost {
    let median = |of: fn(&Cost) -> Duration| {
        let mut times: Vec<Duration> = costs.iter().map(of).collect();
        times.sort_unstable();
        times[costs.len() / 2]
    };
    Cost {
        wall: median(|cost| cost.wall),
        processor: median(|cost| cost.processor),
        memory: costs.iter().map(|cost| cost.memory).max().unwrap_or(0),
    }
}

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
