//! Runs of persons -> mentions: does what stands beside a run say that it handles the case, and what is each worth?

use crate::extract::prosecutor::people::{Mention, Weight};
use crate::extract::prosecutor::sentence::{Entry, Sentence};
use crate::extract::prosecutor::tokens::Shape;
use crate::knowledge::tables::counsel_words::CounselCue;
use crate::knowledge::tables::name_words::NameWord;
use crate::knowledge::tables::titles::TitleClass;
use crate::model::{EvidenceSource, ProsecutorKind};

impl Sentence<'_> {
    /// Ends the run at `at`: what follows may say that it handles the case.
    pub(super) fn flush(&mut self, at: usize) {
        if self.run.is_empty() {
            return;
        }
        let after = self.follows(at);
        let run = std::mem::take(&mut self.run);
        let colleagues = run.iter().any(|entry| {
            entry
                .title
                .is_some_and(|(_, title)| title.standing == TitleClass::Counsel && !title.past)
        });
        let handles = self.agent.filter(|_| self.untitled()).or(after);
        for entry in run {
            if let Some(kind) = self.kind(&entry, handles, colleagues) {
                self.counsel |= kind == ProsecutorKind::Counsel;
                self.mention(&entry, kind);
            }
        }
    }

    fn kind(
        &self,
        entry: &Entry,
        handles: Option<CounselCue>,
        colleagues: bool,
    ) -> Option<ProsecutorKind> {
        let Some((_, title)) = entry.title else {
            return Some(ProsecutorKind::Counsel);
        };
        let strongly = handles.is_some_and(|sense| sense != CounselCue::Assist);
        match title.standing {
            TitleClass::Official if strongly && self.heads(entry, handles) => {
                Some(ProsecutorKind::Counsel)
            }
            TitleClass::Official => (!title.past).then_some(ProsecutorKind::Official),
            TitleClass::Counsel => {
                (!title.past || handles.is_some()).then_some(ProsecutorKind::Counsel)
            }
            TitleClass::Member if entry.rule == "title-is-name" => Some(ProsecutorKind::Counsel),
            TitleClass::Member => {
                let ours = entry.office != Some(NameWord::Investigating);
                if ours && (handles.is_some() || colleagues) {
                    Some(ProsecutorKind::Counsel)
                } else {
                    let speaks = entry.office == Some(NameWord::Prosecuting) && !title.past;
                    speaks.then_some(ProsecutorKind::Official)
                }
            }
            TitleClass::Other | TitleClass::Modifier | TitleClass::Past => None,
        }
    }

    /// Whether the head of an office prosecutes in person: `prosecuted by U.S. Attorney Jo Doe`, and not `by the Office
    /// of U.S. Attorney Jo Doe`, nor who leads, presents or argues in public.
    fn heads(&self, entry: &Entry, handles: Option<CounselCue>) -> bool {
        let start = entry
            .title
            .map_or(entry.name.start, |(at, _)| at.min(entry.name.start));
        let office = start
            .checked_sub(1)
            .is_some_and(|before| self.lexicon.preposition(&self.tokens[before]));
        let personal = match handles {
            Some(CounselCue::Prosecute | CounselCue::Represent | CounselCue::Assign) => true,
            Some(CounselCue::Handle) => self.agent == handles,
            _ => false,
        };
        personal && !office && !entry.name.possessive
    }

    /// The cue that follows a run: `are prosecuting the case`, `, who represented the government`.
    fn follows(&self, at: usize) -> Option<CounselCue> {
        let mut at = at;
        let mut left = 6;
        while left > 0
            && self
                .tokens
                .get(at)
                .is_some_and(|token| token.shape == Shape::Comma || self.lexicon.auxiliary(token))
        {
            at += 1;
            left -= 1;
        }
        let (length, sense) = self.lexicon.cue(self.tokens, at)?;
        let next = at + length;
        let passive = self
            .tokens
            .get(next)
            .is_some_and(|token| token.word == self.lexicon.by);
        if passive {
            return None;
        }
        match sense {
            CounselCue::Represent => {
                let object = next..(next + 3).min(self.tokens.len());
                self.tokens[object]
                    .iter()
                    .any(|token| self.lexicon.government(token))
                    .then_some(sense)
            }
            CounselCue::Investigate => {
                let object = next..(next + 5).min(self.tokens.len());
                let case = self.tokens[object]
                    .iter()
                    .any(|token| self.lexicon.case(token));
                ((self.context.enforcer || self.counsel) && case).then_some(sense)
            }
            CounselCue::Assign | CounselCue::Staff => None,
            _ => Some(sense),
        }
    }

    /// An official must announce, be quoted or thank; a letterhead is the office's own.
    fn weight(&self, entry: &Entry, kind: ProsecutorKind) -> Weight {
        let name = &entry.name;
        let abbreviated = entry.title.is_some_and(|(at, title)| {
            title.end == at + 1
                && self.tokens[at].caps
                && self.tokens[at].end - self.tokens[at].start <= 4
        });
        if self.context.headline {
            let ended = self.tokens.get(name.end).is_none_or(|next| {
                next.shape != Shape::Capital
                    || self.lexicon.name_word(next) == Some(NameWord::Boundary)
            });
            return if name.full() && name.words <= 3 && ended {
                Weight::Suffices
            } else {
                Weight::Adds
            };
        }
        if kind == ProsecutorKind::Counsel {
            return if abbreviated && !name.full() {
                Weight::Adds
            } else {
                Weight::Makes
            };
        }
        let told = self.told();
        let letterhead = !told && entry.rule == "name-then-title";
        if name.possessive || abbreviated && !name.full() {
            Weight::Adds
        } else if letterhead || self.spoken() || self.leads(entry) {
            Weight::Makes
        } else if name.full() && (!told || self.subject(entry)) {
            Weight::Suffices
        } else {
            Weight::Adds
        }
    }

    /// `a letter to U.S. Attorney General Jo Doe`
    fn addressed(&self, entry: &Entry) -> bool {
        let start = entry
            .title
            .map_or(entry.name.start, |(at, _)| at.min(entry.name.start));
        let mut before = self.tokens[..start]
            .iter()
            .rev()
            .skip_while(|token| token.word == self.lexicon.us || self.lexicon.article(token));
        before
            .next()
            .is_some_and(|token| token.word == self.lexicon.to)
            && before
                .next()
                .is_some_and(|token| self.lexicon.missive(token))
    }

    /// `the Office of Minnesota` before a title at `start`.
    fn of_an_office(&self, start: usize) -> bool {
        self.tokens[start.saturating_sub(4)..start]
            .windows(2)
            .any(|pair| pair[0].word == self.lexicon.office && pair[1].word == self.lexicon.of)
    }

    /// Whether the text begins with what the person does: `District Attorney Jo Doe is opposing the parole`.
    fn leads(&self, entry: &Entry) -> bool {
        const LEAD: usize = 300;
        entry.name.full()
            && *self.context.place == EvidenceSource::Text
            && self.tokens[entry.name.start].start < LEAD
            && self.subject(entry)
    }

    /// Whether a verb follows the person and nothing makes the person its object: `Attorney General Jo Doe accuses`.
    fn subject(&self, entry: &Entry) -> bool {
        let start = entry
            .title
            .map_or(entry.name.start, |(at, _)| at.min(entry.name.start));
        let object = self.tokens[start.saturating_sub(3)..start]
            .iter()
            .rev()
            // "On her visit to Colombia, Attorney General Jo Doe met"
            // and "the Office of Attorney General Jo Doe today completed"
            .take_while(|token| token.shape != Shape::Comma && token.word != self.lexicon.office)
            .filter(|token| token.word != self.lexicon.of || !self.of_an_office(start))
            .any(|token| {
                self.lexicon.preposition(token)
                    || token.word == self.lexicon.by
                    || token.word == self.lexicon.to
            });
        let verb = self
            .tokens
            .get(entry.name.end)
            .is_some_and(|next| next.shape == Shape::Lower && self.lexicon.tells(next));
        verb && !object
    }

    pub(super) fn mention(&mut self, entry: &Entry, kind: ProsecutorKind) {
        let name_span = self.tokens[entry.name.start].start..self.tokens[entry.name.end - 1].end;
        let mut name = one_line(&self.context.text[name_span.clone()]);
        if entry.name.possessive {
            let bare = name
                .trim_end_matches(['s', 'S'])
                .trim_end_matches(['\'', '’'])
                .len();
            name.truncate(bare);
        }
        let title = entry.title.map_or_else(String::new, |(start, title)| {
            let words = &self.tokens[start..title.end];
            let span = words[0].start..words[words.len() - 1].end;
            singular(one_line(&self.context.text[span]), title.plural)
        });
        self.mentions.push(Mention {
            name,
            title,
            kind,
            weight: self.weight(entry, kind),
            addressed: kind == ProsecutorKind::Official && self.addressed(entry),
            place: self.context.place.clone(),
            span: name_span,
            rule: entry.rule,
        });
    }
}

