//! Does a sentence say that a person in it handles the case, and does the mention establish a prosecutor?

use crate::extract::prosecutor::grammar::Title;
use crate::extract::prosecutor::names::Name;
use crate::extract::prosecutor::people::{MentionWeight, ProsecutorMention};
use crate::extract::prosecutor::sentence::Sentence;
use crate::extract::prosecutor::token::Shape;
use crate::knowledge::tables::counsel_words::CounselCue;
use crate::knowledge::tables::grammar_roles::{
    ARTICLE, AUXILIARY, CASE, GOVERNMENT, MISSIVE, PREPOSITION,
};
use crate::knowledge::tables::name_words::NameWord;
use crate::knowledge::tables::titles::TitleClass;
use crate::model::{EvidenceSource, ProsecutorKind};
use crate::text::normalize::one_line;

/// One person of a list, as the sentence names the person.
#[derive(Clone, Copy)]
pub(super) struct PersonMention {
    pub name: Name,
    /// None for a bare name.
    pub title: Option<Title>,
    /// The kind of the office that is named after the person.
    pub office: Option<NameWord>,
    /// The rule that found the person.
    pub rule: &'static str,
}

impl PersonMention {
    pub fn untitled(name: Name, rule: &'static str) -> PersonMention {
        PersonMention {
            name,
            title: None,
            office: None,
            rule,
        }
    }

    /// The first token of title or name.
    fn start(&self) -> usize {
        self.title
            .map_or(self.name.start, |title| title.start.min(self.name.start))
    }
}

/// What a sentence says about a list of persons.
#[derive(Clone, Copy)]
pub(super) struct GroupClaims {
    /// The sense of the words before the list: `prosecuted by`.
    pub agent: Option<CounselCue>,
    /// The sense of the words that say, before or after the list, that its persons handle the case.
    pub handles: Option<CounselCue>,
    /// Whether a person of the list has a counsel's title.
    pub has_counsel: bool,
}

/// Whether the person is counsel, an official, or no prosecutor.
pub(super) fn kind_of(
    sentence: &Sentence,
    person: &PersonMention,
    claims: GroupClaims,
) -> Option<ProsecutorKind> {
    let GroupClaims {
        handles,
        has_counsel,
        ..
    } = claims;
    let Some(title) = person.title else {
        return Some(ProsecutorKind::Counsel);
    };
    match title.class {
        TitleClass::Official if prosecutes_in_person(sentence, person, claims) => {
            Some(ProsecutorKind::Counsel)
        }
        TitleClass::Official => (!title.past).then_some(ProsecutorKind::Official),
        TitleClass::Counsel => {
            (!title.past || handles.is_some()).then_some(ProsecutorKind::Counsel)
        }
        TitleClass::Member if person.rule == "title-is-name" => Some(ProsecutorKind::Counsel),
        TitleClass::Member => {
            let investigator = person.office == Some(NameWord::Investigating);
            if !investigator && (handles.is_some() || has_counsel) {
                Some(ProsecutorKind::Counsel)
            } else {
                let speaks = person.office == Some(NameWord::Prosecuting) && !title.past;
                speaks.then_some(ProsecutorKind::Official)
            }
        }
        TitleClass::Other | TitleClass::Modifier | TitleClass::Past => None,
    }
}

/// Whether the head of an office prosecutes in person: `prosecuted by U.S. Attorney Jo Doe`. Not one named for the office
/// (`by the Office of U.S. Attorney Jo Doe`), nor one who leads, presents or argues in public.
fn prosecutes_in_person(sentence: &Sentence, person: &PersonMention, claims: GroupClaims) -> bool {
    let personal = match claims.handles {
        Some(CounselCue::Prosecute | CounselCue::Represent | CounselCue::Assign) => true,
        Some(CounselCue::Handle) => claims.agent == claims.handles,
        _ => false,
    };
    let named_for_office = person
        .start()
        .checked_sub(1)
        .is_some_and(|before| sentence.has_role(before, PREPOSITION));
    personal && !named_for_office && !person.name.possessive
}

