//! One sentence -> mentions of prosecutors.
//!
//! A sentence is read once from left to right. Titles take the names after them, or the names before them where a
//! comma or the like stands between. What stands together in one list is a run; the words before it ("is being
//! prosecuted by") and after it ("are prosecuting the case") say whether the run handles the case.

use crate::extract::prosecutor::grammar::{Lexicon, Title, Word};
use crate::extract::prosecutor::names::Name;
use crate::extract::prosecutor::people::Mention;
use crate::extract::prosecutor::tokens::{Shape, Token};
use crate::knowledge::tables::counsel_words::CounselCue;
use crate::knowledge::tables::name_words::NameWord;
use crate::model::{EvidenceSource, ProsecutorKind};

/// What a whole page tells its sentences.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub text: &'a str,
    pub place: &'a EvidenceSource,
    /// Whether the words are a headline's, capitalised throughout.
    pub headline: bool,
    /// Whether the release is a civil enforcer's, whose staff paragraph names investigators without titles.
    pub enforcer: bool,
}

/// How many words may stand between a cue and its "by".
pub(super) const CUE_REACH: usize = 10;

/// One person of a run.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub name: Name,
    /// The title's tokens and what it is; none for a bare name.
    pub title: Option<(usize, Title)>,
    /// Whose office is named after the person.
    pub office: Option<NameWord>,
    pub rule: &'static str,
}

pub(super) struct Sentence<'a> {
    pub(super) lexicon: &'static Lexicon,
    pub(super) context: Context<'a>,
    pub(super) tokens: &'a [Token],
    pub(super) mentions: &'a mut Vec<Mention>,
    pub(super) run: Vec<Entry>,
    /// The sense of the words before the run: `prosecuted by`.
    pub(super) agent: Option<CounselCue>,
    /// The last cue and where it ended, until its "by" is found.
    cue: Option<(CounselCue, usize)>,
    /// Names that no title has taken yet, and that nothing but commas and "and" has followed.
    pub(super) pending: Vec<Name>,
    /// Whether someone in the sentence is counsel already.
    pub(super) counsel: bool,
    /// Whether the government was named as a party.
    government: bool,
}

impl<'a> Sentence<'a> {
    /// Reads one sentence and adds whom it names.
    pub fn read(context: Context<'a>, tokens: &'a [Token], mentions: &'a mut Vec<Mention>) {
        let mut sentence = Sentence {
            lexicon: Lexicon::get(),
            context,
            tokens,
            mentions,
            run: Vec::new(),
            agent: None,
            cue: None,
            pending: Vec::new(),
            counsel: false,
            government: false,
        };
        let mut at = 0;
        while at < tokens.len() {
            at = sentence.step(at).max(at + 1);
        }
        sentence.flush(tokens.len());
    }

    /// Whether someone speaks in the sentence: "According to U.S. Attorney Jo Doe".
    pub(super) fn spoken(&self) -> bool {
        self.tokens.iter().enumerate().any(|(at, token)| {
            token.shape == Shape::Quote
                || (token.shape == Shape::Lower || at == 0) && self.lexicon.speech(token)
        })
    }

    /// Whether the sentence has words beyond names, titles and offices; a letterhead has none.
    pub(super) fn told(&self) -> bool {
        self.tokens
            .iter()
            .any(|token| token.shape == Shape::Lower && self.lexicon.tells(token))
    }

