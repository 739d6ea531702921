//! PDF: which text does a file hold? A child process reads it.

use crate::corpus::child::Child;
use crate::corpus::content::Content;
use crate::corpus::limits::MAX_TEXT_BYTES;
use crate::model::SkipReason;

/// Reads the text of a PDF file.
pub(crate) const CHILD: Child = Child {
    argument: "read-one-pdf-as-a-child-process",
    read: |bytes| {
        let text = pdf_extract::extract_text_from_mem(&bytes);
        text.map(String::into_bytes)
            .map_err(|error| error.to_string())
    },
};

/// Minimum number of lines of a text whose spacing is known.
const MIN_LINES: usize = 12;

/// The release of a PDF file.
pub(crate) fn content(bytes: Vec<u8>) -> Result<Content, SkipReason> {
    let text = CHILD
        .found_in(bytes, MAX_TEXT_BYTES)
        .map_err(|why| SkipReason::UnknownFormat(format!("a PDF {why}")))?;
    let text = String::from_utf8_lossy(&text);
    if text.trim().is_empty() {
        return Err(SkipReason::NoRelease(
            "a PDF without text: a scan".to_owned(),
        ));
    }
    Ok(Content::Text(single_spaced(&without_ligatures(&text))))
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
