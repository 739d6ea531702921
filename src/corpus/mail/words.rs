//! The words of the forms of a text: do two say the same, and does one only point to the other?

use std::collections::HashSet;

/// Minimum length in bytes of a text that is more than a note: a covering note, or a line that points to a page.
pub(super) const MIN_TEXT: usize = 300;

/// Least number of letters of another form that may be a release: a headline and a sentence. A line that points to a page has less.
const MIN_FORM: usize = 150;

/// One of several forms of a text.
pub(super) struct BestForm {
    pub number: usize,
    /// Whether another form says what it does not say.
    pub is_unlike_others: bool,
}

/// Which form of a text is read: the plain one, unless it only says to look at the other. Each comes with whether it is HTML.
pub(super) fn best_form(forms: &[(String, bool)]) -> Option<BestForm> {
    let plain = forms.iter().position(|(_, is_html)| !is_html);
    let html = forms.iter().rposition(|(_, is_html)| *is_html);
    let number = match (plain, html) {
        (Some(plain), Some(html)) if is_stub(&forms[plain].0, &forms[html].0) => html,
        (Some(one), _) | (None, Some(one)) => one,
        (None, None) => return None,
    };
    let read = &forms[number].0;
    let mut others = (forms.iter().enumerate()).filter(|(other, _)| *other != number);
    Some(BestForm {
        number,
        is_unlike_others: others.any(|(_, (text, _))| says_what_is_not_in(text, read)),
    })
}

/// Whether the text of a message only says to look at the other form of it: "View it in your browser".
fn is_stub(text: &str, html: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric());
    letters_shown(html) > 2 * letters.count() + MIN_TEXT
}

/// The number of letters that a page shows.
pub(super) fn letters_shown(html: &str) -> usize {
    let mut letters = 0;
    shown(html, |text| {
        letters += text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .count();
    });
    letters
}

/// Whether two texts have the same words in the same order.
pub(super) fn says_the_same(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let mut words = String::new();
        shown(text, |piece| each_word(piece, |word| words.push_str(&word)));
        words
    };
    words(one) == words(other)
}

/// Whether a text of some length has words of its own: more than one in four is not in `read`. Letters to
/// many readers have a few words more in one form.
fn says_what_is_not_in(text: &str, read: &str) -> bool {
    if letters_shown(text) < MIN_FORM {
        return false;
    }
    let mut known = HashSet::new();
    each_word(read, |word| {
        known.insert(word);
    });
    let mut words = HashSet::new();
    shown(text, |piece| {
        each_word(piece, |word| {
            words.insert(word);
        });
    });
    let new = words.iter().filter(|word| !known.contains(*word)).count();
    new * 4 > words.len()
}

/// Calls `each` with the words of a text, in small letters.
fn each_word(text: &str, mut each: impl FnMut(String)) {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    // What is between signs is seldom a word: the "s" of "clerk's".
    for word in words.filter(|word| word.len() > 1) {
        each(word.to_lowercase());
    }
}

/// Calls `each` with the pieces of text between the tags of a page. A text without tags is one piece.
fn shown(html: &str, mut each: impl FnMut(&str)) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        without_entities(&rest[..start], &mut each);
        let tag = &rest[start..];
        let is = |name: &str| {
            let begin = tag.get(1..=name.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(name))
        };
        let is_hidden = is("style") || is("script");
        let from = if is_hidden { tag.find("</") } else { Some(0) };
        let end = from.and_then(|from| Some(from + tag[from..].find('>')?));
        rest = end.map_or("", |end| &tag[end + 1..]);
    }
    without_entities(rest, &mut each);
}

/// The pieces of a text between its entities: `&nbsp;`.
fn without_entities(text: &str, each: &mut impl FnMut(&str)) {
    /// Longest name of an entity, in bytes.
    const LONGEST: usize = 10;
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        each(&rest[..start]);
        let after = &rest[start + 1..];
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';');
        rest = end.map_or(after, |end| &after[end + 1..]);
    }
    each(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_forms_of_a_text_say_the_same() {
        let sentence = "A clerk of Oldport was fined today, and the agency’s case is closed. ";
        let text = format!("{}See <https://example.gov/1>.", sentence.repeat(9));
        let html = format!(
            "<style>p {{ margin: 0 }}</style><p>{}</p>",
            sentence.replace('’', "&rsquo;").repeat(9)
        );
        assert!(!says_what_is_not_in(&html, &text));
        assert!(!says_what_is_not_in("Look at the page of the mail.", &html));
        let other = "<p>In Gantry, Pat Poe pleaded guilty to stealing from pensioners.</p>";
        assert!(says_what_is_not_in(&other.repeat(9), &text));
    }

    #[test]
    fn a_text_that_stands_there_twice_is_the_same() {
        assert!(says_the_same(
            "<p>A clerk was fined.</p>",
            "A clerk\nwas fined."
        ));
        assert!(!says_the_same(
            "<p>A clerk was fined.</p>",
            "A cook was fined."
        ));
    }
}
