//! A typed text in a message: whole if it is short, else its beginning and its end.

use std::borrow::Cow;

/// Maximum number of letters of a typed text in a message.
const MAX_QUOTED: usize = 400;

/// Letters of a longer one that are shown: at its beginning, and at its end.
const SHOWN: (usize, usize) = (200, 40);

/// Maximum number of letters of a whole message.
const MAX_MESSAGE: usize = 6000;

/// A message in which what stands between two backquotes is shortened, and in the end the message itself.
pub fn shorten_message(message: &str) -> Cow<'_, str> {
    shorten_quoted(message, '`')
}

/// The same with what stands between two of these marks.
pub fn shorten_quoted(message: &str, mark: char) -> Cow<'_, str> {
    if message.len() <= MAX_QUOTED {
        return Cow::Borrowed(message);
    }
    let pieces = message.split(mark).enumerate();
    let pieces: Vec<Cow<'_, str>> = pieces
        .map(|(number, piece)| {
            if number % 2 == 1 {
                shorten(piece)
            } else {
                Cow::Borrowed(piece)
            }
        })
        .collect();
    if pieces.iter().all(|piece| matches!(piece, Cow::Borrowed(_))) && message.len() <= MAX_MESSAGE
    {
        return Cow::Borrowed(message);
    }
    let message = pieces.join(mark.encode_utf8(&mut [0; 4]));
    let letters = message.chars().count();
    Cow::Owned(if letters > MAX_MESSAGE {
        cut(&message, letters)
    } else {
        message
    })
}

/// A text, or its beginning and its end where it is long.
pub fn shorten(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_QUOTED {
        return Cow::Borrowed(text);
    }
    let letters = text.chars().count();
    if letters <= MAX_QUOTED {
        return Cow::Borrowed(text);
    }
    Cow::Owned(cut(text, letters))
}

fn cut(text: &str, letters: usize) -> String {
    let (before, after) = SHOWN;
    let head: String = text.chars().take(before).collect();
    let tail: String = text.chars().skip(letters - after).collect();
    format!("{head}…{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_argument_is_shortened_by_letters() {
        let long = "é".repeat(300_000);
        let message = format!("`{long}` matches more than 5 words, `a` none");
        let short = shorten_message(&message);
        assert_eq!(short.chars().count(), 240 + 1 + 2 + 36);
        assert!(
            short.ends_with("é` matches more than 5 words, `a` none"),
            "{short}"
        );
        assert!(shorten_message(&"a`".repeat(100_000)).chars().count() < 300);
        assert_eq!(shorten_message("`wire` fraud"), "`wire` fraud");
        assert!(matches!(shorten(&"é".repeat(400)), Cow::Borrowed(_)));
    }
}