    fn step(&mut self, at: usize) -> usize {
        let tokens = self.tokens;
        let token = &tokens[at];
        if token.word == Word::NONE && token.shape == Shape::Lower {
            // Most words are in no table: they begin nothing, and end whatever goes on.
            if self.cue.is_some() && self.verb(token) {
                self.cue = None;
            }
            self.flush(at);
            self.pending.clear();
            self.agent = None;
            return at + 1;
        }
        if let Some(title) = self.lexicon.title(tokens, at) {
            return self.title(at, title);
        }
        if let Some((length, sense)) = self.lexicon.cue(tokens, at) {
            self.flush(at);
            self.agent = None;
            self.handler(at, sense);
            self.pending.clear();
            let end = at + length;
            self.cue = Some((sense, end));
            if sense == CounselCue::Assign {
                self.agent = Some(sense);
            }
            return end;
        }
        self.government |= self.lexicon.government(token);
        if let Some((sense, end)) = self.cue
            && at - end <= CUE_REACH
            && self.joins(sense, token)
        {
            self.flush(at);
            self.agent = Some(sense);
            self.cue = None;
            return at + 1;
        }
        if let Some(name) = self.bare(at) {
            return self.name(name);
        }
        if matches!(token.shape, Shape::Capital | Shape::Initial) && token.word == Word::NONE {
            // The rest of an organisation's name: `the Market Abuse Unit`.
            return at + 1;
        }
        if self.cue.is_some() && self.verb(token) {
            // "responsible for the scheme, and the profits earned by": the "by" is another verb's.
            self.cue = None;
        }
        if self.connects(at) {
            return self.lexicon.office_end(tokens, at).unwrap_or(at + 1);
        }
        self.flush(at);
        // "Jo Doe | U.S. Attorney": a bar ends a list, and ties a name to the title after it.
        if token.shape != Shape::Bar && !self.lexicon.auxiliary(token) {
            self.pending.clear();
            self.agent = None;
        }
        at + 1
    }

    /// `Jo Doe is handling the case`: a name alone, right before a cue that speaks of the case.
    fn handler(&mut self, cue: usize, sense: CounselCue) {
        let Some(name) = self.pending.last().copied() else {
            return;
        };
        let auxiliaries = &self.tokens[name.end..cue];
        let object = &self.tokens[cue..(cue + 7).min(self.tokens.len())];
        // "Jo Doe and Al Roe supervised the matter", of a civil enforcer's staff
        let word = &self.context.text[self.tokens[cue].start..self.tokens[cue].end];
        let staff = sense == CounselCue::Investigate
            && self.context.enforcer
            && (self.pending.len() > 1 || name.initials || word.starts_with("supervis"));
        // "Jo Doe tried to obstruct the investigation"
        let attempt = object
            .get(1)
            .is_some_and(|next| next.word == self.lexicon.to);
        if (staff || matches!(sense, CounselCue::Prosecute | CounselCue::Handle))
            && !attempt
            && auxiliaries.len() <= 3
            && auxiliaries
                .iter()
                .all(|token| token.shape == Shape::Comma || self.lexicon.auxiliary(token))
            && object.iter().any(|token| self.lexicon.case(token))
            && !object.iter().any(|token| token.word == self.lexicon.by)
        {
            self.counsel = true;
            for name in std::mem::take(&mut self.pending) {
                let entry = Entry {
                    name,
                    title: None,
                    office: None,
                    rule: "named-as-counsel",
                };
                self.mention(&entry, ProsecutorKind::Counsel);
            }
        }
    }

    /// Whether this word ties the cue to the persons after it.
    fn joins(&self, sense: CounselCue, token: &Token) -> bool {
        match sense {
            CounselCue::Assist => token.word == self.lexicon.by || self.lexicon.source(token),
            CounselCue::Prosecute | CounselCue::Handle | CounselCue::Represent => {
                token.word == self.lexicon.by || self.lexicon.copula(token)
            }
            // "The following staff members assisted in this case: Jo Doe and Al Roe."
            CounselCue::Staff => {
                self.lexicon.copula(token) || self.context.enforcer && token.shape == Shape::Colon
            }
            CounselCue::Investigate => {
                token.word == self.lexicon.by || token.word == self.lexicon.of
            }
            CounselCue::Assign => false,
        }
    }

    /// Whether the word has a verb's ending.
    fn verb(&self, token: &Token) -> bool {
        let text = &self.context.text[token.start..token.end];
        token.shape == Shape::Lower
            && (text.ends_with("ed") || text.ends_with("ing"))
            && !self.lexicon.auxiliary(token)
    }

