//! Which text does flat HTML hold? Only this file uses html2text.

use crate::convert::lines::normalize;

/// The text of flat HTML, with empty lines between paragraphs.
///
/// Flat HTML with no other entities than the common ones is read directly, all other by html2text. Both give the same
/// text.
pub(crate) fn render(flat: &str) -> String {
    render_directly(flat).unwrap_or_else(|| render_by_html2text(flat))
}

/// The text on one line.
pub(crate) fn line(flat: &str) -> String {
    normalize::line(&render(flat))
}

/// The value of an attribute, with its entities decoded.
pub(crate) fn value(raw: &str) -> String {
    if raw.contains(['&', '<']) {
        line(&raw.replace('<', "&lt;"))
    } else {
        normalize::line(raw)
    }
}

/// Reads text and the common entities; none where there is anything else.
fn render_directly(flat: &str) -> Option<String> {
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

/// The letter of the entity at the start of `text`, and the length of the entity. An ampersand that begins no entity is
/// itself.
pub(crate) fn entity(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 32] = [
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
        ("agrave", 'à'),
        ("egrave", 'è'),
        ("ccedil", 'ç'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("szlig", 'ß'),
        ("euro", '€'),
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
            // Not control characters, and not 128 to 159, which browsers read as Windows-1252.
            char::from_u32(code).filter(|letter| {
                (code >= 0xA1 || (0x21..0x7F).contains(&code)) && !letter.is_whitespace()
            })?
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((letter, end + 2))
}

/// Maximum flat HTML per call of html2text, in bytes: its tree takes a hundred times the memory of the tags.
const MAX_PIECE: usize = 256 << 10;

fn render_by_html2text(flat: &str) -> String {
    let mut text = String::new();
    let mut rest = flat;
    while rest.len() > MAX_PIECE {
        let piece = &rest.as_bytes()[..MAX_PIECE];
        let Some((at, tag, gap)) = [("<p>", "\n\n"), ("<br>", "\n")]
            .into_iter()
            .find_map(|(tag, gap)| Some((memchr::memmem::rfind(piece, tag.as_bytes())?, tag, gap)))
        else {
            // Without tags the tree is small.
            break;
        };
        text.push_str(&render_piece(&rest[..at]));
        text.push_str(gap);
        rest = &rest[at + tag.len()..];
    }
    text.push_str(&render_piece(rest));
    text
}

fn render_piece(flat: &str) -> String {
    // No line is longer than the page, so nothing is wrapped.
    let width = flat.len() + 1;
    html2text::config::plain_no_decorate()
        .raw_mode(true)
        .string_from_read(flat.as_bytes(), width)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direct_rendering_equals_html2text() {
        for flat in [
            "One.<p>Two<br>three &amp; four<p>• five",
            "AT&amp;T &lt;b&gt; &#8217; &#x2014; &sect; 5 &hellip;",
            "A &lt; B<br>1. C | D<p>&ldquo;E&rdquo; &eacute;",
            "",
        ] {
            let direct = render_directly(flat).map(|text| normalize::text(&text));
            assert_eq!(
                direct,
                Some(normalize::text(&render_by_html2text(flat))),
                "{flat}"
            );
        }
        assert_eq!(render_directly("rare &zwnj; entity"), None);
    }

    #[test]
    fn pages_read_in_pieces_give_the_same_text() {
        let line = "It was said &zwnj;today<br>and<br>again.";
        let lines = vec![line; 20_000];
        let in_pieces = normalize::text(&render_by_html2text(&lines.join("<p>")));
        let one = normalize::text(&render_by_html2text(line));
        assert_eq!(in_pieces, vec![one; 20_000].join("\n\n"));
    }
}
