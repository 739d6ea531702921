//! How is the text of a query cut into tokens?

use std::ops::Range;

use crate::analysis::tokenize;
use crate::query::syntax::citations::{TypedCitations, with_section_sign};
use crate::query::syntax::dates::span_in_words;
use crate::query::syntax::field_group::{end_of_group, tokens_of_group};
use crate::query::syntax::fields::{
    begins_with_value, has_forms, is_compared, is_word_of_headlines, name_without_quotes,
    note_on_unknown_field, since_or_until, up_to_group,
};
use crate::query::syntax::joined_words::{amount_in_words, parted_number, side_by_side};
use crate::query::syntax::quantities::quantity_in_words;
use crate::query::syntax::token::{Token, Tokens, excerpt, is_quote};
use crate::query::syntax::word_lexer::{is_question, read_chunk, read_phrase};
use crate::schema::{self, FieldKind, FieldSpec, Lookup};
use crate::text::char_class::is_invisible;

/// Maximum number of words of a query: a longer text is a document and is cut.
const MAX_WORDS: usize = 1000;

/// Cuts a text into tokens.
pub(super) fn tokens_of(text: &str) -> Tokens {
    let mut lexer = Lexer::new(text);
    lexer.run();
    lexer.out
}

/// The bytes of a field's value in the text of a query; for one value of a group, of this value alone.
pub fn place_of(text: &str, field: &str, value: &str) -> Option<Range<usize>> {
    let mut lexer = Lexer::new(text);
    lexer.run();
    let (_, place) = lexer.fields.iter().find(|(at, _)| {
        matches!(&lexer.out.list[*at], Token::Field(name, typed) if name.name == field && typed.contains(value))
    })?;
    let narrow = text[place.clone()]
        .rfind(value)
        .filter(|_| !value.is_empty());
    Some(narrow.map_or(place.clone(), |at| {
        place.start + at..place.start + at + value.len()
    }))
}

struct Lexer<'a> {
    text: &'a str,
    citations: TypedCitations,
    is_question: bool,
    out: Tokens,
    /// For each field: the number of its token, and its bytes in the text.
    fields: Vec<(usize, Range<usize>)>,
}

/// The methods get the offset at which to read, and return the offset of what follows.
impl<'a> Lexer<'a> {
    fn new(text: &'a str) -> Self {
        Lexer {
            text,
            citations: TypedCitations::of(text),
            is_question: is_question(text),
            out: Tokens::default(),
            fields: Vec::new(),
        }
    }

    fn run(&mut self) {
        let (mut at, mut words) = (0, 0);
        while let Some(c) = self.text[at..].chars().next() {
            if words >= MAX_WORDS {
                let kept = self.text[..at].chars().count();
                self.out.note(format!(
                    "the query is cut after {MAX_WORDS} words (letter {kept}): what follows is not searched"
                ));
                return;
            }
            let (before, from) = (self.out.list.len(), at);
            at = match c {
                _ if c.is_whitespace() => at + c.len_utf8(),
                // `1956(a) and (h)`
                '(' if self.citations.at(self.text, at).is_some() => self.chunk(at),
                '(' => self.push(Token::Open, at + 1),
                ')' => self.push(Token::Close, at + 1),
                _ if is_quote(c) => self.quoted(at),
                _ => self.chunk(at),
            };
            for (number, token) in self.out.list.iter().enumerate().skip(before) {
                words += usize::from(token.is_operand());
                if matches!(token, Token::Field(..)) {
                    self.fields.push((number, from..at));
                }
            }
        }
    }

    fn push(&mut self, token: Token, next: usize) -> usize {
        self.out.push(token);
        next
    }

    fn read_chunk(&mut self, chunk: &str) {
        read_chunk(chunk, self.is_question, &mut self.out);
    }

    /// The text between the quotation mark at `at` and the next one, and the offset after that; none if there is no other.
    fn inside_quotes(&self, at: usize) -> Option<(&'a str, usize)> {
        let mark = self.text[at..].chars().next()?;
        let from = at + mark.len_utf8();
        let inside = &self.text[from..];
        let end = inside.find(is_quote)?;
        let closing = inside[end..].chars().next()?;
        Some((&inside[..end], from + end + closing.len_utf8()))
    }