    /// Whether a list goes on past this token.
    fn connects(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        self.lexicon.modifier(token)
            || matches!(
                token.shape,
                Shape::Comma
                    | Shape::Semicolon
                    | Shape::Break
                    | Shape::Open
                    | Shape::Close
                    | Shape::Capital
                    | Shape::Initial
            )
            || self.lexicon.joins_a_list(token)
            || token.word == self.lexicon.the
            || self.lexicon.preposition(token)
    }

    /// A full name without a title, where one may begin.
    fn bare(&self, at: usize) -> Option<Name> {
        let before = at.checked_sub(1).map(|at| &self.tokens[at]);
        let inside = before.is_some_and(|before| {
            before.word == self.lexicon.the && before.shape == Shape::Lower
                || before.possessive
                || before.shape == Shape::Capital
                    && self.lexicon.name_word(before) == Some(NameWord::Organization)
        });
        let name = self.lexicon.name(self.tokens, at)?;
        let words = &self.tokens[name.start..name.end];
        let acronym = words[0].caps
            && !words
                .iter()
                .all(|word| word.caps || word.shape != Shape::Capital);
        let praises = name.start > at
            && self
                .tokens
                .get(name.end)
                .is_some_and(|token| self.lexicon.praise(token));
        ((name.full() || praises) && !inside && !acronym).then_some(name)
    }

    fn name(&mut self, name: Name) -> usize {
        let listed = self.pending.last().is_some_and(|last| {
            self.tokens[last.end..name.start]
                .iter()
                .all(|token| token.shape == Shape::Comma || self.lexicon.joins_a_list(token))
        });
        if !listed {
            self.pending.clear();
        }
        self.pending.push(name);
        if name.start > 0
            && self.lexicon.name_word(&self.tokens[name.start - 1]) == Some(NameWord::Honorific)
            && self
                .tokens
                .get(name.end)
                .is_some_and(|token| self.lexicon.praise(token))
        {
            let entry = Entry {
                name,
                title: None,
                office: None,
                rule: "commended",
            };
            self.mention(&entry, ProsecutorKind::Official);
        }
        let after = self.apposition(name.end);
        if after.is_none() && !name.possessive && self.untitled() {
            self.run.push(Entry {
                name,
                title: None,
                office: None,
                rule: "named-as-counsel",
            });
        }
        name.end
    }

    /// Whether a name without a title is counsel here.
    pub(super) fn untitled(&self) -> bool {
        match self.agent {
            Some(
                CounselCue::Prosecute | CounselCue::Handle | CounselCue::Assign | CounselCue::Staff,
            ) => true,
            Some(CounselCue::Represent) => self.government,
            Some(CounselCue::Investigate) => self.context.enforcer || self.counsel,
            Some(CounselCue::Assist) => self.counsel,
            None => false,
        }
    }

    /// Whether the word is the abbreviation of a civil enforcer, with or without its possessive ending.
    pub(super) fn enforcer(&self, token: &Token) -> bool {
        let text = &self.context.text[token.start..token.end];
        let name = text.trim_end_matches(['s', '\'', '’']);
        matches!(name, "SEC" | "CFTC" | "FTC" | "CFPB")
    }

    /// The title that stands after a name and a comma: where it begins, and what it is.
    pub(super) fn apposition(&self, at: usize) -> Option<(usize, Title)> {
        let mut at = at;
        let comma = self.tokens.get(at)?;
        if !matches!(
            comma.shape,
            Shape::Comma | Shape::Bar | Shape::Break | Shape::Open
        ) {
            return None;
        }
        at += 1;
        // "Jo Doe, the SEC's Director of Enforcement, said"
        while self.tokens.get(at).is_some_and(|token| {
            self.lexicon.article(token) || token.shape == Shape::Break || self.enforcer(token)
        }) {
            at += 1;
        }
        let title = self.lexicon.title(self.tokens, at)?;
        let own = self.lexicon.name(self.tokens, title.end).is_some()
            || self
                .lexicon
                .office_title(self.tokens, title.end, title.possessive);
        (!own).then_some((at, title))
    }
}