/// The cue that follows a list of persons at `at`: `are prosecuting the case`, `, who represented the government`.
/// `counsel_named` tells whether the sentence has named counsel before.
pub(super) fn cue_after(sentence: &Sentence, at: usize, counsel_named: bool) -> Option<CounselCue> {
    const MAX_AUXILIARIES: usize = 6;
    let (grammar, tokens) = (sentence.grammar, sentence.tokens);
    let auxiliaries = tokens
        .iter()
        .skip(at)
        .take(MAX_AUXILIARIES)
        .take_while(|token| token.shape == Shape::Comma || grammar.is(token, AUXILIARY))
        .count();
    let at = at + auxiliaries;
    let (length, sense) = grammar.cue_at(tokens, at)?;
    let next = at + length;
    if sentence.is(next, |token| token.word == grammar.keywords.by) {
        return None;
    }
    let object_has = |role, words| (next..next + words).any(|at| sentence.has_role(at, role));
    match sense {
        CounselCue::Represent => object_has(GOVERNMENT, 3).then_some(sense),
        CounselCue::Investigate => {
            let ours = sentence.context.enforcer || counsel_named;
            (ours && object_has(CASE, 5)).then_some(sense)
        }
        CounselCue::Assign | CounselCue::Staff => None,
        _ => Some(sense),
    }
}

/// How much the mention counts. An official must announce, be quoted or thank; a letterhead is the office's own.
fn weight_of(sentence: &Sentence, person: &PersonMention, kind: ProsecutorKind) -> MentionWeight {
    let name = &person.name;
    if sentence.context.headline {
        let ends = !sentence.has_shape(name.end, Shape::Capital)
            || sentence.has_name_word(name.end, NameWord::Boundary);
        let establishes = name.is_full() && name.words <= 3 || opens_as_subject(sentence, person);
        return if establishes && ends && !has_or_had_post(sentence, person) {
            MentionWeight::Weak
        } else {
            MentionWeight::Supporting
        };
    }
    let has_abbreviated_title = person.title.is_some_and(|title| {
        let first = &sentence.tokens[title.start];
        title.end == title.start + 1 && first.caps && first.len() <= 4
    });
    let is_short = has_abbreviated_title && !name.is_full();
    if kind == ProsecutorKind::Counsel {
        return if is_short {
            MentionWeight::Supporting
        } else {
            MentionWeight::Strong
        };
    }
    let prose = sentence.has_content_words();
    let letterhead = !prose && person.rule == "name-then-title";
    let speaks = sentence.reports_speech();
    // "For six years, U.S. Attorney Jo Doe has served": the life of the person of whom the page tells.
    let of_posts = has_or_had_post(sentence, person) || sentence.context.about_posts && !speaks;
    if name.possessive || is_short || of_posts {
        MentionWeight::Supporting
    } else if letterhead || speaks || opens_text_as_subject(sentence, person) {
        MentionWeight::Strong
    } else if name.is_full()
        && (!prose || is_listed_as_present(sentence) || is_subject(sentence, person))
    {
        MentionWeight::Weak
    } else {
        MentionWeight::Supporting
    }
}

/// Whether a post is said to be given to the person or to end: `the departure of U.S. Attorney Jo Doe`.
fn has_or_had_post(sentence: &Sentence, person: &PersonMention) -> bool {
    const OF_POSTS: [&str; 8] = [
        "appointment",
        "confirmation",
        "death",
        "departure",
        "nomination",
        "passing",
        "resignation",
        "retirement",
    ];
    let [.., post, of] = &sentence.tokens[..person.start()] else {
        return false;
    };
    of.word == sentence.grammar.keywords.of
        && OF_POSTS
            .iter()
            .any(|word| sentence.text_of(post).eq_ignore_ascii_case(word))
}

/// Whether a media advisory lists the person behind `WHO:`.
fn is_listed_as_present(sentence: &Sentence) -> bool {
    sentence.has_shape(1, Shape::Colon)
        && sentence.is(0, |label| {
            sentence.text_of(label).eq_ignore_ascii_case("who")
        })
}

/// Whether a headline begins with what the person does, who is named by title and surname: `Attorney General Doe Secures
/// Conviction`.
fn opens_as_subject(sentence: &Sentence, person: &PersonMention) -> bool {
    // Not "Attends", "Visits".
    const VERBS: [&str; 12] = [
        "Announces",
        "Brings",
        "Charges",
        "Files",
        "Obtains",
        "Reaches",
        "Recovers",
        "Secures",
        "Settles",
        "Shuts",
        "Sues",
        "Wins",
    ];
    let start = person.start();
    let is_first = start == 0 || sentence.grammar.state_at(sentence.tokens, 0) == Some(start);
    is_first
        && person.name.words == 1
        && sentence.is(person.name.end, |verb| {
            VERBS.contains(&sentence.text_of(verb))
        })
}