    /// Reads a phrase in quotation marks.
    fn quoted(&mut self, at: usize) -> usize {
        let Some((inside, mut next)) = self.inside_quotes(at) else {
            let mark = self.text[at..].chars().next().map_or(1, char::len_utf8);
            let rest = excerpt(self.text[at + mark..].trim());
            if !rest.is_empty() {
                self.out.note(format!(
                    "the quotation mark before `{rest}` is never closed: what follows is read as words"
                ));
            }
            return at + mark;
        };
        // `"wire fraud"~5` in other languages.
        if let Some(after) = self.text[next..].strip_prefix('~') {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            self.out.note(format!(
                "`~{}` after a phrase is left out: `wire w/5 fraud` finds words near each other",
                &after[..digits]
            ));
            next += 1 + digits;
        }
        let shown = excerpt(inside.trim());
        if !tokenize(inside).is_empty() {
            let visible = inside.replace(|c: char| is_invisible(c) || c.is_control(), " ");
            let visible = with_section_sign(&visible);
            let words: Vec<&str> = visible.split_whitespace().collect();
            read_phrase(&words, &mut self.out);
        } else if !shown.is_empty() {
            self.out.note(format!(
                "`\"{shown}\"` has no letter or digit and is left out"
            ));
        }
        next
    }

    /// Reads a statute, a field, a minus sign, or what is up to the next space, parenthesis or quotation mark.
    fn chunk(&mut self, at: usize) -> usize {
        if let Some((place, name)) = self.citations.at(self.text, at) {
            return self.push(Token::Statute(name), place.end);
        }
        let rest = &self.text[at..];
        let length = rest
            .find(|c: char| c.is_whitespace() || c == '(' || c == ')' || is_quote(c))
            .unwrap_or(rest.len());
        let chunk = &rest[..length];
        let first = chunk.chars().next().unwrap_or(' ');
        if matches!(first, '-' | '\u{2212}') {
            return self.minus(at, first);
        }
        if let Some(next) = self.field(at, chunk) {
            return next;
        }
        if let Some((end, number)) = parted_number(self.text, at, length) {
            // `18 -465` could leave a word out.
            if self.text[at..end].contains(" -") && !self.text[at..end].contains("- ") {
                let typed = &self.text[at..end];
                self.out
                    .note(format!("`{typed}` is read as the number {number}"));
            }
            self.read_chunk(&number);
            return end;
        }
        if let Some(end) = amount_in_words(self.text, at, length) {
            let words: Vec<&str> = self.text[at..end].split_whitespace().collect();
            return self.push(Token::Phrase(words.join(" ")), end);
        }
        if let Some((place, joined)) = side_by_side(self.text, at, length) {
            self.out.note(format!(
                "`{}` is read as these words side by side",
                excerpt(&self.text[place.clone()])
            ));
            self.read_chunk(&joined);
            return place.end;
        }
        self.read_chunk(chunk);
        at + length
    }

    /// Reads a hyphen: before a word it negates; alone, or with another, it is only a dash.
    fn minus(&mut self, at: usize, sign: char) -> usize {
        let after = at + sign.len_utf8();
        let follows = self.text[after..].chars().next();
        match follows {
            Some(c) if c == '(' || is_quote(c) || c.is_alphanumeric() || "§*?$'’".contains(c) => {
                self.push(Token::Not, after)
            }
            Some('-' | '\u{2212}') => {
                let dashes = self.text[after..].trim_start_matches(['-', '\u{2212}']);
                if dashes.starts_with(char::is_alphanumeric) {
                    self.out.note(
                        "more than one hyphen before a word is read as a dash, and leaves nothing out"
                            .to_owned(),
                    );
                }
                self.text.len() - dashes.len()
            }
            _ => after,
        }
    }

    /// Reads `name:value` if the name is a field's.
    fn field(&mut self, at: usize, chunk: &str) -> Option<usize> {
        if let Some(date) = since_or_until(chunk) {
            return Some(self.push(date, at + chunk.len()));
        }
        let sign = chunk.find([':', '<', '>', '='])?;
        let (name, mut from) = (&chunk[..sign], at + sign);
        let is_title = name.eq_ignore_ascii_case("title");
        let field = schema::find_in_query(name);
        if chunk.as_bytes()[sign] == b':' {
            from += 1;
        } else if !field.is_some_and(|field| is_compared(field, &chunk[sign..])) {
            return None;
        }
        if field.is_none() && !is_title {
            if let Some(note) = note_on_unknown_field(chunk, name) {
                self.out.note(note);
            }
            return None;
        }
        let rest = self.text[from..].trim_start();
        let start = self.text.len() - rest.len();
        let first = rest.chars().next().filter(|c| *c != ')');
        if let Some(field) = field
            && let Some(next) = self.word_or_no_value(field, name, from, start)
        {
            return Some(next);
        }
        let Some(first) = first else {
            self.out
                .note(format!("nothing is after `{name}:`: it is read as a word"));
            self.read_chunk(name);
            return Some(from);
        };
        let Some(field) = field else {
            return Some(self.push(Token::Title, from));
        };
        if first == '(' {
            return Some(self.field_group(field, start));
        } else if is_quote(first)
            && let Some((inside, next)) = self.inside_quotes(start)
        {
            return Some(self.push(Token::Field(field, inside.trim().to_owned()), next));
        }
        if let Some((place, name)) = self.citations.at(self.text, start) {
            return Some(self.push(Token::Field(field, name), place.end));
        }
        let start = start + if is_quote(first) { first.len_utf8() } else { 0 };
        Some(self.field_value(field, start))
    }

