//! How is a part of a page written as flat HTML: text, `<p>` between paragraphs, `<br>` between lines, and nothing else?
//!
//! html2text takes time that grows with the square of the nesting, and memory that grows with the width of tables. Flat
//! HTML has no nesting, no tables, no attributes and nothing hidden, so html2text is fast on any page.

use crate::convert::html::flat_writer::{FlatWriter, Gap};
use crate::convert::html::scanner::{ElementDepth, Scanner, Tag, Token};
use crate::convert::html::skipped_elements::is_always_skipped;
use crate::convert::html::unclosed::ElementSkipper;
use crate::convert::lines::paragraphs;

/// Maximum depth of nested tables; deeper ones are read as plain lines. Page layouts of the nineties nest three or four.
const MAX_TABLES: usize = 4;

/// Maximum depth of nested lists; items of deeper ones belong to the list at this depth.
const MAX_LISTS: usize = 16;

/// Maximum length in bytes of a table row of data whose cells hold paragraphs. In a longer one the table is page layout.
const MAX_ROW: usize = 600;

/// The separator between the cells of a row.
const CELL_GAP: &str = " | ";

/// The flat HTML of a part of a page, without the elements that are never read or that `is_skipped` returns true for.
pub(crate) fn sanitize(html: &str, is_skipped: impl Fn(&Tag<'_>) -> bool) -> String {
    let mut sanitizer = Sanitizer {
        writers: vec![FlatWriter::with_capacity(html.len())],
        tables: Vec::new(),
        too_deep_tables: 0,
        lists: Vec::new(),
        too_deep_lists: 0,
        note: None,
        preformatted: None,
    };
    let mut scanner = Scanner::new(html);
    let mut skipper = ElementSkipper::new(html);
    while let Some((start, token)) = scanner.next() {
        if let Token::Open(tag) = token
            && !tag.is_void()
            && (is_always_skipped(&tag) || is_skipped(&tag))
        {
            skipper.skip(&mut scanner, &tag, start);
            continue;
        }
        sanitizer.take(&token);
    }
    sanitizer.finish()
}

/// An open element that may be the number of a footnote, as `[1]` in a superscript.
struct Note<'a> {
    depth: ElementDepth<'a>,
    start: usize,
    writers: usize,
}

struct Sanitizer<'a> {
    /// The writer of the page, then one for each cell of the open rows.
    writers: Vec<FlatWriter>,
    /// For each open table, how many of `writers` belong to its open row.
    tables: Vec<usize>,
    too_deep_tables: usize,
    /// For each open list, the next number; none where the list is not numbered.
    lists: Vec<Option<i64>>,
    too_deep_lists: usize,
    /// A note inside another is part of it.
    note: Option<Note<'a>>,
    preformatted: Option<String>,
}

impl<'a> Sanitizer<'a> {
    fn writer(&mut self) -> &mut FlatWriter {
        if self.writers.is_empty() {
            self.writers.push(FlatWriter::default());
        }
        let last = self.writers.len() - 1;
        &mut self.writers[last]
    }

    fn take(&mut self, token: &Token<'a>) {
        match token {
            Token::Text(text) => match &mut self.preformatted {
                Some(lines) => lines.push_str(text),
                None => self.writer().text(text),
            },
            Token::Open(tag) => self.open(tag),
            Token::Close(name) => self.close(name, token),
        }
    }

    fn open(&mut self, tag: &Tag<'a>) {
        let mut lower = [0_u8; 12];
        match lower_case(tag.name, &mut lower) {
            "br" => match &mut self.preformatted {
                Some(lines) => lines.push('\n'),
                None => self.writer().line_break(),
            },
            "li" => self.list_item(),
            "ul" | "ol" | "menu" | "dir" => self.open_list(tag),
            "pre" if self.preformatted.is_none() => {
                self.writer().gap(Gap::Paragraph);
                self.preformatted = Some(String::new());
            }
            "table" => self.open_table(),
            "tr" => self.open_row(),
            "td" | "th" => self.open_cell(),
            "dt" | "dd" | "caption" => self.writer().gap(Gap::Line),
            "sup" => self.open_note(tag),
            "a" if tag
                .attribute("href")
                .is_some_and(|to| to.starts_with("#_ftn") || to.starts_with("#_edn")) =>
            {
                self.open_note(tag);
            }
            name if is_block(name) => self.paragraph(),
            _ => {}
        }
        if let Some(note) = &mut self.note
            && !tag.is("sup")
            && !tag.is("a")
        {
            note.depth.closes(&Token::Open(*tag));
        }
    }

    fn close(&mut self, name: &str, token: &Token<'_>) {
        let mut lower = [0_u8; 12];
        match lower_case(name, &mut lower) {
            // A stray `</p>` is an empty paragraph, `</br>` a line break.
            "br" => self.writer().line_break(),
            "ul" | "ol" | "menu" | "dir" => self.close_list(),
            "pre" => self.close_preformatted(),
            "table" => self.close_table(),
            "tr" => self.close_row(),
            "td" | "th" | "li" | "dt" | "dd" | "caption" => self.writer().gap(Gap::Line),
            name if is_block(name) => self.paragraph(),
            _ => {}
        }
        if let Some(note) = &mut self.note
            && note.depth.closes(token)
        {
            self.close_note();
        }
    }

