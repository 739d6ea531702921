//! Lines to paragraphs: undoes hard wraps, and puts pieces of sentences together that stood on lines of their own.

use std::collections::HashSet;

use crate::convert::lines::normalize;

/// A line that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Tidied.
    pub text: String,
    /// Whether an empty line stands before it.
    pub apart: bool,
}

/// The lines of a text that hold something.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut apart = false;
    for raw in normalize::lines(text) {
        let text = normalize::line(raw);
        if text.is_empty() {
            apart = true;
        } else {
            lines.push(Line { text, apart });
            apart = false;
        }
    }
    lines
}

/// The lines as they are, paragraphs apart; a line that breaks off in the middle of a sentence is joined with the next.
pub(crate) fn plain(lines: &[Line]) -> String {
    let mut out = String::new();
    let mut start = 0;
    for line in lines {
        let before = &out[start..];
        let goes_on = !line.apart
            && before.ends_with(ends_open)
            && is_running(before)
            && line
                .text
                .starts_with(|letter: char| letter.is_lowercase() || letter.is_ascii_digit())
            && !is_item(&line.text);
        let gap = match (out.is_empty(), goes_on, line.apart) {
            (true, ..) => "",
            (_, true, _) => " ",
            (_, _, true) => "\n\n",
            _ => "\n",
        };
        out.push_str(gap);
        if gap != " " {
            start = out.len();
        }
        out.push_str(&line.text);
    }
    out
}

/// Joins the lines of hard-wrapped or broken text to paragraphs.
pub(crate) fn unwrap(text: &str) -> String {
    join(&split(text))
}

/// Joins lines to paragraphs.
pub(crate) fn join(lines: &[Line]) -> String {
    let joined = join_pieces(lines);
    // A paragraph that was put together of pieces stands apart from the lines around it.
    let mut out = String::with_capacity(joined.len() + 64);
    let mut before = "";
    for line in joined.split('\n') {
        if !out.is_empty() {
            out.push('\n');
            let is_beside = !before.is_empty() && !line.is_empty();
            if is_beside && (is_whole(before) || is_whole(line)) && !is_item(line) {
                out.push('\n');
            }
        }
        out.push_str(line);
        before = line;
    }
    out
}

/// Whether the line is a paragraph by its length.
fn is_whole(line: &str) -> bool {
    line.len() >= 160
}

fn join_pieces(lines: &[Line]) -> String {
    let width = wrap_width(lines);
    let words = width.map(|_| words(lines)).unwrap_or_default();
    let mut out = String::with_capacity(lines.iter().map(|line| line.text.len() + 2).sum());
    // Of the last paragraph written: how many lines went into it.
    let mut joined = 0;
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        let Some(before) = at.checked_sub(1).map(|before| &lines[before]) else {
            out.push_str(&line.text);
            continue;
        };
        let gap = match width {
            Some(width) => wrapped_gap(before, line, width, joined),
            None => broken_gap(&out[start..], line, lines.get(at + 1)),
        };
        if gap.is_empty() && width.is_some() && is_whole_word(&out[start..], &line.text, &words) {
            out.pop();
        }
        out.push_str(gap);
        if gap.contains('\n') {
            start = out.len();
            joined = 0;
        } else {
            joined += 1;
        }
        out.push_str(&line.text);
    }
    out
}

/// The width at which the text was wrapped; none where lines are whole paragraphs or pieces of any length.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[1].apart)
        .map(|pair| pair[0].text.chars().count())
        .collect();
    if lengths.len() < 3 {
        return None;
    }
    lengths.sort_unstable();
    let width = lengths[lengths.len() * 9 / 10];
    let full = lengths
        .iter()
        .filter(|length| **length * 10 >= width * 8 && **length * 10 <= width * 13)
        .count();
    let over = lengths.iter().filter(|length| **length > 240).count();
    ((40..=200).contains(&width) && full * 5 >= lengths.len() * 2 && over * 12 <= lengths.len())
        .then_some(width)
}