fn one_line(text: &str) -> String {
    // Most names and titles stand on one line, and white space decoded a character at a time takes long.
    let plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    let doubled = text.as_bytes().windows(2).any(|bytes| bytes == b"  ");
    if !doubled && text.bytes().all(plain) {
        return text.trim().to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `Assistant U.S. Attorneys` -> `Assistant U.S. Attorney`
fn singular(title: String, plural: bool) -> String {
    if !plural {
        return title;
    }
    title
        .split(' ')
        .map(|word| match word {
            "Attorneys" | "attorneys" | "Chiefs" | "chiefs" | "Counsels" | "Prosecutors"
            | "prosecutors" | "Directors" | "AUSAs" | "ADAs" | "DDAs" | "Lawyers" | "members"
            | "Coordinators" | "Heads" | "Generals" | "ATTORNEYS" | "staffers" | "adjuntos"
            | "Adjuntos" | "abogados" | "Abogados" | "litigantes" | "Litigantes" => {
                &word[..word.len() - 1]
            }
            "fiscales" => "fiscal",
            "Fiscales" => "Fiscal",
            "federales" => "federal",
            "Federales" => "Federal",
            "auxiliares" => "auxiliar",
            "Auxiliares" => "Auxiliar",
            _ => word,
        })
        .collect::<Vec<_>>()
        .join(" ")
}
