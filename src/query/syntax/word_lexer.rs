//! What stands between spaces: a word, several, a pattern, or an operator of nearness.

use std::ops::Range;

use crate::analysis::tokenize_into;
use crate::query::syntax::lexer::{Lexer, Token, shorten};

/// The widest nearness: what is kept apart in the index (title and text) lies further apart.
const WIDEST: u32 = 499;

impl Lexer<'_> {
    /// `w/5`, `pre/5`, and as others write it: `within/5`, `near/5`, `n/5`, `/5`, `w/s`, `w/p`.
    pub(crate) fn near(&mut self, chunk: &str) -> Option<Token> {
        let (name, number) = chunk.split_once('/')?;
        let name = name.to_ascii_lowercase();
        let ordered = match name.as_str() {
            "w" | "within" | "near" | "n" | "" => false,
            "pre" | "p" => true,
            _ => return None,
        };
        let within = match number {
            "s" | "S" if name == "w" || name.is_empty() => {
                self.note(format!("`{chunk}` (the same sentence) is read as w/25"));
                25
            }
            "p" | "P" if name == "w" || name.is_empty() => {
                self.note(format!("`{chunk}` (the same paragraph) is read as w/75"));
                75
            }
            _ if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
                let typed = number.parse().unwrap_or(u32::MAX);
                let within = typed.clamp(1, WIDEST);
                if within != typed {
                    let operator = if ordered { "pre" } else { "w" };
                    self.note(format!("`{chunk}` is read as {operator}/{within}"));
                }
                within
            }
            _ => return None,
        };
        Some(Token::Near { within, ordered })
    }

    pub(crate) fn word_chunk(&mut self, chunk: &str) {
        // Brackets and the like around a word are no part of it; a trailing `!`, `*`, `?` or `~` is.
        let trimmed = chunk
            .trim_start_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '*' | '?' | '§')))
            .trim_end_matches(|c: char| {
                !(c.is_alphanumeric() || matches!(c, '*' | '?' | '!' | '~' | '§'))
            });
        if let Some(word) = alike(trimmed) {
            self.alike_chunk(word, trimmed);
            return;
        }
        let pattern = trimmed.trim_end_matches('!');
        if pattern.len() < trimmed.len()
            && pattern.chars().any(char::is_alphanumeric)
            && !pattern.contains(['*', '?'])
        {
            self.note(format!(
                "`{trimmed}` is read as every word that begins with `{pattern}`"
            ));
            self.push_pattern(&format!("{pattern}*"));
            return;
        }
        let asks = pattern.trim_end_matches('?');
        let pattern =
            if self.is_question && asks.len() < pattern.len() && !asks.contains(['*', '?']) {
                self.note(format!(
                    "`{pattern}` is read as a question's last word; `{asks}*` finds all its endings"
                ));
                asks
            } else {
                pattern
            };
        if pattern.contains(['*', '?']) {
            self.push_pattern(pattern);
        } else {
            self.push_words(pattern, chunk);
        }
    }

    fn alike_chunk(&mut self, word: &str, chunk: &str) {
        tokenize_into(&mut self.words, word);
        let parts = self.words.words().count();
        if parts == 1 && !word.contains(['*', '?']) {
            let plain = self.words.words().next();
            let place = plain.map_or(0..0, |word| word.start..word.end);
            self.tokens.push(Token::Alike(word[place].to_owned()));
        } else {
            self.note(format!(
                "`~` is left out of `{chunk}`: only a single word can be spelled alike"
            ));
            self.word_chunk(&word.replace('~', " "));
        }
    }

    fn push_pattern(&mut self, pattern: &str) {
        // "embezzl*.!": what stood before a trailing `!` is as little part of the word as what stands at its end.
        let pattern = pattern
            .trim_end_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '*' | '?' | '§')));
        // Runs of `*` mean one, and what joins words in a compound joins nothing here.
        let mut clean = String::with_capacity(pattern.len());
        for c in pattern.chars() {
            if !(c == '*' && clean.ends_with('*')) {
                clean.push(c);
            }
        }
        if clean.chars().any(char::is_alphanumeric) {
            tokenize_into(&mut self.words, &clean.replace(['*', '?'], "x"));
            let single = self.words.words().count() == 1;
            if single {
                self.tokens.push(Token::Pattern(clean));
            } else {
                self.split_pattern(&clean);
            }
        } else {
            self.note(format!(
                "`{pattern}` holds no letter or digit and is left out"
            ));
        }
    }

    /// A pattern with signs in it is several: `co-conspir*` is `co` and `conspir*`, `fraud,thef*` two words.
    fn split_pattern(&mut self, pattern: &str) {
        self.tokens.push(Token::Open);
        // A section sign is a word by itself, whatever stands beside it.
        let parted = pattern.replace('§', " § ");
        let of_part = |c: char| c.is_alphanumeric() || matches!(c, '*' | '?' | '\'' | '’' | '§');
        let parts = parted
            .split(|c: char| !of_part(c))
            .filter(|part| part.contains(|c: char| c.is_alphanumeric() || c == '§'));
        let mut first = true;
        for part in parts {
            if !first {
                self.tokens.push(Token::Near {
                    within: 1,
                    ordered: true,
                });
            }
            first = false;
            if part.contains(['*', '?']) {
                self.tokens.push(Token::Pattern(part.to_owned()));
            } else {
                self.push_words(part, part);
            }
        }
        self.tokens.push(Token::Close);
        self.note(format!(
            "`{pattern}` is read as its parts, one after the other"
        ));
    }

    /// Cuts a chunk into words, each with what is joined to it: `fraud,theft` is two, `co-conspirator` one.
    fn push_words(&mut self, text: &str, chunk: &str) {
        let mut words = std::mem::take(&mut self.words);
        tokenize_into(&mut words, text);
        let plain: Vec<_> = words.words().collect();
        if plain.is_empty() && chunk.chars().any(|c| !is_mere_punctuation(c)) {
            let shown = shorten(chunk);
            self.note(format!(
                "`{shown}` holds no letter or digit and is left out"
            ));
        }
        let mut groups: Vec<Range<usize>> = Vec::new();
        for at in 0..plain.len() {
            let joined = at > 0 && is_joint(&text[plain[at - 1].end..plain[at].start]);
            match groups.last_mut() {
                Some(group) if joined => group.end = at + 1,
                _ => groups.push(at..at + 1),
            }
        }
        let many = groups.len() > 1;
        if many {
            self.tokens.push(Token::Open);
        }
        for group in groups {
            let word = &text[plain[group.start].start..plain[group.end - 1].end];
            self.push_word(word);
        }
        if many {
            self.tokens.push(Token::Close);
        }
        self.words = words;
    }

    fn push_word(&mut self, word: &str) {
        let token = match word {
            // Written so, it would be an operator: `AND,`.
            "AND" | "OR" | "NOT" => Token::Word(word.to_ascii_lowercase()),
            _ => {
                let notes = self.notes.len();
                if self.near(word).is_some() {
                    self.notes.truncate(notes);
                    Token::Word(word.replace('/', "-"))
                } else {
                    Token::Word(word.chars().filter(|c| !is_invisible(*c)).collect())
                }
            }
        };
        self.tokens.push(token);
    }
}

/// What stands between two parts of one compound.
fn is_joint(between: &str) -> bool {
    !between.is_empty()
        && between.chars().all(|c| {
            matches!(
                c,
                '-' | '.' | '&' | '/' | '\'' | '’' | 's' | 'S' | '\u{2010}'
                    ..='\u{2013}' | '\u{2212}'
            )
        })
}

/// Signs that people leave between words, and nobody searches.
fn is_mere_punctuation(c: char) -> bool {
    c.is_control() || is_invisible(c) || ",.;:!?-–—'’‘`()[]{}/\\|*~…•·+_".contains(c)
}

/// Marks of writing direction and spaces of no width.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// `dmitrenko~`, `dmitrenko~1`.
fn alike(chunk: &str) -> Option<&str> {
    let (word, distance) = chunk.rsplit_once('~')?;
    (distance.is_empty() || distance == "1" || distance == "2").then_some(word)
}
