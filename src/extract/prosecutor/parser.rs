//! Which prosecutors does a sentence mention?
//!
//! The parser reads a sentence once from left to right. A title takes the names after it, or the names before it where a
//! comma or the like stands between. Persons in one list are a group. The words before the group ("is being prosecuted
//! by") and after it ("are prosecuting the case") say whether its persons handle the case.

use crate::extract::prosecutor::attribution::{
    GroupClaims, PersonMention, cue_after, kind_of, prosecutor_mention,
};
use crate::extract::prosecutor::grammar::Title;
use crate::extract::prosecutor::lookahead::{
    MAX_CUE_DISTANCE, after_brackets, after_list_separator, apposition, begins_with_acronym,
    continues_list, handle_case, in_one_list, introduces_agents, is_accused, is_apposition_to,
    is_verb_form, name_after_copula, untitled_name,
};
use crate::extract::prosecutor::names::{Name, is_office_title, name_at, office_end};
use crate::extract::prosecutor::people::ProsecutorMention;
use crate::extract::prosecutor::sentence::Sentence;
use crate::extract::prosecutor::token::{Shape, WordId};
use crate::knowledge::tables::counsel_words::CounselCue;
use crate::knowledge::tables::grammar_roles::{ARTICLE, AUXILIARY, GOVERNMENT, PRAISE};
use crate::knowledge::tables::name_words::NameWord;
use crate::knowledge::tables::titles::TitleClass;
use crate::model::ProsecutorKind;

/// The state of the parser at one token of a sentence.
pub(super) struct SentenceParser<'a> {
    sentence: Sentence<'a>,
    mentions: &'a mut Vec<ProsecutorMention>,
    /// The persons of the list that is being read.
    group: Vec<PersonMention>,
    /// The sense of the words before the group: `prosecuted by`.
    agent: Option<CounselCue>,
    /// The last cue and the token after it, until its "by" is found.
    cue: Option<(CounselCue, usize)>,
    /// Names without a title so far, with only commas and "and" after them.
    untitled: Vec<Name>,
    /// Whether the sentence has named counsel.
    counsel_named: bool,
    /// Whether the sentence has named the government as a party.
    government_named: bool,
}

impl<'a> SentenceParser<'a> {
    /// Adds the mentions of a sentence.
    pub fn parse(sentence: Sentence<'a>, mentions: &'a mut Vec<ProsecutorMention>) {
        let mut parser = SentenceParser {
            sentence,
            mentions,
            group: Vec::new(),
            agent: None,
            cue: None,
            untitled: Vec::new(),
            counsel_named: false,
            government_named: false,
        };
        let mut at = 0;
        while at < sentence.tokens.len() {
            at = parser.step(at).max(at + 1);
        }
        parser.attribute(sentence.tokens.len());
    }

    /// Reads what begins at token `at` and returns the token to go on with.
    fn step(&mut self, at: usize) -> usize {
        let sentence = self.sentence;
        let (grammar, tokens) = (sentence.grammar, sentence.tokens);
        let token = &tokens[at];
        if token.word == WordId::NONE && token.shape == Shape::Lower {
            // A word outside the tables begins nothing and ends everything.
            if self.cue.is_some() && is_verb_form(&sentence, token) {
                self.cue = None;
            }
            self.attribute(at);
            self.untitled.clear();
            self.agent = None;
            return at + 1;
        }
        if let Some(title) = sentence.title_at(at) {
            return self.title(title);
        }
        if let Some((length, sense)) = grammar.cue_at(tokens, at) {
            return self.cue(at, length, sense);
        }
        self.government_named |= grammar.is(token, GOVERNMENT);
        if let Some((sense, end)) = self.cue
            && at - end <= MAX_CUE_DISTANCE
            && introduces_agents(&sentence, sense, token)
        {
            self.attribute(at);
            self.agent = Some(sense);
            self.cue = None;
            return at + 1;
        }
        if self.agent.is_some()
            && token.word == grammar.keywords.by
            && at > 0
            && grammar.is_conjunction(&tokens[at - 1])
        {
            // "prosecuted by Jo Doe of the Fraud Section and by Al Roe of the Tax Division"
            self.attribute(at);
            return at + 1;
        }
        if let Some(name) = untitled_name(&sentence, at, self.untitled_are_counsel()) {
            return self.name(name);
        }
        if matches!(token.shape, Shape::Capital | Shape::Initial) && token.word == WordId::NONE {
            // The rest of an organization's name: `the Market Abuse Unit`.
            return at + 1;
        }
        if self.cue.is_some() && is_verb_form(&sentence, token) {
            // "responsible for the scheme, and the profits earned by": the "by" belongs to another verb.
            self.cue = None;
        }
        // "prosecuted by Jo Doe, a trial attorney in"
        let is_of_counsel = grammar.is(token, ARTICLE) && self.untitled_are_counsel();
        if is_of_counsel || continues_list(&sentence, token) {
            return office_end(&sentence, at).unwrap_or(at + 1);
        }
        self.attribute(at);
        // "Jo Doe | U.S. Attorney": a bar ends a list, but a title may follow for the name before it.
        if token.shape != Shape::Bar && !grammar.is(token, AUXILIARY) {
            self.untitled.clear();
            self.agent = None;
        }
        at + 1
    }

