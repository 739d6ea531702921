//! Mailboxes (`.mbox`): which messages does a file hold? A message begins with a line `From name date`.

use std::io::{self, BufRead, Read as _};

use crate::corpus::limits::Limits;
use crate::corpus::mail::attachment::ReadAttachment;
use crate::corpus::mail::message::{contents, is_message};
use crate::corpus::record_sink::RecordSink;

/// The beginning of the line between two messages.
const SEPARATOR: &[u8] = b"From ";

/// Whether a file that begins with `head` is a mailbox.
pub(crate) fn is_mailbox(head: &[u8]) -> bool {
    let end = head.iter().position(|byte| *byte == b'\n');
    head.starts_with(SEPARATOR) && end.is_some_and(|end| is_message(&head[end + 1..]))
}

/// Reads the messages of a mailbox one after the other, in memory that does not grow with the file.
pub(crate) fn read(
    input: &mut dyn BufRead,
    limits: Limits,
    attachment: &ReadAttachment<'_>,
    mut sink: RecordSink<'_>,
) -> io::Result<()> {
    let mut message: Vec<u8> = Vec::new();
    let mut line = Vec::new();
    let mut is_too_large = false;
    let mut is_first = true;
    let mut after_blank = true;
    loop {
        line.clear();
        // A line without an end is read in pieces.
        input
            .take(limits.record_bytes + 1)
            .read_until(b'\n', &mut line)?;
        let is_end = line.is_empty();
        if is_end || after_blank && line.starts_with(SEPARATOR) {
            if !is_first {
                if is_too_large {
                    sink.record(Err(limits.too_large()));
                } else {
                    for content in contents(&message, attachment) {
                        sink.record(content);
                    }
                }
            }
            message.clear();
            is_too_large = false;
            is_first = false;
            if is_end || sink.is_full() {
                break;
            }
            continue;
        }
        after_blank = line.iter().all(u8::is_ascii_whitespace);
        // A line of the text that begins like a separator is marked.
        let quoted = line.iter().take_while(|byte| **byte == b'>').count();
        let start = usize::from(quoted > 0 && line[quoted..].starts_with(SEPARATOR));
        if message.len() as u64 + line.len() as u64 > limits.record_bytes {
            is_too_large = true;
        } else {
            message.extend_from_slice(&line[start..]);
        }
    }
    sink.finish();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::content::Content;

    #[test]
    fn each_message_is_a_record() {
        let message = |number: usize| {
            format!(
                "From MAILER Thu Mar  4 15:04:05 2021\nFrom: a@example.gov\nSubject: Clerk {number} Fined\nMessage-ID: <{number}@example.gov>\n\nA clerk was fined.\n>From Oldport.\n\n"
            )
        };
        let mailbox = message(1) + &message(2) + &message(3);
        assert!(is_mailbox(mailbox.as_bytes()));
        let mut found = Vec::new();
        let mut take = |record| found.push(record);
        read(
            &mut mailbox.as_bytes(),
            Limits::default(),
            &|_| Vec::new(),
            RecordSink::new("a.mbox", &mut take),
        )
        .expect("readable");
        assert_eq!(found.len(), 3);
        let Ok(Content::Fields(fields)) = found[2].as_ref().map(|record| &record.content) else {
            panic!("{:?}", found[2]);
        };
        assert_eq!(fields.title, "Clerk 3 Fined");
        assert!(fields.body.contains("\nFrom Oldport."), "{}", fields.body);
    }

    #[test]
    fn a_letter_is_no_mailbox() {
        assert!(!is_mailbox(
            b"From the Office of the Clerk\n\nA clerk was fined.\n"
        ));
    }
}