/// Whether something is sent to the person: `a letter to U.S. Attorney General Jo Doe`.
fn is_addressee(sentence: &Sentence, person: &PersonMention) -> bool {
    let grammar = sentence.grammar;
    let mut before = sentence.tokens[..person.start()]
        .iter()
        .rev()
        .skip_while(|token| token.word == grammar.keywords.us || grammar.is(token, ARTICLE));
    before
        .next()
        .is_some_and(|token| token.word == grammar.keywords.to)
        && before
            .next()
            .is_some_and(|token| grammar.is(token, MISSIVE))
}

/// Whether the text begins with what the person does: `District Attorney Jo Doe is opposing the parole`.
fn opens_text_as_subject(sentence: &Sentence, person: &PersonMention) -> bool {
    /// Maximum distance of the name from the start of the text, in bytes.
    const MAX_START: usize = 300;
    person.name.is_full()
        && *sentence.context.place == EvidenceSource::Text
        && sentence.tokens[person.name.start].start < MAX_START
        && is_subject(sentence, person)
}

/// Whether a verb follows the person, and no preposition before makes the person its object: `Attorney General Jo Doe
/// accuses`.
fn is_subject(sentence: &Sentence, person: &PersonMention) -> bool {
    let (grammar, tokens) = (sentence.grammar, sentence.tokens);
    let keywords = &grammar.keywords;
    let start = person.start();
    // "the Office of Minnesota Attorney General Jo Doe"
    let named_for_office = tokens[start.saturating_sub(4)..start]
        .windows(2)
        .any(|pair| pair[0].word == keywords.office && pair[1].word == keywords.of);
    let is_object = tokens[start.saturating_sub(3)..start]
        .iter()
        .rev()
        // "On her visit to Colombia, Attorney General Jo Doe met"
        // and "the Office of Attorney General Jo Doe today completed"
        .take_while(|token| token.shape != Shape::Comma && token.word != keywords.office)
        .filter(|token| token.word != keywords.of || !named_for_office)
        .any(|token| {
            grammar.is(token, PREPOSITION) || token.word == keywords.by || token.word == keywords.to
        });
    let verb_follows = sentence.is(person.name.end, |next| {
        next.shape == Shape::Lower && grammar.is_content_word(next)
    });
    verb_follows && !is_object
}

/// The mention of a person as a prosecutor.
pub(super) fn prosecutor_mention(
    sentence: &Sentence,
    person: &PersonMention,
    kind: ProsecutorKind,
) -> ProsecutorMention {
    let (tokens, text) = (sentence.tokens, sentence.context.text);
    let span = tokens[person.name.start].start..tokens[person.name.end - 1].end;
    let mut name = one_line(&text[span.clone()]);
    if person.name.possessive {
        let bare = name
            .trim_end_matches(['s', 'S'])
            .trim_end_matches(['\'', '’'])
            .len();
        name.truncate(bare);
    }
    // "Karen. L. Doe": a full stop by mistake.
    if let Some((first, rest)) = name.split_once(". ")
        && first.len() > 3
        && !first.contains([' ', '.'])
    {
        name = format!("{first} {rest}");
    }
    // An initial that text recognition took for a bar.
    name = name.replace(" |. ", " ");
    // "Jo Roe-of the": the second half of the surname is lost.
    name.truncate(name.trim_end_matches('-').len());
    let title = person.title.map_or_else(String::new, |title| {
        let printed = one_line(&text[tokens[title.start].start..tokens[title.end - 1].end]);
        // "Louisiana State Attorney General Jo Doe"
        let printed = match printed.strip_prefix("State ") {
            Some(title) if title.starts_with("Attorney General") => title.to_owned(),
            _ => printed,
        };
        if title.plural {
            singular(&printed)
        } else {
            printed
        }
    });
    ProsecutorMention {
        name,
        title,
        kind,
        weight: weight_of(sentence, person, kind),
        addressee: kind == ProsecutorKind::Official && is_addressee(sentence, person),
        place: sentence.context.place.clone(),
        span,
        rule: person.rule,
    }
}

/// `Assistant U.S. Attorneys` -> `Assistant U.S. Attorney`
fn singular(title: &str) -> String {
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
