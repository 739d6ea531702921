//! Which tags and texts does an HTML page consist of?
//!
//! Scans the page in one pass. Knows what can hide a tag (comments, quoted attributes, scripts), but not which tag closes
//! which element. Takes time linear in the size of the page, whatever its markup.

use memchr::{memchr, memmem};

use crate::knowledge::Element;

/// A tag or a text of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Open(Tag<'a>),
    Close(&'a str),
    /// Text as in the source, entities not decoded.
    Text(&'a str),
}

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The name as written, in any case.
    pub name: &'a str,
    attributes: &'a str,
}

/// Reads the tags and texts of a page with their offsets.
pub(crate) struct Scanner<'a> {
    html: &'a str,
    at: usize,
    /// Name of the raw-text element whose tag was just read. Its content is not markup.
    raw: Option<&'a str>,
}

impl<'a> Scanner<'a> {
    pub fn new(html: &'a str) -> Self {
        Scanner::from(html, 0)
    }

    /// Begins at a byte offset at which a tag or a text begins.
    pub fn from(html: &'a str, at: usize) -> Self {
        Scanner {
            html,
            at,
            raw: None,
        }
    }

    /// The offset of the next token.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The next token and the offset at which it begins.
    pub fn next(&mut self) -> Option<(usize, Token<'a>)> {
        if let Some(name) = self.raw.take() {
            let start = self.at;
            self.at = raw_end(self.html, start, name);
            if self.at > start {
                return Some((start, Token::Text(&self.html[start..self.at])));
            }
        }
        let bytes = self.html.as_bytes();
        loop {
            let start = self.at;
            let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
            if !begins_markup(rest) {
                // Text runs to the next `<` that begins markup.
                let mut end = start + 1;
                loop {
                    match memchr(b'<', &bytes[end..]) {
                        Some(found) if begins_markup(&bytes[end + found..]) => {
                            end += found;
                            break;
                        }
                        Some(found) => end += found + 1,
                        None => {
                            end = bytes.len();
                            break;
                        }
                    }
                }
                self.at = end;
                return Some((start, Token::Text(&self.html[start..end])));
            }
            match rest[1] {
                b'!' | b'?' => self.at = comment_end(self.html, start),
                b'/' => {
                    let end = memchr(b'>', rest).map_or(bytes.len(), |found| start + found);
                    let name = tag_name(&self.html[start + 2..end]);
                    self.at = (end + 1).min(bytes.len());
                    return Some((start, Token::Close(name)));
                }
                _ => {
                    let end = tag_end(bytes, start + 1);
                    let inner = &self.html[start + 1..end];
                    let name = tag_name(inner);
                    self.at = (end + 1).min(bytes.len());
                    if is_raw_text(name) {
                        self.raw = Some(name);
                    }
                    return Some((
                        start,
                        Token::Open(Tag {
                            name,
                            attributes: &inner[name.len()..],
                        }),
                    ));
                }
            }
        }
    }
}

/// Whether `<` begins markup here.
fn begins_markup(bytes: &[u8]) -> bool {
    bytes[0] == b'<'
        && match bytes.get(1) {
            Some(b'!' | b'?') => true,
            Some(b'/') => bytes.get(2).is_some_and(u8::is_ascii_alphabetic),
            Some(letter) => letter.is_ascii_alphabetic(),
            None => false,
        }
}

fn tag_name(inner: &str) -> &str {
    let end = inner
        .bytes()
        .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
        .unwrap_or(inner.len());
    &inner[..end]
}

/// The offset of the `>` that ends the tag, not counting those in quoted attributes; the end of the page where there is
/// none.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    let mut after_equals = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return at,
            b'"' | b'\'' if after_equals => match memchr(byte, &bytes[at + 1..]) {
                Some(found) => at += found + 1,
                None => return bytes.len(),
            },
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            after_equals = byte == b'=';
        }
        at += 1;
    }
    bytes.len()
}

fn comment_end(html: &str, start: usize) -> usize {
    let bytes = html.as_bytes();
    if html[start..].starts_with("<!--") {
        // `<!-->` is an empty comment. One that is never closed runs to the end of the page.
        return memmem::find(&bytes[start + 2..], b"-->")
            .map_or(bytes.len(), |found| start + 2 + found + 3);
    }
    memchr(b'>', &bytes[start..]).map_or(bytes.len(), |found| start + found + 1)
}

