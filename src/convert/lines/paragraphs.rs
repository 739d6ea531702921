//! Which lines of a text belong to one paragraph? Joins hard-wrapped lines, and pieces of sentences on lines of their own.

use std::collections::HashSet;

use crate::convert::lines::normalize;

/// A line that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Normalized text.
    pub text: String,
    /// Whether an empty line is before it.
    pub after_gap: bool,
}

/// The lines of a text that are not empty.
pub(crate) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_gap = false;
    for raw in normalize::lines(text) {
        let text = normalize::line(raw);
        if text.is_empty() {
            after_gap = true;
        } else {
            lines.push(Line { text, after_gap });
            after_gap = false;
        }
    }
    lines
}

/// Removes the lines for which `remove` is true. A gap before a removed line stays a gap.
pub(crate) fn remove_marked(lines: &mut Vec<Line>, remove: &[bool]) {
    let mut at = 0;
    let mut after_gap = false;
    lines.retain_mut(|line| {
        let keep = !remove.get(at).copied().unwrap_or(false);
        at += 1;
        after_gap |= line.after_gap;
        if keep {
            line.after_gap = after_gap;
            after_gap = false;
        }
        keep
    });
}

/// The lines as text, with empty lines between paragraphs. A line that ends in the middle of a sentence is joined with the
/// next.
pub(crate) fn join_lines(lines: &[Line]) -> String {
    let mut out = String::new();
    let mut start = 0;
    for line in lines {
        let before = &out[start..];
        let goes_on = !line.after_gap
            && before.ends_with(ends_open)
            && is_running(before)
            && line
                .text
                .starts_with(|letter: char| letter.is_lowercase() || letter.is_ascii_digit())
            && !is_item(&line.text);
        let gap = match (out.is_empty(), goes_on, line.after_gap) {
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

/// Joins the lines of hard-wrapped or broken text into paragraphs.
pub(crate) fn unwrap(text: &str) -> String {
    join_paragraphs(&split(text))
}

/// Joins lines into paragraphs.
pub(crate) fn join_paragraphs(lines: &[Line]) -> String {
    let joined = join_pieces(lines);
    // An empty line goes before and after a joined paragraph.
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

/// Whether the line is long enough for a whole paragraph.
fn is_whole(line: &str) -> bool {
    line.len() >= 160
}

fn join_pieces(lines: &[Line]) -> String {
    let width = wrap_width(lines);
    let words = width.map(|_| words(lines)).unwrap_or_default();
    let mut out = String::with_capacity(lines.iter().map(|line| line.text.len() + 2).sum());
    // Number of lines joined into the last paragraph, and where it begins.
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

/// The width in characters at which the text was wrapped. None where lines are whole paragraphs or pieces of any length.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[1].after_gap)
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

/// The separator between two lines of text wrapped at `width`.
fn wrapped_gap(before: &Line, line: &Line, width: usize, joined: usize) -> &'static str {
    let length = before.text.chars().count();
    if line.after_gap {
        // The sentence may go on after a page break.
        let goes_on = length * 10 >= width * 6
            && begins_lower_case(&line.text)
            && !ends_sentence(&before.text)
            && !is_item(&line.text);
        return if goes_on { " " } else { "\n\n" };
    }
    if is_item(&line.text) {
        return "\n";
    }
    let first_word = line.text.split(' ').next().unwrap_or_default();
    let would_fit = length + 1 + first_word.chars().count() <= width * 9 / 10;
    if !would_fit || (begins_lower_case(&line.text) && !ends_sentence(&before.text)) {
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

/// The separator between the text so far and the next line, where lines are paragraphs or pieces of them. Web pages
/// written node by node have every link and every bold word on a line of its own.
fn broken_gap(before: &str, line: &Line, next: Option<&Line>) -> &'static str {
    let text = line.text.as_str();
    let new_line = if line.after_gap || is_long(before) || is_long(text) {
        "\n\n"
    } else {
        "\n"
    };
    if is_item(text) || is_item_end(before) || is_label(text) {
        return new_line;
    }
    // `SANTA ANA`, then `– A man was`: the place name begins the text.
    let is_place = text.len() <= 40
        && text.chars().any(char::is_uppercase)
        && !text.chars().any(char::is_lowercase)
        && next.is_some_and(|next| next.text.starts_with(['–', '—', '-']));
    if is_place {
        return "\n\n";
    }
    let first = text.chars().next().unwrap_or_default();
    if !line.after_gap {
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
        // Three hyphens are a rule across the page. A single dash connects two pieces of a sentence.
        if dash && !ends_sentence(before) && text.chars().count() != 3 {
            return " ";
        }
    }
    // `CHICAGO —` on a line of its own begins the next.
    if before.ends_with(['—', '–']) {
        return " ";
    }
    if ends_sentence(before) {
        return new_line;
    }
    let both_short = before.len() < 40 && text.len() < 40;
    if begins_lower_case(text) && !before.ends_with([':', ';']) {
        let list = both_short && begins_lower_case(before) && !line.after_gap;
        return if list { new_line } else { " " };
    }
    if line.after_gap {
        return new_line;
    }
    // A link or bold words inside a sentence, which goes on in the next line.
    let goes_on_after = next.is_some_and(|next| {
        !next.after_gap
            && (begins_lower_case(&next.text)
                || next.text.starts_with([',', '.', ';', ')', '’', '”']))
            && !is_item(&next.text)
    });
    if goes_on_after && text.len() < 80 && !ends_sentence(text) && before.ends_with(ends_open) {
        return " ";
    }
    if before.ends_with(ends_open) && is_running(before) {
        return " ";
    }
    new_line
}

/// Whether a line that ends with this letter can end in the middle of a sentence.
fn ends_open(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, ',' | '-' | '–' | '—' | '’' | '”')
}

/// Whether the line is running text, not a headline: most of its last words are in lower case.
fn is_running(text: &str) -> bool {
    let words: Vec<&str> = text.rsplit(' ').take(10).collect();
    let low = words.iter().filter(|word| begins_lower_case(word)).count();
    words.len() >= 4 && low * 10 >= words.len() * 6 && text.len() >= 40
}

fn is_long(text: &str) -> bool {
    text.len() >= 80
}

fn begins_lower_case(text: &str) -> bool {
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
        // A sentence may also go on after a dash.
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

/// Whether the word divided by a hyphen at the end of a line occurs elsewhere in the text without the hyphen.
fn is_whole_word(before: &str, after: &str, words: &HashSet<String>) -> bool {
    let Some(before) = before.strip_suffix('-') else {
        return false;
    };
    let not_letter = |letter: char| !letter.is_alphabetic();
    let start = before.rsplit(not_letter).next().unwrap_or_default();
    let end = after.split(not_letter).next().unwrap_or_default();
    !start.is_empty() && words.contains(&format!("{start}{end}").to_lowercase())
}

/// Whether the line break divides a word or an address, so that no space belongs there.
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
    fn pieces_of_a_sentence_on_separate_lines_are_joined() {
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
