//! Flat HTML to text. html2text lives here and nowhere else.

use html2text::render::TextDecorator;

/// The text of the flat HTML that `prune` writes: paragraphs stand apart by an empty line.
///
/// Flat HTML without rare entities is read the short way; html2text does the rest. That both give the same is held by a
/// test.
pub(crate) fn render(flat: &str) -> String {
    short_way(flat).unwrap_or_else(|| by_html2text(flat))
}

/// The text on one line.
pub(crate) fn line(flat: &str) -> String {
    crate::convert::lines::normalize::line(&render(flat))
}

/// An attribute's value, its entities read.
pub(crate) fn value(raw: &str) -> String {
    if raw.contains(['&', '<']) {
        line(&raw.replace('<', "&lt;"))
    } else {
        crate::convert::lines::normalize::line(raw)
    }
}

/// Reads text and the commonest entities; none where it meets anything else.
fn short_way(flat: &str) -> Option<String> {
    let mut text = String::with_capacity(flat.len());
    let mut rest = flat;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("<p>") {
            text.push_str("\n\n");
            rest = after;
        } else if let Some(after) = rest.strip_prefix("<br>") {
            text.push('\n');
            rest = after;
        } else if rest.starts_with('&') {
            let (letter, length) = entity(rest)?;
            text.push(letter);
            rest = &rest[length..];
        } else {
            return None;
        }
    }
    text.push_str(rest);
    Some(text)
}

/// The letter that the entity at the start of `text` stands for, and the entity's length. An ampersand that begins no
/// entity stands for itself.
fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 24] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
        ("sect", '§'),
        ("bull", '•'),
        ("middot", '·'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("aacute", 'á'),
        ("eacute", 'é'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("ntilde", 'ñ'),
    ];
    let after = &text.as_bytes()[1..];
    match after.first() {
        Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'#' => {}
        _ => return Some(('&', 1)),
    }
    let end = after.iter().take(10).position(|byte| *byte == b';')?;
    let name = text.get(1..=end)?;
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            // Below lie controls, and 128 to 159, which browsers read as Windows-1252.
            char::from_u32(code).filter(|letter| {
                (code >= 0xA1 || (0x21..0x7F).contains(&code)) && !letter.is_whitespace()
            })?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((letter, end + 2))
}

/// So much flat HTML is given to html2text at once, in bytes: it builds a tree, which takes a hundred times the memory of
/// the tags in it.
const PIECE: usize = 256 << 10;

fn by_html2text(flat: &str) -> String {
    let mut text = String::new();
    let mut rest = flat;
    while rest.len() > PIECE {
        let piece = &rest.as_bytes()[..PIECE];
        let Some((at, tag, gap)) = [("<p>", "\n\n"), ("<br>", "\n")]
            .into_iter()
            .find_map(|(tag, gap)| Some((memchr::memmem::rfind(piece, tag.as_bytes())?, tag, gap)))
        else {
            // One endless line: no tags, no tree.
            break;
        };
        text.push_str(&piece_by_html2text(&rest[..at]));
        text.push_str(gap);
        rest = &rest[at + tag.len()..];
    }
    text.push_str(&piece_by_html2text(rest));
    text
}

fn piece_by_html2text(flat: &str) -> String {
    // No line is longer than the page: nothing is wrapped.
    let width = flat.len() + 1;
    html2text::config::with_decorator(Bare)
        .raw_mode(true)
        .no_link_wrapping()
        .link_footnotes(false)
        .string_from_read(flat.as_bytes(), width)
        .unwrap_or_default()
}

/// Text without any sign of markup.
#[derive(Clone, Copy, Debug)]
struct Bare;

impl TextDecorator for Bare {
    type Annotation = ();

    fn decorate_link_start(&mut self, _url: &str) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_link_end(&mut self) -> String {
        String::new()
    }

    fn decorate_em_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_em_end(&self) -> String {
        String::new()
    }

    fn decorate_strong_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_strong_end(&self) -> String {
        String::new()
    }

    fn decorate_strikeout_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }

    fn decorate_code_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) {}

    fn decorate_preformat_cont(&self) {}

    fn decorate_image(&mut self, _src: &str, _title: &str) -> (String, ()) {
        (String::new(), ())
    }

    fn header_prefix(&self, _level: usize) -> String {
        String::new()
    }

    fn quote_prefix(&self) -> String {
        String::new()
    }

    fn unordered_item_prefix(&self) -> String {
        String::new()
    }

    fn ordered_item_prefix(&self, _i: i64) -> String {
        String::new()
    }

    fn make_subblock_decorator(&self) -> Self {
        Bare
    }

    fn decorate_superscript_start(&self) -> (String, ()) {
        (String::new(), ())
    }

    fn decorate_superscript_end(&self) -> String {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::lines::normalize;

    #[test]
    fn the_short_way_gives_what_html2text_gives() {
        for flat in [
            "One.<p>Two<br>three &amp; four<p>• five",
            "AT&amp;T &lt;b&gt; &#8217; &#x2014; &sect; 5 &hellip;",
            "A &lt; B<br>1. C | D<p>&ldquo;E&rdquo; &eacute;",
            "",
        ] {
            let short = short_way(flat).map(|text| normalize::text(&text));
            assert_eq!(short, Some(normalize::text(&by_html2text(flat))), "{flat}");
        }
        assert_eq!(short_way("rare &zwnj; entity"), None);
    }

    #[test]
    fn a_page_read_in_pieces_reads_as_one() {
        let line = "It was said &zwnj;today<br>and<br>again.";
        let lines = vec![line; 20_000];
        let in_pieces = normalize::text(&by_html2text(&lines.join("<p>")));
        let one = normalize::text(&by_html2text(line));
        assert_eq!(in_pieces, vec![one; 20_000].join("\n\n"));
    }
}
