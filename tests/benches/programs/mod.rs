//! Whole programs, run as a user runs them: how long they take, and what they use.

mod basics;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

pub use basics::{Outcome, arguments, dragnet, mebibytes, milliseconds};

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
