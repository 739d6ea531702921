//! The text of a document of a word processor: its paragraphs, headings and tables, without what was deleted.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// In which words a document is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `.docx`
    Word,
    /// `.odt`
    OpenDocument,
}

/// A document as a person reads it.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// The first heading, where nothing stands before it.
    pub title: Option<String>,
    /// The paragraphs, with empty lines between them.
    pub text: String,
}

/// Most levels of elements: deeper ones are damaged or hostile.
const MAX_DEPTH: usize = 200;

/// The text of a document. An error says why it cannot be read.
pub(crate) fn text_of(xml: &[u8], dialect: Dialect) -> Result<Document, String> {
    let mut reader = Reader::from_reader(xml);
    let mut writer = Writer::default();
    let mut depth = 0;
    let mut skipped: Option<usize> = None;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err("its elements are nested too deep".to_owned());
                }
                if skipped.is_none() && is_left_out(element.local_name().as_ref()) {
                    skipped = Some(depth);
                }
                if skipped.is_none() {
                    writer.start(&element, dialect);
                }
            }
            Event::Empty(element) if skipped.is_none() => writer.empty(&element, dialect),
            Event::End(element) => {
                if skipped.is_none() {
                    writer.end(element.local_name().as_ref());
                }
                if skipped == Some(depth) {
                    skipped = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if skipped.is_none() => {
                writer.text(&text, dialect);
            }
            Event::GeneralRef(reference) if skipped.is_none() => {
                let resolved = match &*reference {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().ok().flatten(),
                };
                if let Some(letter) = resolved {
                    writer.text(letter.encode_utf8(&mut [0; 4]), dialect);
                }
            }
            Event::CData(text) if skipped.is_none() => {
                writer.text(&text, dialect);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(writer.finish())
}

/// Elements whose text is no text of the document: what was deleted, comments, notes, fields' codes.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "moveFrom"
            | "instrText"
            | "tracked-changes"
            | "annotation"
            | "comment"
            | "sequence-decls"
    )
}

#[derive(Default)]
struct Writer {
    document: Document,
    paragraph: String,
    is_heading: bool,
    /// Whether the text belongs to a run of Word; other text there is layout.
    in_run_text: bool,
}

impl Writer {
    fn start(&mut self, element: &BytesStart<'_>, dialect: Dialect) {
        match (dialect, element.local_name().as_ref()) {
            (Dialect::Word, "t") => self.in_run_text = true,
            (Dialect::OpenDocument, "h") => self.is_heading = true,
            _ => self.empty(element, dialect),
        }
    }

    fn empty(&mut self, element: &BytesStart<'_>, dialect: Dialect) {
        match (dialect, element.local_name().as_ref()) {
            (Dialect::Word, "pStyle") => {
                let style = element
                    .attributes()
                    .flatten()
                    .find(|attribute| attribute.key.local_name().as_ref() == "val");
                self.is_heading = style.is_some_and(|style| {
                    style.value.starts_with("Title") || style.value.starts_with("Heading")
                });
            }
            (_, "tab") | (Dialect::OpenDocument, "s") => self.paragraph.push(' '),
            (Dialect::Word, "br" | "cr") | (Dialect::OpenDocument, "line-break") => {
                self.paragraph.push('\n');
            }
            (Dialect::Word, "noBreakHyphen") => self.paragraph.push('-'),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, dialect: Dialect) {
        if dialect == Dialect::OpenDocument || self.in_run_text {
            self.paragraph.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_run_text = false,
            "p" | "h" => {
                let paragraph = std::mem::take(&mut self.paragraph);
                let paragraph = paragraph.trim();
                if paragraph.is_empty() {
                } else if self.is_heading
                    && self.document.title.is_none()
                    && self.document.text.is_empty()
                {
                    self.document.title = Some(paragraph.replace('\n', " "));
                } else {
                    self.document.text.push_str(paragraph);
                    self.document.text.push_str("\n\n");
                }
                self.is_heading = false;
            }
            _ => {}
        }
    }

    fn finish(self) -> Document {
        self.document
    }
}
