//! Writes the chosen part of a page again as flat HTML: text, `<p>` between paragraphs, `<br>` between lines, no more.
//!
//! html2text takes time that grows with the square of the nesting and memory that grows with the width of tables
//! (html2text 0.17: 28 s for 1 MB of nested `div`, 1 GB for a table of 100,000 cells). What it is given here has no
//! nesting, no tables, no attributes and nothing hidden, so that it is fast on any page.

use crate::convert::html::flat_writer::{Gap, Writer};
use crate::convert::html::scanner::{Depth, Scanner, Tag, Token};
use crate::convert::html::skipped_elements::is_left_out;
use crate::convert::html::unclosed::Skipper;
use crate::convert::lines::paragraphs;
use crate::knowledge::Element;

/// How many tables inside tables are told apart; deeper ones are read as plain lines. Page layouts of the nineties
/// nest three or four.
const MOST_TABLES: usize = 4;

/// How many lists inside lists are told apart.
const MOST_LISTS: usize = 16;

/// A row whose cells hold paragraphs and are longer than this is no row of data: the table lays out the page.
const LONGEST_ROW: usize = 600;

/// What stands between the cells of a row.
const CELL_GAP: &str = " | ";

/// Which elements are left out beside those that are never read.
pub(crate) trait Unwanted {
    fn unwanted(&self, tag: &Tag<'_>) -> bool;
}

impl Unwanted for &[Element] {
    fn unwanted(&self, tag: &Tag<'_>) -> bool {
        self.iter().any(|element| tag.matches(element))
    }
}

/// The flat HTML of a piece of a page.
pub(crate) fn prune(html: &str, unwanted: &impl Unwanted) -> String {
    let mut pruner = Pruner {
        pages: vec![Writer::with_capacity(html.len())],
        tables: Vec::new(),
        too_deep_tables: 0,
        lists: Vec::new(),
        too_deep_lists: 0,
        notes: Vec::new(),
        preformatted: None,
    };
    let mut scanner = Scanner::new(html);
    let mut skipper = Skipper::new(html);
    while let Some((start, token)) = scanner.next() {
        if let Token::Open(tag) = token
            && !tag.is_void()
            && (is_left_out(&tag) || unwanted.unwanted(&tag))
        {
            skipper.skip(&mut scanner, &tag, start);
            continue;
        }
        pruner.take(&token);
    }
    pruner.finish()
}

/// What a piece of text may turn out to be: `[1]` in a superscript is the number of a note.
struct Note<'a> {
    depth: Depth<'a>,
    start: usize,
    writers: usize,
}

struct Pruner<'a> {
    /// The page, and inside it the cells of the tables that are open.
    pages: Vec<Writer>,
    /// For each open table, how many of `pages` belong to the row that is open.
    tables: Vec<usize>,
    too_deep_tables: usize,
    /// For each open list, the next number where it is an ordered one.
    lists: Vec<Option<i64>>,
    too_deep_lists: usize,
    notes: Vec<Note<'a>>,
    preformatted: Option<String>,
}