    /// Begins a paragraph. Paragraphs of a list item are lines of the list.
    fn paragraph(&mut self) {
        if let Some(lines) = &mut self.preformatted {
            lines.push_str("\n\n");
            return;
        }
        let gap = if self.lists.is_empty() {
            Gap::Paragraph
        } else {
            Gap::Line
        };
        self.writer().gap(gap);
    }

    fn open_list(&mut self, tag: &Tag<'_>) {
        self.paragraph();
        if self.lists.len() == MAX_LISTS {
            self.too_deep_lists += 1;
            return;
        }
        let first = tag
            .is("ol")
            .then(|| tag.attribute("start").and_then(|n| n.trim().parse().ok()))
            .map(|start| start.unwrap_or(1));
        self.lists.push(first);
    }

    fn close_list(&mut self) {
        if self.too_deep_lists > 0 {
            self.too_deep_lists -= 1;
        } else {
            self.lists.pop();
        }
        self.writer().bullet = None;
        self.paragraph();
    }

    fn list_item(&mut self) {
        let bullet = match self.lists.last_mut() {
            Some(Some(number)) => {
                let bullet = format!("{number}. ");
                *number = number.saturating_add(1);
                bullet
            }
            _ => "• ".to_owned(),
        };
        let writer = self.writer();
        writer.gap(Gap::Line);
        writer.bullet = Some(bullet);
    }

    fn close_preformatted(&mut self) {
        if let Some(text) = self.preformatted.take() {
            let writer = self.writer();
            for paragraph in paragraphs::unwrap(&text).split("\n\n") {
                writer.gap(Gap::Paragraph);
                for line in paragraph.lines() {
                    writer.gap(Gap::Line);
                    writer.text(line);
                }
            }
            writer.gap(Gap::Paragraph);
        }
    }

    fn open_table(&mut self) {
        if self.tables.len() == MAX_TABLES {
            self.too_deep_tables += 1;
            self.writer().gap(Gap::Line);
        } else {
            self.paragraph();
            self.tables.push(0);
        }
    }

    fn close_table(&mut self) {
        if self.too_deep_tables > 0 {
            self.too_deep_tables -= 1;
            self.writer().gap(Gap::Line);
        } else {
            self.close_row();
            self.tables.pop();
            self.paragraph();
        }
    }

    fn open_row(&mut self) {
        self.close_row();
        self.writer().gap(Gap::Line);
    }

    fn open_cell(&mut self) {
        if self.too_deep_tables > 0 {
            self.writer().gap(Gap::Space);
            return;
        }
        match self.tables.last_mut() {
            Some(cells) => {
                *cells += 1;
                self.writers.push(FlatWriter::default());
            }
            None => self.writer().gap(Gap::Line),
        }
    }

    fn close_row(&mut self) {
        if self.too_deep_tables > 0 {
            self.writer().gap(Gap::Line);
            return;
        }
        let Some(cells) = self.tables.last_mut().map(std::mem::take) else {
            return;
        };
        let first = self.writers.len().saturating_sub(cells);
        let mut row: Vec<FlatWriter> = self.writers.split_off(first);
        row.retain(|cell| !cell.out.is_empty());
        let length: usize = row.iter().map(|cell| cell.out.len()).sum();
        let has_paragraphs = row.iter().any(|cell| cell.out.contains("<p>"));
        let writer = self.writer();
        if row.len() > 1 && (!has_paragraphs || length <= MAX_ROW) {
            let mut line = String::with_capacity(length + CELL_GAP.len() * row.len());
            for cell in row {
                if !line.is_empty() {
                    line.push_str(CELL_GAP);
                }
                line.push_str(&cell.out.replace("<p>", " ").replace("<br>", " "));
            }
            writer.flat(&line, Gap::Line);
        } else {
            let gap = if has_paragraphs || length > MAX_ROW {
                Gap::Paragraph
            } else {
                Gap::Line
            };
            for cell in row {
                writer.flat(&cell.out, gap);
            }
        }
    }

    fn open_note(&mut self, tag: &Tag<'a>) {
        if let Some(note) = &mut self.note {
            note.depth.closes(&Token::Open(*tag));
            return;
        }
        self.note = Some(Note {
            depth: ElementDepth::of(tag),
            start: self.writer().out.len(),
            writers: self.writers.len(),
        });
    }

    fn close_note(&mut self) {
        let Some(note) = self.note.take() else { return };
        if note.writers != self.writers.len() {
            return;
        }
        let writer = self.writer();
        let is_number = writer.out.get(note.start..).is_some_and(|text| {
            text.len() < 8
                && text.bytes().any(|byte| byte.is_ascii_digit())
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || b"[]() ,*".contains(&byte))
        });
        if is_number {
            writer.out.truncate(note.start);
        }
    }

    fn finish(mut self) -> String {
        self.close_preformatted();
        self.too_deep_tables = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.writers.into_iter().next().unwrap_or_default().out
    }
}

/// The name in lower case; empty where it is longer than every known name.
fn lower_case<'b>(name: &str, buffer: &'b mut [u8; 12]) -> &'b str {
    let Some(short) = buffer.get_mut(..name.len()) else {
        return "";
    };
    short.copy_from_slice(name.as_bytes());
    short.make_ascii_lowercase();
    std::str::from_utf8(short).unwrap_or_default()
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "main"
            | "blockquote"
            | "center"
            | "address"
            | "figure"
            | "figcaption"
            | "fieldset"
            | "form"
            | "details"
            | "summary"
            | "hr"
            | "dl"
            | "body"
            | "html"
            | "hgroup"
    )
}