    /// Reads the name of a field that is a word of headlines, too, where no value of the field is behind it. `Judge: the case
    /// goes on` is words. A name with nothing behind it is a field without a value, which is an error.
    fn word_or_no_value(
        &mut self,
        field: &'static FieldSpec,
        name: &str,
        from: usize,
        start: usize,
    ) -> Option<usize> {
        let rest = &self.text[start..];
        if rest.is_empty() || rest.starts_with(')') {
            let value = Token::Field(field, String::new());
            return has_forms(field).then(|| self.push(value, from));
        }
        let is_spaced = start > from && !rest.starts_with(is_quote);
        if !is_spaced || !is_word_of_headlines(field) || begins_with_value(field, rest) {
            return None;
        }
        self.out.note(format!(
            "`{name}:` with a space behind it is read as a word; without the space it is the field"
        ));
        self.read_chunk(name);
        Some(from)
    }

    /// Reads a value without quotation marks.
    fn field_value(&mut self, field: &'static FieldSpec, start: usize) -> usize {
        let rest = &self.text[start..];
        let mut length = rest
            .find(|c: char| c.is_whitespace() || is_quote(c))
            .unwrap_or(rest.len());
        // `restitution:>="1.2 million"`, `date:>="June 8, 2021"`
        let (sign, behind) = rest.split_at(length);
        let quoted = behind.trim_start();
        if (field.kind == FieldKind::Quantity || field.lookup == Some(Lookup::Date))
            && sign.chars().all(|c| "<>=".contains(c))
            && quoted.starts_with(is_quote)
            && let Some((inside, next)) = self.inside_quotes(self.text.len() - quoted.len())
        {
            let value = format!("{sign}{}", inside.trim());
            return self.push(Token::Field(field, value), next);
        }
        if let Some(lookup) = field.lookup
            && let Some(end) = quantity_in_words(lookup, up_to_group(rest))
        {
            let words: Vec<&str> = rest[..end].split_whitespace().collect();
            return self.push(Token::Field(field, words.join(" ")), start + end);
        }
        // `date:>= 2021`, `date:>="2021"`
        if field.lookup == Some(Lookup::Date) && rest[..length].chars().all(|c| "<>=".contains(c)) {
            let more = &rest[length..];
            let spaces = more.len() - more.trim_start().len();
            let word = more.trim_start();
            length += spaces + word.find(char::is_whitespace).unwrap_or(word.len());
        }
        if field.lookup == Some(Lookup::Date)
            && let Some((span, end)) = span_in_words(rest)
        {
            return self.push(Token::Field(field, span), start + end);
        }
        // A parenthesis that closes a group around the field ends the value; one in `78j(b)` does not.
        let mut depth = 0;
        for (at, c) in rest[..length].char_indices() {
            match c {
                '(' => depth += 1,
                ')' if depth == 0 => {
                    length = at;
                    break;
                }
                ')' => depth -= 1,
                _ => {}
            }
        }
        let value = rest[..length].trim_end_matches([',', ';']);
        let value = if field.lookup == Some(Lookup::Date) {
            value.replace(|c: char| c.is_whitespace() || is_quote(c), "")
        } else {
            value.to_owned()
        };
        let (typed, behind) = rest.split_at(length);
        if let Some(whole) = name_without_quotes(field, typed, behind) {
            let name = field.name;
            self.out.note(format!(
                "`{name}:` takes one word, `{typed}`; a longer name stands in quotation marks: {name}:\"{whole}\""
            ));
        }
        self.push(Token::Field(field, value), start + length)
    }

    /// Reads `agency:(FBI OR Tax Division)`.
    fn field_group(&mut self, field: &'static FieldSpec, at: usize) -> usize {
        let inside = &self.text[at + 1..];
        let end = end_of_group(inside).unwrap_or(inside.len());
        let mut tokens = tokens_of_group(field, &inside[..end]);
        if !tokens.iter().any(|token| matches!(token, Token::Field(..))) {
            let name = field.name;
            self.out.note(format!(
                "nothing is in the parentheses after `{name}:`: they are left out with it"
            ));
        }
        self.out.list.append(&mut tokens);
        (at + 1 + end + 1).min(self.text.len())
    }
}
