//! Reads a document in a child process, with bounds on time and memory.
//!
//! Some formats take libraries that a damaged file can make take all time and memory. So a child process reads such a
//! file, and nothing but what it found comes back. The child is the program itself: it says so at its start ([`read_with`])
//! and calls [`Child::run`] where its first argument is one of [`Child::argument`]. A program that does not skips such files.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use rlimit::Resource;

/// How long a child may take.
const MAX_TIME: Duration = Duration::from_secs(10);

/// How much memory a child may take, in bytes.
const MAX_MEMORY: u64 = 512 << 20;

/// The exit status of a child that says why a file cannot be read.
const REFUSED: u8 = 3;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Has documents read by this program, which calls [`Child::run`].
pub fn read_with(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// A format that a child process reads.
pub struct Child {
    /// The first argument of the child process.
    pub argument: &'static str,
    /// What it does: reads a file. The error says why that cannot be.
    pub(crate) read: fn(Vec<u8>) -> Result<Vec<u8>, String>,
}

impl Child {
    /// What the child process does: reads a file from `input`, and writes what it holds, or why it cannot be read.
    pub fn run(&self, input: &mut dyn Read, output: &mut dyn Write) -> ExitCode {
        // Where the system knows no such bound, the time is bounded all the same.
        let _ = Resource::AS.set(MAX_MEMORY, MAX_MEMORY);
        let mut bytes = Vec::new();
        let found = match input.read_to_end(&mut bytes) {
            Ok(_) => (self.read)(bytes),
            Err(error) => Err(error.to_string()),
        };
        let (written, status) = match found {
            Ok(found) => (output.write_all(&found), ExitCode::SUCCESS),
            Err(why) => (output.write_all(why.as_bytes()), ExitCode::from(REFUSED)),
        };
        if written.and_then(|()| output.flush()).is_ok() {
            status
        } else {
            ExitCode::FAILURE
        }
    }

    /// What a child process finds in a file: at most `limit` bytes. The error follows the name of the format.
    pub(crate) fn found_in(&self, bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>, String> {
        let Some(program) = PROGRAM.get() else {
            return Err("that this program does not read".to_owned());
        };
        let until = Instant::now() + MAX_TIME;
        let mut child = Command::new(program)
            .arg(self.argument)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("that cannot be read: {error}"))?;
        let (send, receive) = mpsc::channel();
        if let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) {
            // A child that ends early does not take all bytes.
            thread::spawn(move || input.write_all(&bytes));
            thread::spawn(move || {
                let mut found = Vec::new();
                let read = output.take(limit as u64 + 1).read_to_end(&mut found);
                send.send(read.map(|_| found))
            });
        }
        let found = receive.recv_timeout(MAX_TIME);
        let status = end(&mut child, until);
        match (found, status) {
            (Ok(Ok(found)), _) if found.len() > limit => {
                Err("with more text than any release has".to_owned())
            }
            (Ok(Ok(found)), Some(0)) => Ok(found),
            (Ok(Ok(why)), Some(status)) if status == i32::from(REFUSED) => Err(format!(
                "that cannot be read: {}",
                String::from_utf8_lossy(&why)
            )),
            (Ok(_), Some(_)) => Err("that cannot be read".to_owned()),
            (_, _) => Err("that takes too long or too much memory to read".to_owned()),
        }
    }
}

/// Ends a child. Returns its exit status; none where it was ended by force.
fn end(child: &mut std::process::Child, until: Instant) -> Option<i32> {
    const PAUSE: Duration = Duration::from_millis(2);
    while let Ok(None) = child.try_wait() {
        if Instant::now() >= until {
            let _ = child.kill();
            break;
        }
        thread::sleep(PAUSE);
    }
    child.wait().ok().and_then(|status| status.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_that_hangs_is_ended() {
        let mut child = Command::new("sleep").arg("60").spawn().expect("sleep");
        assert_eq!(end(&mut child, Instant::now()), None);
    }
}
