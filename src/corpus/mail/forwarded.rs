//! A message that holds another one in its text, as mail programs forward it.

/// What stands above a forwarded message.
const MARKS: [&str; 4] = [
    "Original Message",
    "Forwarded message",
    "Begin forwarded message",
    "Forwarded Message",
];

/// Most lines above the head of a message without a mark.
const MAX_ABOVE: usize = 30;

/// Most lines between the mark and the first line of the head, and of the head.
const MAX_HEAD: usize = 14;

/// A message in the text of another one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Forwarded {
    /// What its head has as subject.
    pub subject: Option<String>,
    /// Its day, as its head has it.
    pub date: Option<String>,
    /// The text above the mark, or above the head where there is no mark.
    pub above: String,
    /// The text below the head.
    pub text: String,
}

/// The message that a text forwards; none where it forwards none.
pub(super) fn forwarded(text: &str) -> Option<Forwarded> {
    let lines: Vec<&str> = text.lines().map(unquoted).collect();
    let is_mark = |line: &&str| line.len() <= 80 && MARKS.iter().any(|mark| line.contains(mark));
    let mark = lines.iter().position(is_mark);
    let start = match mark {
        Some(mark) => (mark + 1..lines.len()).find(|at| !lines[*at].trim().is_empty())?,
        None => (0..lines.len().min(MAX_ABOVE)).find(|at| begins_head(&lines[*at..]))?,
    };
    let mut found = Forwarded {
        subject: None,
        date: None,
        above: lines[..mark.unwrap_or(start)].join("\n").trim().to_owned(),
        text: String::new(),
    };
    let (mut end, mut names) = (start, 0);
    for line in lines[start..].iter().take(MAX_HEAD) {
        let line = line.replace('*', "");
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        let value = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        match name.trim() {
            "Subject" => found.subject = value,
            "Sent" | "Date" => found.date = value,
            "From" | "To" | "Cc" | "Bcc" | "Reply-To" | "Importance" => {}
            _ => break,
        }
        names += 1;
        end += 1;
    }
    if names < 2 {
        return None;
    }
    found.text = lines[end..].join("\n");
    (!found.text.trim().is_empty()).then_some(found)
}

/// Whether lines begin with the head of a message, which needs no mark above it: a sender, and the day soon after.
fn begins_head(lines: &[&str]) -> bool {
    let is_day = |line: &&str| line.starts_with("Sent:") || line.starts_with("Date:");
    lines[0].starts_with("From:") && lines.iter().skip(1).take(3).any(is_day)
}

/// A line without the signs of a quotation before it.
fn unquoted(line: &str) -> &str {
    line.strip_prefix('>').map_or(line, |rest| {
        let rest = rest.trim_start_matches('>');
        rest.strip_prefix(' ').unwrap_or(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_below_a_mark_has_its_own_subject_day_and_text() {
        for text in [
            "FYI\n\n-----Original Message-----\nFrom: Press <press@example.gov>\nSent: Tuesday, March 6, 2018 9:15 AM\nTo: Jo\nSubject: Clerk Fined\n\nA clerk was fined.\n",
            "---------- Forwarded message ---------\nFrom: *Press*\n*Date:* Tue, Mar 6, 2018 at 9:15 AM\nSubject: Clerk Fined\nTo: <jo@example.org>\n\nA clerk was fined.\n",
            "FYI\n\n> From: Press\n> Date: March 6, 2018\n> Subject: Clerk Fined\n>\n> A clerk was fined.\n",
            "> Begin forwarded message:\n>\n> From: Press\n> Subject: Clerk Fined\n> Date: March 6, 2018 at 9:15:00 AM EST\n>\n> A clerk was fined.\n",
        ] {
            let found = forwarded(text).expect(text);
            assert_eq!(found.subject.as_deref(), Some("Clerk Fined"), "{text}");
            assert!(
                found.date.is_some_and(|date| date.contains("6, 2018")),
                "{text}"
            );
            assert_eq!(found.text.trim(), "A clerk was fined.");
        }
    }

    #[test]
    fn a_text_about_messages_forwards_none() {
        for text in [
            "A clerk was fined.\nThe Original Message was lost.\n",
            "Forwarded message\nFrom: Jo\n",
            "From: the Office of the Clerk\nA clerk was fined.\n",
            "",
        ] {
            assert_eq!(forwarded(text), None, "{text}");
        }
    }
}