/// What stands between two lines of text wrapped at `width`.
fn wrapped_gap(before: &Line, line: &Line, width: usize, joined: usize) -> &'static str {
    let length = before.text.chars().count();
    if line.apart {
        // A page ended, or a line lost its neighbour: the sentence goes on.
        let goes_on = length * 10 >= width * 6
            && begins_low(&line.text)
            && !ends_sentence(&before.text)
            && !is_item(&line.text);
        return if goes_on { " " } else { "\n\n" };
    }
    if is_item(&line.text) {
        return "\n";
    }
    let first_word = line.text.split(' ').next().unwrap_or_default();
    let would_fit = length + 1 + first_word.chars().count() <= width * 9 / 10;
    if !would_fit || (begins_low(&line.text) && !ends_sentence(&before.text)) {
        return if breaks_word(&before.text, &line.text) {
            ""
        } else {
            " "
        };
    }
    if ends_sentence(&before.text) && (joined > 0 || length * 2 >= width) {
        "\n\n"
    } else {
        "\n"
    }
}

/// What stands between the line written so far and the next, in text whose lines are paragraphs or pieces of them: web
/// pages written out node by node put every link and every bold word on a line of its own.
fn broken_gap(before: &str, line: &Line, next: Option<&Line>) -> &'static str {
    let text = line.text.as_str();
    let apart = if line.apart || is_long(before) || is_long(text) {
        "\n\n"
    } else {
        "\n"
    };
    if is_item(text) || is_item_end(before) || is_label(text) {
        return apart;
    }
    // `SANTA ANA`, and after it `– A man was`: the place from which a release is sent begins its text.
    let is_place = text.len() <= 40
        && text.chars().any(char::is_uppercase)
        && !text.chars().any(char::is_lowercase)
        && next.is_some_and(|next| next.text.starts_with(['–', '—', '-']));
    if is_place {
        return "\n\n";
    }
    let first = text.chars().next().unwrap_or_default();
    if !line.apart {
        if matches!(
            first,
            ',' | '.' | ';' | ':' | ')' | '!' | '?' | '’' | '”' | '%'
        ) && !text.starts_with("...")
        {
            return "";
        }
        if matches!(text, "th" | "st" | "nd" | "rd")
            && before.ends_with(|letter: char| letter.is_ascii_digit())
        {
            return "";
        }
        if before.ends_with(['“', '(', '[', '‘', '$', '§']) {
            return if before.ends_with('§') { " " } else { "" };
        }
        let dash = matches!(first, '-' | '–' | '—');
        // Three hyphens are a rule across the page; a dash alone parts two pieces of a sentence.
        if dash && !ends_sentence(before) && text.chars().count() != 3 {
            return " ";
        }
    }
    // `CHICAGO —` on a line of its own begins the next.
    if before.ends_with(['—', '–']) {
        return " ";
    }
    if ends_sentence(before) {
        return apart;
    }
    let both_short = before.len() < 40 && text.len() < 40;
    if begins_low(text) && !before.ends_with([':', ';']) {
        let list = both_short && begins_low(before) && !line.apart;
        return if list { apart } else { " " };
    }
    if line.apart {
        return apart;
    }
    // A link or bold words inside a sentence: what comes after goes on in the middle of it.
    let goes_on_after = next.is_some_and(|next| {
        !next.apart
            && (begins_low(&next.text) || next.text.starts_with([',', '.', ';', ')', '’', '”']))
            && !is_item(&next.text)
    });
    if goes_on_after && text.len() < 80 && !ends_sentence(text) && before.ends_with(ends_open) {
        return " ";
    }
    if before.ends_with(ends_open) && is_running(before) {
        return " ";
    }
    apart
}

/// A letter that ends a line in the middle of a sentence.
fn ends_open(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, ',' | '-' | '–' | '—' | '’' | '”')
}