    /// Reads the cue of `length` words at `at`.
    fn cue(&mut self, at: usize, length: usize, sense: CounselCue) -> usize {
        self.attribute(at);
        if handle_case(&self.sentence, &self.untitled, at, sense) {
            self.counsel_named = true;
            for name in std::mem::take(&mut self.untitled) {
                let person = PersonMention::untitled(name, "named-as-counsel");
                self.mention(&person, ProsecutorKind::Counsel);
            }
        }
        self.untitled.clear();
        let end = at + length;
        self.cue = Some((sense, end));
        self.agent = (sense == CounselCue::Assign).then_some(sense);
        end
    }

    /// Reads a name without a title before it.
    fn name(&mut self, name: Name) -> usize {
        let sentence = self.sentence;
        let listed = self
            .untitled
            .last()
            .is_some_and(|last| in_one_list(&sentence, last, &name));
        if !listed {
            self.untitled.clear();
        }
        self.untitled.push(name);
        let has_honorific =
            name.start > 0 && sentence.has_name_word(name.start - 1, NameWord::Honorific);
        if has_honorific && sentence.has_role(name.end, PRAISE) {
            let person = PersonMention::untitled(name, "commended");
            self.mention(&person, ProsecutorKind::Official);
        }
        if apposition(&sentence, name.end).is_none()
            && !name.possessive
            && self.untitled_are_counsel()
        {
            self.group
                .push(PersonMention::untitled(name, "named-as-counsel"));
        }
        name.end
    }

    /// Whether persons without a title are counsel here.
    fn untitled_are_counsel(&self) -> bool {
        match self.agent {
            Some(
                CounselCue::Prosecute | CounselCue::Handle | CounselCue::Assign | CounselCue::Staff,
            ) => true,
            Some(CounselCue::Represent) => self.government_named,
            Some(CounselCue::Investigate) => self.sentence.context.enforcer || self.counsel_named,
            Some(CounselCue::Assist) => self.counsel_named,
            None => false,
        }
    }

    /// Reads a title with its persons.
    fn title(&mut self, title: Title) -> usize {
        let sentence = self.sentence;
        if is_office_title(&sentence, &title) {
            return title.end;
        }
        // "District Attorney (OCDA) Jo Doe"
        let next = if sentence.has_shape(title.end, Shape::Open) {
            after_brackets(&sentence, title.end)
        } else {
            title.end
        };
        if let Some(name) = name_at(&sentence, next) {
            return self.titled_list(title, name, "title-then-name");
        }
        if let Some(last) = self.untitled.last()
            && is_apposition_to(&sentence, last.end, title.start)
        {
            return self.title_after_names(title);
        }
        if let Some(name) = self.name_after_office(title) {
            return self.titled_list(title, name, "title-office-name");
        }
        let names_staff = title.class == TitleClass::Counsel
            || title.class == TitleClass::Member && title.plural && sentence.context.enforcer;
        if names_staff && let Some(name) = name_after_copula(&sentence, title.end) {
            // The untitled names stay: a title after them may be theirs.
            return self.persons_of(title, name, "title-is-name");
        }
        title.end
    }

