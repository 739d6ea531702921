//! Files that a person names, other than the corpus and the index. Nobody waits for a pipe for ever.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How long a pipe or a device may take to give, or to take, all.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads a file of at most `max_bytes` bytes of text.
pub fn read(path: &Path, max_bytes: u64) -> io::Result<String> {
    let file = path.to_owned();
    with_patience(path, move || read_text(File::open(file)?, max_bytes))
}

/// Reads at most `max_bytes` bytes of text. More is an error: nothing is left out without a word.
pub fn read_text(input: impl Read, max_bytes: u64) -> io::Result<String> {
    let mut text = String::new();
    input.take(max_bytes + 1).read_to_string(&mut text)?;
    if text.len() as u64 > max_bytes {
        let most = max_bytes >> 20;
        return Err(io::Error::other(format!("larger than {most} MiB")));
    }
    Ok(text)
}

/// Writes a file.
pub fn write(path: &Path, text: String) -> io::Result<()> {
    let file = path.to_owned();
    with_patience(path, move || std::fs::write(file, text))
}

/// Does `work` with a file. Where that is a pipe or a device, on another thread, which is left alone if it takes too long:
/// it ends with the program.
fn with_patience<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let is_endless = path.metadata().is_ok_and(|found| !found.is_file());
    if !is_endless {
        return work();
    }
    let (send, receive) = mpsc::channel();
    thread::spawn(move || send.send(work()));
    receive.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        let seconds = PATIENCE.as_secs();
        let why = format!("it is no regular file, and nothing came of it in {seconds} seconds");
        Err(io::Error::new(io::ErrorKind::TimedOut, why))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_text_than_may_be_read_is_refused_and_not_cut() {
        let most = 1 << 20;
        let text = "a".repeat(most);
        let read = |text: &str| read_text(text.as_bytes(), most as u64).ok();
        assert_eq!(read(&text), Some(text.clone()));
        assert_eq!(read(&format!("{text}b")), None);
    }
}
