//! Attorneys general and district attorneys: credited by the state or county that stands beside the title.

use std::collections::HashMap;

use crate::knowledge::credits::Kind;
use crate::knowledge::lexicon::{Named, Office};
use crate::knowledge::state_bodies;
use crate::knowledge::words::{Case, Gap};
use crate::knowledge::{districts, states};

use super::Credited;
use super::marks::rule;
use super::text::{Scene, of_justice};

impl Scene<'_> {
    /// Attorneys general: of the United States where the Department speaks, of a state where one is named beside them.
    pub(super) fn states(&self, credited: &mut Credited) {
        let mentions = &self.reading.mentions;
        // Attorneys general of states by surname, for when they are named again without their state.
        let mut of_states: HashMap<&str, String> = HashMap::new();
        for (at, mention) in mentions.iter().enumerate() {
            let Named::Office(office) = mention.named else {
                continue;
            };
            let word = mention.words.start;
            if self.marks.background[word] || self.marks.victim[word] {
                continue;
            }
            let state = at
                .checked_sub(1)
                .map(|at| &mentions[at])
                .and_then(|before| match before.named {
                    Named::State(state) if before.words.end == word => Some(state),
                    _ => None,
                });
            let span = self.span(&mention.words);
            if office == Office::AttorneysGeneral {
                self.states_listed(at, credited);
            }
            if office == Office::DistrictAttorney {
                self.county(at, self.marks.credit[word], credited);
            }
            let Some(kind) = self.marks.credit[word] else {
                continue;
            };
            let speaks = matches!(kind, Kind::Announce | Kind::Quote | Kind::Bring);
            let name = self.surname(mention.words.end);
            let path = match (office, state) {
                (Office::AttorneyGeneral, Some(state)) => {
                    let path = state_bodies::attorney_general(&states()[state].code);
                    if let Some(name) = name {
                        of_states.insert(name, path.clone());
                    }
                    path
                }
                (Office::AttorneyGeneral, None)
                    if name.is_some_and(|name| of_states.contains_key(name)) =>
                {
                    name.and_then(|name| of_states.get(name))
                        .cloned()
                        .unwrap_or_default()
                }
                (_, None) if !speaks || !of_justice(credited) || self.foreign(word) => continue,
                (Office::AttorneyGeneral, None) => "/doj/oag".to_owned(),
                (Office::DeputyAttorneyGeneral, None) => "/doj/odag".to_owned(),
                _ => continue,
            };
            credited.add(&path, self.place.clone(), span, rule(kind));
        }
    }

    /// "the attorneys general of Colorado, Connecticut and the District of Columbia"
    fn states_listed(&self, number: usize, credited: &mut Credited) {
        let (mentions, words) = (&self.reading.mentions, &self.reading.words);
        let Some(title) = mentions.get(number) else {
            return;
        };
        let mut end = title.words.end;
        for mention in &mentions[number + 1..] {
            let joined = words[end..mention.words.start].iter().all(|word| {
                word.sentence == words[title.words.start].sentence
                    && self.knowledge.lexicon().listing.has(word)
            });
            let state = match mention.named {
                Named::State(state) => Some(states()[state].code.as_str()),
                Named::District(district) => {
                    Some(districts()[district].code.as_str()).filter(|code| *code == "dc")
                }
                _ => None,
            };
            let (true, Some(state)) = (joined, state) else {
                break;
            };
            let path = state_bodies::attorney_general(state);
            credited.add(
                &path,
                self.place.clone(),
                self.span(&mention.words),
                "attorneys-general",
            );
            end = mention.words.end;
        }
    }

    /// "Harris County District Attorney Ann Lee announced": credited where the place is known, or its state stands in
    /// the page.
    fn county(&self, number: usize, kind: Option<Kind>, credited: &mut Credited) {
        let mentions = &self.reading.mentions;
        let Some(title) = mentions.get(number) else {
            return;
        };
        let before = number
            .checked_sub(1)
            .map(|at| &mentions[at])
            .filter(|before| before.words.end == title.words.start);
        if let (Some(Named::County(county)), Some(_)) = (before.map(|before| &before.named), kind)
            && let Some((_, state, slug)) = state_bodies::counties().nth(*county)
        {
            let path = state_bodies::county_prosecutor(state, slug);
            credited.add(
                &path,
                self.place.clone(),
                self.span(&title.words),
                kind.map_or("named", rule),
            );
        }
    }

    /// The last of the capitalised words at `at`: the surname behind a title.
    fn surname(&self, at: usize) -> Option<&str> {
        let words = &self.reading.words;
        let sentence = words.get(at)?.sentence;
        let last = words[at..]
            .iter()
            .take(4)
            .take_while(|word| word.sentence == sentence && word.case == Case::Capital)
            .last()?;
        Some(&self.text[last.start..last.end])
    }

    /// "the Colombian Attorney General": a word of another country, or of a state in short, stands before the title.
    fn foreign(&self, at: usize) -> bool {
        let words = &self.reading.words;
        at.checked_sub(1)
            .map(|before| &words[before])
            .is_some_and(|before| {
                before.sentence == words[at].sentence
                    && words[at].before == Gap::Blank
                    && before.case == Case::Capital
                    && at >= 2
                    && words[at - 2].sentence == before.sentence
                    && !self.knowledge.lexicon().links.has(before)
                    && !self.knowledge.lexicon().fresh.has(before)
            })
    }
}