    /// The name after a title and its office: "U.S. Attorney for the District of Columbia Jo Doe", "United States Attorney
    /// for the Southern District of New York, Jo Doe", "Assistant U.S. Attorneys: Jo Doe".
    fn name_after_office(&self, title: Title) -> Option<Name> {
        let sentence = &self.sentence;
        let office_end = office_end(sentence, title.end);
        let end = office_end.unwrap_or(title.end);
        let has_mark = sentence.is(end, |token| {
            matches!(
                token.shape,
                Shape::Comma | Shape::Colon | Shape::Break | Shape::Bar
            )
        });
        let mut next = end + usize::from(has_mark);
        next += usize::from(has_mark && sentence.has_shape(next, Shape::Break));
        // "As head of the Criminal Division, Jo Doe has prosecuted many": praise of a career.
        let career = has_mark
            && title.class == TitleClass::Member
            && sentence.is(0, |token| token.word == sentence.grammar.keywords.as_);
        if career || !has_mark && office_end.is_none() {
            return None;
        }
        name_at(sentence, next)
            .filter(Name::is_full)
            .filter(|name| !has_mark || apposition(sentence, name.end).is_none())
    }

    /// Gives the title to the names before it: to all in the list if it is a plural, else to the last.
    fn title_after_names(&mut self, title: Title) -> usize {
        let sentence = self.sentence;
        let mut names = std::mem::take(&mut self.untitled);
        if !title.plural {
            names.drain(..names.len() - 1);
        }
        self.group.retain(|person| !names.contains(&person.name));
        let end = office_end(&sentence, title.end);
        let office = end.and_then(|end| {
            sentence
                .grammar
                .office_kind(&sentence.tokens[title.end..end])
        });
        if title.class != TitleClass::Other {
            self.group
                .extend(names.into_iter().map(|name| PersonMention {
                    name,
                    title: Some(title),
                    office,
                    rule: "name-then-title",
                }));
        }
        end.unwrap_or(title.end)
    }

    /// Reads the list of names after a title.
    fn titled_list(&mut self, title: Title, first: Name, rule: &'static str) -> usize {
        self.untitled.clear();
        self.persons_of(title, first, rule)
    }

    /// Adds the persons of a list that has one title; `first` is its first name.
    fn persons_of(&mut self, title: Title, first: Name, rule: &'static str) -> usize {
        let sentence = self.sentence;
        // "Head of the Civil Rights Division Jo Doe"
        let office_before = sentence
            .grammar
            .office_kind(&sentence.tokens[title.end..first.start.max(title.end)]);
        let mut name = first;
        loop {
            let end = office_end(&sentence, name.end);
            let office = end.and_then(|end| {
                sentence
                    .grammar
                    .office_kind(&sentence.tokens[name.end..end])
            });
            if title.class != TitleClass::Other && !is_accused(&sentence, name.end) {
                self.group.push(PersonMention {
                    name,
                    title: Some(title),
                    office: office.or(office_before),
                    rule,
                });
            }
            let mut next = end.unwrap_or(name.end);
            if sentence.has_shape(next, Shape::Open) {
                next = after_brackets(&sentence, next);
            }
            let Some(after) = after_list_separator(&sentence, next) else {
                return next;
            };
            if sentence.title_at(after).is_some() {
                return after;
            }
            let Some(more) = name_at(&sentence, after) else {
                return next;
            };
            let goes_on = more.is_full()
                && (sentence.has_shape(more.start, Shape::Initial)
                    || !begins_with_acronym(&sentence, &more))
                && (title.plural || title.class == TitleClass::Counsel)
                && apposition(&sentence, more.end).is_none();
            if !goes_on {
                return next;
            }
            name = more;
        }
    }

    /// Ends the group before token `at` and adds its prosecutors.
    fn attribute(&mut self, at: usize) {
        if self.group.is_empty() {
            return;
        }
        let sentence = self.sentence;
        let group = std::mem::take(&mut self.group);
        let is_counsel = |title: Title| title.class == TitleClass::Counsel && !title.past;
        let claims = GroupClaims {
            agent: self.agent,
            handles: self
                .agent
                .filter(|_| self.untitled_are_counsel())
                .or_else(|| cue_after(&sentence, at, self.counsel_named)),
            has_counsel: group
                .iter()
                .any(|person| person.title.is_some_and(is_counsel)),
        };
        // "trial conducted by the Office, Jo Doe and Al Roe were convicted"
        let accused = is_accused(&sentence, at);
        for person in group {
            if accused && person.title.is_none() {
                continue;
            }
            if let Some(kind) = kind_of(&sentence, &person, claims) {
                self.counsel_named |= kind == ProsecutorKind::Counsel;
                self.mention(&person, kind);
            }
        }
    }

    fn mention(&mut self, person: &PersonMention, kind: ProsecutorKind) {
        self.mentions
            .push(prosecutor_mention(&self.sentence, person, kind));
    }
}
