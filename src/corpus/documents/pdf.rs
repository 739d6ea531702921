//! PDF: which text does a file hold?
//!
//! A PDF file can be made to take all time and memory of its reader. So a child process reads each, with bounds on both, and
//! nothing but its text comes back. The child is the program itself: it says so at its start ([`read_with`]) and
//! calls [`read_in_child`] where its first argument is [`CHILD_ARGUMENT`]. A program that does not skips PDF files.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use rlimit::Resource;

use crate::corpus::content::Content;
use crate::corpus::limits::MAX_TEXT_BYTES;
use crate::model::SkipReason;

/// The first argument of the child process.
pub const CHILD_ARGUMENT: &str = "read-one-pdf-as-a-child-process";

/// How long a child may take.
const MAX_TIME: Duration = Duration::from_secs(10);

/// How much memory a child may take, in bytes.
const MAX_MEMORY: u64 = 512 << 20;

/// The exit status of a child that says why a file cannot be read.
const REFUSED: u8 = 3;

/// Minimum number of lines of a text whose spacing is known.
const MIN_LINES: usize = 12;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Has PDF files read by this program, which calls [`read_in_child`].
pub fn read_with(program: PathBuf) {
    let _ = PROGRAM.set(program);
}

/// What a child process does: reads a PDF file from `input`, and writes its text, or why it cannot be read.
pub fn read_in_child(input: &mut dyn Read, output: &mut dyn Write) -> ExitCode {
    // Where the system knows no such bound, the time is bounded all the same.
    let _ = Resource::AS.set(MAX_MEMORY, MAX_MEMORY);
    let mut bytes = Vec::new();
    let text = match input.read_to_end(&mut bytes) {
        Ok(_) => pdf_extract::extract_text_from_mem(&bytes).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let (written, status) = match text {
        Ok(text) => (output.write_all(text.as_bytes()), ExitCode::SUCCESS),
        Err(why) => (output.write_all(why.as_bytes()), ExitCode::from(REFUSED)),
    };
    if written.and_then(|()| output.flush()).is_ok() {
        status
    } else {
        ExitCode::FAILURE
    }
}

/// The release of a PDF file.
pub(crate) fn content(bytes: Vec<u8>) -> Result<Content, SkipReason> {
    let unread = |why: &str| Err(SkipReason::UnknownFormat(format!("a PDF {why}")));
    let Some(program) = PROGRAM.get() else {
        return unread("that this program does not read");
    };
    match text_of(bytes, program) {
        Ok(text) if text.trim().is_empty() => Err(SkipReason::NoRelease(
            "a PDF without text: a scan".to_owned(),
        )),
        Ok(text) => Ok(Content::Text(single_spaced(&without_ligatures(&text)))),
        Err(why) => unread(&why),
    }
}

/// The text that a child process finds in a file. The error follows the words "a PDF".
fn text_of(bytes: Vec<u8>, program: &Path) -> Result<String, String> {
    let until = Instant::now() + MAX_TIME;
    let mut child = Command::new(program)
        .arg(CHILD_ARGUMENT)
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
            let mut text = Vec::new();
            let read = output
                .take(MAX_TEXT_BYTES as u64 + 1)
                .read_to_end(&mut text);
            send.send(read.map(|_| text))
        });
    }
    let text = receive.recv_timeout(MAX_TIME);
    let status = end(&mut child, until);
    match (text, status) {
        (Ok(Ok(text)), _) if text.len() > MAX_TEXT_BYTES => {
            Err("with more text than any release has".to_owned())
        }
        (Ok(Ok(text)), Some(0)) => Ok(String::from_utf8_lossy(&text).into_owned()),
        (Ok(Ok(why)), Some(status)) if status == i32::from(REFUSED) => Err(format!(
            "that cannot be read: {}",
            String::from_utf8_lossy(&why)
        )),
        (Ok(_), Some(_)) => Err("that cannot be read".to_owned()),
        (_, _) => Err("that takes too long or too much memory to read".to_owned()),
    }
}

/// Ends a child. Returns its exit status; none where it was ended by force.
fn end(child: &mut Child, until: Instant) -> Option<i32> {
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

/// A text with the letters that printers join as single letters.
fn without_ligatures(text: &str) -> String {
    const LIGATURES: [(char, &str); 7] = [
        ('\u{fb00}', "ff"),
        ('\u{fb01}', "fi"),
        ('\u{fb02}', "fl"),
        ('\u{fb03}', "ffi"),
        ('\u{fb04}', "ffl"),
        ('\u{fb05}', "st"),
        ('\u{fb06}', "st"),
    ];
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match LIGATURES.iter().find(|(ligature, _)| *ligature == letter) {
            Some((_, letters)) => out.push_str(letters),
            None => out.push(letter),
        }
    }
    out
}

/// A text in which an empty line stands after each line, without these: a paragraph is not a line. Most lines have one, and many go
/// on in the middle of a sentence.
fn single_spaced(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let parted = || {
        let triples = lines.windows(3);
        triples.filter(|lines| !lines[0].is_empty() && lines[1].is_empty() && !lines[2].is_empty())
    };
    let goes_on = |lines: &&[&str]| lines[2].starts_with(char::is_lowercase);
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    let (parted, going_on) = (parted().count(), parted().filter(goes_on).count());
    if filled < MIN_LINES || parted * 2 < filled || going_on * 5 < parted {
        return text.to_owned();
    }
    let mut kept = Vec::new();
    let mut is_after_text = false;
    for line in lines {
        if !(line.is_empty() && is_after_text) {
            kept.push(line);
        }
        is_after_text = !line.is_empty();
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_reads_no_pdf_skips_it() {
        let reason = content(b"%PDF-1.7".to_vec()).expect_err("no reader");
        assert!(reason.to_string().contains("a PDF"), "{reason}");
    }

    #[test]
    fn a_child_that_hangs_is_ended() {
        let mut child = Command::new("sleep").arg("60").spawn().expect("sleep");
        assert_eq!(end(&mut child, Instant::now()), None);
    }

    #[test]
    fn lines_with_an_empty_line_after_each_are_no_paragraphs() {
        let line = "The clerk of the county kept a ledger\n\nand lost it in the harbor one day.";
        let double = [line; 8].join("\n\n");
        let single = double.replace("\n\n", "\n");
        assert_eq!(single_spaced(&double), single);
        // Paragraphs of one line, and lines in single space, stay as they are.
        let paragraphs = ["The clerk lost the ledger of the county."; 16].join("\n\n");
        assert_eq!(single_spaced(&paragraphs), paragraphs);
        assert_eq!(single_spaced(&single), single);
    }

    #[test]
    fn ligatures_are_letters() {
        assert_eq!(without_ligatures("o\u{fb03}ce"), "office");
    }
}
