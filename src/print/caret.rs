//! A typed text, and under it the piece that a message is about.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::print::sanitize::clean;

/// Of a long text so many characters are shown before and after the piece.
const AROUND: usize = 30;

/// Of a long piece so many characters are shown.
const LONGEST: usize = 50;

/// The line of the text, and the line with the marks under the piece.
pub fn underlined(text: &str, range: &Range<usize>) -> [String; 2] {
    let before: Vec<char> = text[..range.start].chars().collect();
    let from = before.len().saturating_sub(AROUND);
    let before: String = before[from..].iter().collect();
    let piece: String = text[range.clone()].chars().take(LONGEST).collect();
    let whole = piece.len() == range.len();
    let rest = if whole { &text[range.end..] } else { "" };
    let after: String = rest.chars().take(AROUND).collect();
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let head = format!("  {}{}", cut(from > 0), clean(&before));
    let (piece, after) = (clean(&piece), clean(&after));
    let tail = cut(!whole || after.len() < rest.len());
    let marks = "^".repeat(piece.width().max(1));
    [
        format!("{head}{piece}{after}{tail}"),
        format!("{}{marks}", " ".repeat(head.width())),
    ]
}

#[cfg(test)]
mod tests {
    use crate::print::caret::underlined;

    #[test]
    fn the_marks_stand_under_the_piece() {
        let text = "größe 中 date:soon fraud";
        let at = text.find("soon").expect("it is there");
        assert_eq!(
            underlined(text, &(at..at + 4)),
            [
                "  größe 中 date:soon fraud".to_owned(),
                "                ^^^^".to_owned(),
            ]
        );
    }

    #[test]
    fn of_a_long_text_the_neighbourhood_is_shown() {
        let text = format!(
            "{} date:\u{1b}x {}",
            "wire ".repeat(100),
            "fraud ".repeat(100)
        );
        let at = text.find('\u{1b}').expect("it is there");
        let [line, marks] = underlined(&text, &(at..at + 2));
        assert!(
            line.starts_with("  …") && line.ends_with('…') && line.len() < 100,
            "{line}"
        );
        assert_eq!(
            marks.find('^'),
            Some(line.chars().take_while(|c| *c != 'x').count())
        );
    }
}