/// Whether the line is a piece of running text, as against a headline: its last words are mostly in lower case.
fn is_running(text: &str) -> bool {
    let words: Vec<&str> = text.rsplit(' ').take(10).collect();
    let low = words.iter().filter(|word| begins_low(word)).count();
    words.len() >= 4 && low * 10 >= words.len() * 6 && text.len() >= 40
}

fn is_long(text: &str) -> bool {
    text.len() >= 80
}

fn begins_low(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

/// Whether the line ends as sentences do.
fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['”', '"', '’', '\'', ')', ']', '*']);
    end.ends_with(['.', '?', '!', ':', ';'])
        || (end.len() < text.len() && text.ends_with(['”', '"']) && end.ends_with(','))
}

fn is_item_end(text: &str) -> bool {
    text.ends_with(';') || text.ends_with("; and") || text.ends_with("; or")
}

/// `WHO:`, `WHEN: Today`.
fn is_label(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    first.len() > 2
        && first
            .strip_suffix(':')
            .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Whether the line begins as an item of a list does.
pub(crate) fn is_item(text: &str) -> bool {
    if text.starts_with(['•', '▪', '‣', '●', '○', '◦', '■', '»', '·']) {
        return true;
    }
    if text.starts_with("- ") || text.starts_with("* ") {
        // A dash may also go on with a sentence.
        return text[2..].starts_with(|letter: char| letter.is_uppercase() || letter == 'h');
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && (text[digits..].starts_with(". ") || text[digits..].starts_with(") "))
}

/// The words of the text, in lower case.
fn words(lines: &[Line]) -> HashSet<String> {
    lines
        .iter()
        .flat_map(|line| line.text.split(|letter: char| !letter.is_alphabetic()))
        .filter(|word| word.len() > 3)
        .map(str::to_lowercase)
        .collect()
}

/// Whether what a hyphen parts at the end of a line is a word that the text has elsewhere without one.
fn is_whole_word(before: &str, after: &str, words: &HashSet<String>) -> bool {
    let Some(before) = before.strip_suffix('-') else {
        return false;
    };
    let not_letter = |letter: char| !letter.is_alphabetic();
    let start = before.rsplit(not_letter).next().unwrap_or_default();
    let end = after.split(not_letter).next().unwrap_or_default();
    !start.is_empty() && words.contains(&format!("{start}{end}").to_lowercase())
}

/// Whether the break between the lines parts a word or an address: neither takes a space.
fn breaks_word(before: &str, after: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    if last.contains("://") || last.starts_with("www.") {
        return last.ends_with(['/', '-', '_', '=']);
    }
    last.len() > 1
        && last.ends_with('-')
        && last[..last.len() - 1].ends_with(char::is_alphanumeric)
        && after.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_become_paragraphs() {
        let wrapped = "\
The county office said today that three people had been charged with taking
money from a fund for old sailors. All three had worked for the fund, which
owns two houses.
The first hearing is in May. If convicted, each of the three faces at most
ten years in prison, said Assistant U.S. Attorney Avery Northwood of the Harbour
Unit.";
        assert_eq!(
            unwrap(wrapped),
            "The county office said today that three people had been charged with taking \
money from a fund for old sailors. All three had worked for the fund, which owns two houses.\n\n\
The first hearing is in May. If convicted, each of the three faces at most ten years in prison, \
said Assistant U.S. Attorney Avery Northwood of the Harbour Unit."
        );
    }

    #[test]
    fn pieces_of_a_sentence_on_lines_of_their_own_are_joined() {
        let broken = "\
More than
500
felony cases were filed by
District Attorney Robin Vale
, who took office in the 17
th
district.
PORT ANGUS
– A jury found her guilty.
Charges
Theft
Perjury";
        assert_eq!(
            unwrap(broken),
            "More than 500 felony cases were filed by District Attorney Robin Vale, who took office in the 17th district.\n\n\
PORT ANGUS – A jury found her guilty.\nCharges\nTheft\nPerjury"
        );
    }
}