impl<'a> Pruner<'a> {
    fn page(&mut self) -> &mut Writer {
        if self.pages.is_empty() {
            self.pages.push(Writer::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn take(&mut self, token: &Token<'a>) {
        match token {
            Token::Text(text) => match &mut self.preformatted {
                Some(lines) => lines.push_str(text),
                None => self.page().text(text),
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
                None => self.page().line_break(),
            },
            "li" => self.list_item(),
            "ul" | "ol" | "menu" | "dir" => self.open_list(tag),
            "pre" if self.preformatted.is_none() => {
                self.page().gap(Gap::Paragraph);
                self.preformatted = Some(String::new());
            }
            "table" => self.open_table(),
            "tr" => self.open_row(),
            "td" | "th" => self.open_cell(),
            "dt" | "dd" | "caption" => self.page().gap(Gap::Line),
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
        if let Some(note) = self.notes.last_mut()
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
            "br" => self.page().line_break(),
            "ul" | "ol" | "menu" | "dir" => self.close_list(),
            "pre" => self.close_preformatted(),
            "table" => self.close_table(),
            "tr" => self.close_row(),
            "td" | "th" | "li" | "dt" | "dd" | "caption" => self.page().gap(Gap::Line),
            name if is_block(name) => self.paragraph(),
            _ => {}
        }
        if let Some(note) = self.notes.last_mut()
            && note.depth.closes(token)
        {
            self.close_note();
        }
    }

    /// Paragraphs of a list item are lines of the list.
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
        self.page().gap(gap);
    }

    fn open_list(&mut self, tag: &Tag<'_>) {
        self.paragraph();
        if self.lists.len() == MOST_LISTS {
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
        self.page().bullet = None;
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
        let page = self.page();
        page.gap(Gap::Line);
        page.bullet = Some(bullet);
    }

    fn close_preformatted(&mut self) {
        if let Some(text) = self.preformatted.take() {
            let page = self.page();
            for paragraph in paragraphs::unwrap(&text).split("\n\n") {
                page.gap(Gap::Paragraph);
                for line in paragraph.lines() {
                    page.gap(Gap::Line);
                    page.text(line);
                }
            }
            page.gap(Gap::Paragraph);
        }
    }

    fn open_table(&mut self) {
        if self.tables.len() == MOST_TABLES {
            self.too_deep_tables += 1;
            self.page().gap(Gap::Line);
        } else {
            self.paragraph();
            self.tables.push(0);
        }
    }

    fn close_table(&mut self) {
        if self.too_deep_tables > 0 {
            self.too_deep_tables -= 1;
            self.page().gap(Gap::Line);
        } else {
            self.close_row();
            self.tables.pop();
            self.paragraph();
        }
    }

    fn open_row(&mut self) {
        self.close_row();
        self.page().gap(Gap::Line);
    }

    fn open_cell(&mut self) {
        if self.too_deep_tables > 0 {
            self.page().gap(Gap::Space);
            return;
        }
        match self.tables.last_mut() {
            Some(cells) => {
                *cells += 1;
                self.pages.push(Writer::default());
            }
            None => self.page().gap(Gap::Line),
        }
    }

    fn close_row(&mut self) {
        if self.too_deep_tables > 0 {
            self.page().gap(Gap::Line);
            return;
        }
        let Some(cells) = self.tables.last_mut().map(std::mem::take) else {
            return;
        };
        let first = self.pages.len().saturating_sub(cells);
        let mut row: Vec<Writer> = self.pages.split_off(first);
        row.retain(|cell| !cell.out.is_empty());
        let length: usize = row.iter().map(|cell| cell.out.len()).sum();
        let has_paragraphs = row.iter().any(|cell| cell.out.contains("<p>"));
        let page = self.page();
        if row.len() > 1 && (!has_paragraphs || length <= LONGEST_ROW) {
            let mut line = String::with_capacity(length + CELL_GAP.len() * row.len());
            for cell in row {
                if !line.is_empty() {
                    line.push_str(CELL_GAP);
                }
                line.push_str(&cell.out.replace("<p>", " ").replace("<br>", " "));
            }
            page.flat(&line, Gap::Line);
        } else {
            let gap = if has_paragraphs || length > LONGEST_ROW {
                Gap::Paragraph
            } else {
                Gap::Line
            };
            for cell in row {
                page.flat(&cell.out, gap);
            }
        }
    }

    fn open_note(&mut self, tag: &Tag<'a>) {
        // A note inside another is part of it.
        if self.notes.is_empty() {
            let note = Note {
                depth: Depth::of(tag),
                start: self.page().out.len(),
                writers: self.pages.len(),
            };
            self.notes.push(note);
        } else if let Some(note) = self.notes.last_mut() {
            note.depth.closes(&Token::Open(*tag));
        }
    }

    fn close_note(&mut self) {
        let Some(note) = self.notes.pop() else { return };
        if note.writers != self.pages.len() {
            return;
        }
        let page = self.page();
        let is_number = page.out.get(note.start..).is_some_and(|text| {
            text.len() < 8
                && text.bytes().any(|byte| byte.is_ascii_digit())
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || b"[]() ,*".contains(&byte))
        });
        if is_number {
            page.out.truncate(note.start);
        }
    }

    fn finish(mut self) -> String {
        self.close_preformatted();
        self.too_deep_tables = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.pages.into_iter().next().unwrap_or_default().out
    }
}

/// The name in lower case, as far as it is short enough to be one that is known.
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
