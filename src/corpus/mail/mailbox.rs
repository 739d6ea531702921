//! Mailboxes (`.mbox`): which messages does a file hold? A message begins with a line `From name date`.

use std::io::{self, BufRead, Read as _};

use crate::corpus::decode::without_mark;
use crate::corpus::limits::Limits;
use crate::corpus::mail::attachment::ReadAttachment;
use crate::corpus::mail::headers::{is_first_header, is_head, is_header};
use crate::corpus::mail::message::contents;
use crate::corpus::record_sink::RecordSink;

/// The beginning of the line between two messages.
const SEPARATOR: &[u8] = b"From ";

/// Whether a file that begins with `head` is a mailbox. Empty lines may stand above it.
pub(crate) fn is_mailbox(head: &[u8]) -> bool {
    let head = without_mark(head).trim_ascii_start();
    let end = head.iter().position(|byte| *byte == b'\n');
    head.starts_with(SEPARATOR) && end.is_some_and(|end| is_head(&head[end + 1..]))
}

/// Reads the messages of a mailbox one after the other, in memory that does not grow with the file.
pub(crate) fn read(
    input: &mut dyn BufRead,
    limits: Limits,
    attachment: &ReadAttachment<'_>,
    sink: RecordSink<'_>,
) -> io::Result<()> {
    let mut messages = Messages {
        limits,
        attachment,
        sink,
        message: Vec::new(),
        is_too_large: false,
    };
    let mut line = Vec::new();
    // A line that begins as a separator does, until the line below it shows whether it is one.
    let mut from: Option<Vec<u8>> = None;
    let mut after_blank = true;
    let marked = input.fill_buf()?;
    let mark = marked.len() - without_mark(marked).len();
    input.consume(mark);
    loop {
        line.clear();
        // A line without an end is read in pieces.
        input
            .take(limits.record_bytes + 1)
            .read_until(b'\n', &mut line)?;
        if let Some(from) = from.take() {
            if begins_message(&line, after_blank) {
                messages.end();
            } else {
                messages.add(&from);
            }
            after_blank = false;
        }
        if line.is_empty() || messages.sink.is_full() {
            break;
        }
        if line.starts_with(SEPARATOR) {
            from = Some(line.clone());
        } else {
            messages.add(&line);
            after_blank = line.iter().all(u8::is_ascii_whitespace);
        }
    }
    messages.end();
    messages.sink.finish();
    Ok(())
}

/// Whether the line below one that begins as a separator does is the first header of a message. Without an empty line above the
/// separator, it must be one with which messages begin.
fn begins_message(line: &[u8], after_blank: bool) -> bool {
    let is_escaped = line.starts_with(b">From ");
    is_escaped && after_blank || is_first_header(line) || after_blank && is_header(line)
}

/// The messages of a mailbox, one of which is being read.
struct Messages<'a, 'sink> {
    limits: Limits,
    attachment: &'a ReadAttachment<'a>,
    sink: RecordSink<'sink>,
    message: Vec<u8>,
    is_too_large: bool,
}

impl Messages<'_, '_> {
    fn add(&mut self, line: &[u8]) {
        // A line of the text that begins like a separator is marked.
        let quoted = line.iter().take_while(|byte| **byte == b'>').count();
        let start = usize::from(quoted > 0 && line[quoted..].starts_with(SEPARATOR));
        if self.message.len() as u64 + line.len() as u64 > self.limits.record_bytes {
            self.is_too_large = true;
        } else {
            self.message.extend_from_slice(&line[start..]);
        }
    }

    /// Passes on the message that has been read, if there is one.
    fn end(&mut self) {
        if self.is_too_large {
            self.sink.record(Err(self.limits.too_large()));
        } else if !self.message.trim_ascii().is_empty() {
            for content in contents(&self.message, self.attachment) {
                self.sink.record(content);
            }
        }
        self.message.clear();
        self.is_too_large = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::{Content, Record, RecordFields};
    use crate::model::Skip;

    /// The messages of a mailbox.
    fn read_all(mailbox: &str) -> Vec<RecordFields> {
        assert!(is_mailbox(mailbox.as_bytes()));
        let mut found = Vec::new();
        let mut take = |record: Result<Record, Skip>| match record.map(|record| record.content) {
            Ok(Content::Fields(fields)) => found.push(*fields),
            other => panic!("{other:?}"),
        };
        read(
            &mut mailbox.as_bytes(),
            Limits::default(),
            &|_| Vec::new(),
            RecordSink::new("a.mbox", &mut take),
        )
        .expect("readable");
        found
    }

    fn message(number: usize) -> String {
        format!(
            "From MAILER Thu Mar  4 15:04:05 2021\nFrom: a@example.gov\nSubject: Clerk {number} Fined\nMessage-ID: <{number}@example.gov>\n\nA clerk was fined.\n>From Oldport.\n"
        )
    }

    #[test]
    fn each_message_is_a_record() {
        let messages = [message(1), message(2), message(3)];
        for mailbox in [
            messages.join("\n"),
            messages.concat(),
            format!("\n\r\n{}", messages.concat()),
            format!("\u{feff}{}", messages.concat()),
            messages.concat().replace('\n', "\r\n"),
        ] {
            let found = read_all(&mailbox);
            let titles: Vec<&str> = found.iter().map(|fields| fields.title.as_str()).collect();
            assert_eq!(titles, ["Clerk 1 Fined", "Clerk 2 Fined", "Clerk 3 Fined"]);
            let body = &found[2].body;
            assert!(body.contains("\nFrom Oldport."), "{body}");
        }
    }

    #[test]
    fn a_sentence_that_begins_with_from_ends_no_message() {
        let lines =
            "From Oldport he fled\nto Gantry.\n\nFrom there he wrote.\n\nFrom now on: a fine.\n";
        let found = read_all(&format!("{}{lines}\n{}", message(1), message(2)));
        assert_eq!(found.len(), 2);
        assert!(found[0].body.contains(lines.trim_end()), "{found:?}");
    }

    #[test]
    fn a_letter_is_no_mailbox() {
        assert!(!is_mailbox(
            b"From the Office of the Clerk\n\nA clerk was fined.\n"
        ));
    }
}