/// Whether the content of an element of this name is raw text, not markup.
pub(crate) fn is_raw_text(name: &str) -> bool {
    const NAMES: [&str; 7] = [
        "script", "style", "textarea", "title", "xmp", "noembed", "noframes",
    ];
    NAMES.iter().any(|raw| name.eq_ignore_ascii_case(raw))
}

/// The offset of `</name` at or after `from`, or the end of the page.
pub(crate) fn raw_end(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found;
        let rest = &bytes[at + 1..];
        if rest.first() == Some(&b'/')
            && rest
                .get(1..=name.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

impl<'a> Tag<'a> {
    /// The value of an attribute as in the source; empty where it has no value.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The attributes in their order.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || next_attribute(&mut rest))
    }

    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether the element can have no content.
    pub fn is_void(&self) -> bool {
        const NAMES: [&str; 14] = [
            "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
            "source", "track", "wbr",
        ];
        NAMES.iter().any(|void| self.is(void))
    }

    /// The id and the class, read once for a tag that is compared with many selectors.
    pub fn id_and_class(&self) -> IdAndClass<'a> {
        let mut found = IdAndClass::default();
        for (key, value) in self.attributes() {
            if key.eq_ignore_ascii_case("id") {
                found.id.get_or_insert(value);
            } else if key.eq_ignore_ascii_case("class") {
                found.class.get_or_insert(value);
            }
        }
        found
    }

    /// Whether `wanted` means this element.
    pub fn matches(&self, wanted: &Element) -> bool {
        // The name comes first, because attributes take longer to read.
        wanted.tag.as_ref().is_none_or(|tag| self.is(tag)) && self.has(&self.id_and_class(), wanted)
    }

    /// Whether `wanted` means this element, whose id and class are given.
    pub fn has(&self, given: &IdAndClass<'a>, wanted: &Element) -> bool {
        wanted.tag.as_ref().is_none_or(|tag| self.is(tag))
            && (wanted.id.as_deref()).is_none_or(|wanted| given.id == Some(wanted))
            && wanted.classes.iter().all(|wanted| {
                given.class.is_some_and(|class| {
                    class.len() >= wanted.len()
                        && class.split_ascii_whitespace().any(|word| word == wanted)
                })
            })
            && wanted
                .attribute
                .as_ref()
                .is_none_or(|(name, value)| self.attribute(name) == Some(value.as_str()))
    }
}

/// The attributes that most selectors name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct IdAndClass<'a> {
    id: Option<&'a str>,
    class: Option<&'a str>,
}

/// Takes the name and the value of the next attribute from `rest`.
fn next_attribute<'a>(rest: &mut &'a str) -> Option<(&'a str, &'a str)> {
    let start =
        rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
    let is_end =
        |(_, letter): &(usize, char)| letter.is_ascii_whitespace() || matches!(letter, '=' | '/');
    let name_end = start.char_indices().skip(1).find(is_end);
    let (name, after) = start.split_at(name_end.map_or(start.len(), |(at, _)| at));
    *rest = after;
    if name.is_empty() {
        return None;
    }
    let Some(value) = after.trim_ascii_start().strip_prefix('=') else {
        return Some((name, ""));
    };
    let value = value.trim_ascii_start();
    let (value, after) = if let Some(&quote @ (b'"' | b'\'')) = value.as_bytes().first() {
        let end = memchr(quote, &value.as_bytes()[1..]).map_or(value.len(), |at| at + 1);
        (&value[1..end], value.get(end + 1..).unwrap_or_default())
    } else {
        let end = value
            .find(|letter: char| letter.is_ascii_whitespace())
            .unwrap_or(value.len());
        value.split_at(end)
    };
    *rest = after;
    Some((name, value))
}

/// Counts the tags of one name to find the end of an element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ElementDepth<'a> {
    name: &'a str,
    open: usize,
}

impl<'a> ElementDepth<'a> {
    pub fn of(tag: &Tag<'a>) -> Self {
        ElementDepth {
            name: tag.name,
            open: 1,
        }
    }

    /// Counts the next token. True where it closes the element.
    pub fn closes(&mut self, token: &Token<'_>) -> bool {
        match token {
            Token::Open(tag) if tag.is(self.name) => self.open += 1,
            Token::Close(name) if name.eq_ignore_ascii_case(self.name) => self.open -= 1,
            _ => {}
        }
        self.open == 0
    }
}
