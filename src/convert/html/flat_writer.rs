//! How is flat HTML written: text, `<p>` between paragraphs, `<br>` between lines?

/// The gap between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

/// Writes flat HTML. Gaps are only written between words.
#[derive(Default)]
pub(crate) struct FlatWriter {
    pub out: String,
    gap: Gap,
    /// Number of `<br>` since the last word. Two of them separate paragraphs.
    breaks: u8,
    /// The bullet of a list item that has no word yet.
    pub bullet: Option<String>,
}

impl FlatWriter {
    pub fn with_capacity(bytes: usize) -> Self {
        FlatWriter {
            out: String::with_capacity(bytes),
            ..FlatWriter::default()
        }
    }

    pub fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    pub fn line_break(&mut self) {
        self.breaks = self.breaks.saturating_add(1);
        self.gap(if self.breaks > 1 {
            Gap::Paragraph
        } else {
            Gap::Line
        });
    }

    /// Writes the gap and the bullet before the next word.
    fn begin_word(&mut self) {
        if !self.out.is_empty() {
            self.out.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "<br>",
                Gap::Paragraph => "<p>",
            });
        }
        self.gap = Gap::None;
        self.breaks = 0;
        if let Some(bullet) = self.bullet.take() {
            self.out.push_str(&bullet);
        }
    }

    pub fn text(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let blank = blank_length(&bytes[at..]);
            if blank > 0 {
                self.gap(Gap::Space);
                at += blank;
                continue;
            }
            let start = at;
            at += 1;
            // Words with single spaces between them are copied in one go.
            loop {
                let rest = bytes[at..].iter();
                let length = rest.take_while(|byte| !MAY_END_WORD[usize::from(**byte)]);
                at += length.count();
                match bytes.get(at) {
                    Some(b' ') if bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => {
                        at += 2;
                    }
                    Some(b'&' | 0xC2) if blank_length(&bytes[at..]) == 0 => at += 1,
                    _ => break,
                }
            }
            self.begin_word();
            match text[start..at].strip_prefix('<') {
                // Unescaped, it could become markup together with the next text.
                Some(rest) => {
                    self.out.push_str("&lt;");
                    self.out.push_str(rest);
                }
                None => self.out.push_str(&text[start..at]),
            }
        }
    }

    /// Writes flat HTML with the same gap before and after it.
    pub fn flat(&mut self, flat: &str, gap: Gap) {
        if flat.is_empty() {
            return;
        }
        self.gap(gap);
        self.begin_word();
        self.out.push_str(flat);
        self.gap(gap);
    }
}

/// By byte: whether white space or markup may begin with it.
const MAY_END_WORD: [bool; 256] = {
    let mut may_end = [false; 256];
    let bytes = b"< \n\t\r\x0c&\xC2";
    let mut at = 0;
    while at < bytes.len() {
        may_end[bytes[at] as usize] = true;
        at += 1;
    }
    may_end
};

/// The length of the white space at the beginning of the bytes: a space, a tab, a line end, a no-break space in any form.
fn blank_length(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | b'\n' | b'\t' | b'\r' | b'\x0c', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [b'&', b'n', b'b', b's', b'p', b';', ..]
        | [b'&', b'#', b'1', b'6', b'0', b';', ..]
        | [b'&', b'#', b'x', b'A' | b'a', b'0', b';', ..] => 6,
        _ => 0,
    }
}
