//! Attorneys general and district attorneys: credited by the state or county that stands beside the title.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::knowledge::districts;
use crate::knowledge::entities::mention::{Entity, Office};
use crate::knowledge::entities::word::{Gap, LetterCase, Word};
use crate::knowledge::states;
use crate::knowledge::tables::counties;
use crate::knowledge::tables::credits::CreditKind;

use crate::model::EvidenceSource;

use crate::extract::agency::Credited;
use crate::extract::agency::credit_spans::rule;
use crate::extract::agency::jurisdiction::{one, state_of};
use crate::extract::agency::text::{Scene, of_justice};

/// In so many words at the top, an attorney general without a state is the one whose page it is.
const LEAD: usize = 60;

/// The longest name of a county has so many words: "Prince George's", "St. John the Baptist".
const COUNTY: usize = 4;

/// Words of the longest list of counties.
const LIST: usize = 60;

/// Offices that a page names, credited or not, each where it first does.
pub(super) type NamedOnly = BTreeMap<String, (EvidenceSource, Range<usize>)>;

impl Scene<'_> {
    /// Attorneys general: of the United States where the Department speaks, of a state where one is named beside them.
    pub(super) fn states(&self, credited: &mut Credited, named_only: &mut NamedOnly) {
        let mentions = &self.reading.mentions;
        // Attorneys general of states by surname, for when they are named again without their state.
        let mut of_states: HashMap<&str, String> = HashMap::new();
        for (at, mention) in mentions.iter().enumerate() {
            let Entity::Office(office) = mention.entity else {
                continue;
            };
            let word = mention.words.start;
            if self.marks[word].background || self.marks[word].victim {
                continue;
            }
            let state = at
                .checked_sub(1)
                .map(|at| &mentions[at])
                .and_then(|before| match before.entity {
                    Entity::State(state) if before.words.end == word => Some(state),
                    _ => None,
                });
            let state = state.or_else(|| self.state_behind(at));
            let span = self.span(&mention.words);
            if office == Office::AttorneysGeneral {
                self.states_listed(at, credited);
            }
            if office == Office::DistrictAttorney {
                self.counties_listed(&mention.words, credited);
                if let Some((path, span)) = self.county(at, credited) {
                    if let Some(kind) = self.marks[word].credit {
                        credited.add(&path, self.place.clone(), span.clone(), rule(kind));
                    }
                    named_only
                        .entry(path)
                        .or_insert_with(|| (self.place.clone(), span));
                }
                continue;
            }
            if let (Office::AttorneyGeneral, Some(state)) = (office, state) {
                named_only
                    .entry(counties::attorney_general(&states()[state].code))
                    .or_insert_with(|| (self.place.clone(), span.clone()));
            }
            let kind = self.marks[word].credit;
            if let (Office::AttorneyGeneral, None) = (office, state)
                && let Some(home) = self.home_attorney_general(&mention.words, kind)
            {
                let rule = kind.map_or("headline", rule);
                credited.add(&home, self.place.clone(), span, rule);
                continue;
            }
            let Some(kind) = kind else {
                continue;
            };
            let speaks = matches!(
                kind,
                CreditKind::Announce | CreditKind::Quote | CreditKind::Bring
            );
            let name = self.surname(mention.words.end);
            let path = match (office, state) {
                (Office::AttorneyGeneral, Some(state)) => {
                    let path = counties::attorney_general(&states()[state].code);
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

    /// "the Office of the Attorney General for the Commonwealth of Virginia"
    fn state_behind(&self, number: usize) -> Option<usize> {
        let (title, next) = (
            self.reading.mentions.get(number)?,
            self.reading.mentions.get(number + 1)?,
        );
        let Entity::State(state) = next.entity else {
            return None;
        };
        let gap = &self.reading.words[title.words.end..next.words.start];
        let text = |word: &Word| &self.text[word.start..word.end];
        let tied = (1..=4).contains(&gap.len())
            && gap.iter().all(|word| {
                word.sentence == self.reading.words[title.words.start].sentence
                    && matches!(
                        text(word),
                        "for" | "of" | "the" | "State" | "state" | "Commonwealth"
                    )
            });
        tied.then_some(state)
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
                    && self.knowledge.recognizer().list_separators.has(word)
            });
            let state = match mention.entity {
                Entity::State(state) => Some(states()[state].code.as_str()),
                Entity::District(district) => {
                    Some(districts()[district].code.as_str()).filter(|code| *code == "dc")
                }
                _ => None,
            };
            let (true, Some(state)) = (joined, state) else {
                break;
            };
            let path = counties::attorney_general(state);
            credited.add(
                &path,
                self.place.clone(),
                self.span(&mention.words),
                "attorneys-general",
            );
            end = mention.words.end;
        }
    }

    /// "the District Attorneys of Alameda, San Diego and Yolo counties", in a page that speaks from their state.
    fn counties_listed(&self, title: &Range<usize>, credited: &mut Credited) {
        let words = &self.reading.words;
        let text = |word: &Word| &self.text[word.start..word.end];
        let sentence = words[title.start].sentence;
        let rest = words[title.end..]
            .iter()
            .take_while(|word| word.sentence == sentence)
            .take(LIST);
        let mut rest = rest.skip_while(|word| matches!(text(word), "of" | "for" | "from"));
        let noun = |word: &&Word| matches!(text(word), "counties" | "Counties");
        let listed: Vec<&Word> = rest
            .by_ref()
            .take_while(|word| {
                !noun(word) && (word.case == LetterCase::Capital || text(word) == "and")
            })
            .collect();
        let end = title.end + 1 + listed.len();
        let Some(state) = self
            .home
            .state
            .filter(|_| listed.len() > 2 && words.get(end).as_ref().is_some_and(noun))
        else {
            return;
        };
        // A comma or "and" parts the names.
        let within = |last: &&Word, next: &&Word| {
            next.before == Gap::Blank && text(last) != "and" && text(next) != "and"
        };
        for name in listed.chunk_by(within) {
            let parts: Vec<String> = name.iter().map(|word| slug(text(word))).collect();
            let county = parts.join("-");
            if let (Some(first), Some(last)) = (name.first(), name.last())
                && counties::states_with_county(&county).contains(&state)
            {
                let path = counties::county_prosecutor(state, &county);
                let span = first.start..last.end;
                credited.add(&path, self.place.clone(), span, "district-attorneys");
            }
        }
    }

    /// "Attorney General Ann Lee today announced", in a page that no federal body publishes: that of the state the page
    /// speaks from.
    fn home_attorney_general(
        &self,
        title: &Range<usize>,
        kind: Option<CreditKind>,
    ) -> Option<String> {
        let state = self.home.state?;
        let first = &self.reading.words[title.start];
        let federal = self.text[first.start..first.end].starts_with('U');
        let headline = self.place == EvidenceSource::Title;
        let leads = headline || title.start < LEAD && kind.is_some();
        (!self.home.federal && !federal && leads && !self.foreign(title.start))
            .then(|| counties::attorney_general(state))
    }

    /// "Harris County District Attorney Ann Lee": the office's path and where it is named. The state is that of
    /// `counties.tsv`, else the one that the page speaks from.
    fn county(&self, number: usize, credited: &Credited) -> Option<(String, Range<usize>)> {
        let (mentions, words) = (&self.reading.mentions, &self.reading.words);
        let title = mentions.get(number)?;
        let home = self
            .home
            .state
            .or_else(|| one(credited.paths().filter_map(state_of)));
        let before = number
            .checked_sub(1)
            .map(|at| &mentions[at])
            .filter(|before| before.words.end == title.words.start);
        if let Some(Entity::County(county)) = before.map(|before| &before.entity)
            && let Some(county) = counties::counties().get(*county)
        {
            // "Kings County" is where the page speaks from, "Brooklyn" is in New York.
            let named = county.place.ends_with("County");
            let state = home
                .filter(|home| named && counties::states_with_county(county.slug).contains(home))
                .unwrap_or(county.state);
            let path = counties::county_prosecutor(state, county.slug);
            return Some((path, self.span(&title.words)));
        }
        // "the Montgomery County, Md., States Attorneys Office", "Suffolk County (Massachusetts) District Attorney"
        let told = title.words.start.checked_sub(1).and_then(|at| {
            let short = text_of(self.text, &words[at]);
            let tied = matches!(words[at].before, Gap::Comma | Gap::Open)
                && words[title.words.start].sentence == words[at].sentence;
            states()
                .iter()
                .filter(|_| tied)
                .find(|state| {
                    state.name == short
                        || state
                            .abbreviations
                            .iter()
                            .any(|abbreviation| abbreviation.trim_end_matches('.') == short)
                })
                .map(|state| state.code.as_str())
        });
        // "Oneida County District Attorney"; in "Ramsey County Attorney" the title holds the county's noun.
        let text = |at: usize| &self.text[words[at].start..words[at].end];
        let noun = |at: usize| matches!(text(at), "County" | "Parish" | "Borough");
        let sentence = words[title.words.start].sentence;
        let mut end = if noun(title.words.start) {
            title.words.start
        } else {
            title
                .words
                .start
                .checked_sub(1 + usize::from(told.is_some()))
                .filter(|&at| noun(at) && words[at].sentence == sentence)?
        };
        // "the Minnesota County Attorneys Association"
        if words
            .get(title.words.end)
            .is_some_and(|next| self.text[next.start..next.end].starts_with("Association"))
        {
            return None;
        }
        let mut start = end;
        while let Some(at) = start.checked_sub(1)
            && end - at <= COUNTY
            && words[at].sentence == sentence
            && words[at].case == LetterCase::Capital
            && (words[at + 1].before == Gap::Blank || matches!(text(at), "St" | "Ste"))
            && !self.knowledge.recognizer().list_words.has(&words[at])
        {
            start = at;
        }
        // "San Diego County: County District Attorney"
        while end > start && noun(end - 1) {
            end -= 1;
        }
        // "Nine Orange County Prosecutors": a headline's words before the county's are none of its name.
        let (start, slug, of) = (start..end).find_map(|start| {
            let slugs: Vec<String> = (start..end).map(|at| slug(text(at))).collect();
            let slug = slugs.join("-");
            let of = counties::states_with_county(&slug);
            (!of.is_empty()).then_some((start, slug, of))
        })?;
        // A county that the page's state has not is another state's, where only one has it.
        let state = told
            .or_else(|| home.filter(|home| of.contains(home)))
            .or_else(|| Some(of[0]).filter(|_| of.len() == 1))?;
        Some((
            counties::county_prosecutor(state, &slug),
            self.span(&(start..title.words.end)),
        ))
    }

    /// The last of the capitalised words at `at`: the surname behind a title.
    fn surname(&self, at: usize) -> Option<&str> {
        let words = &self.reading.words;
        let sentence = words.get(at)?.sentence;
        let last = words[at..]
            .iter()
            .take(4)
            .take_while(|word| word.sentence == sentence && word.case == LetterCase::Capital)
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
                    && before.case == LetterCase::Capital
                    && at >= 2
                    && words[at - 2].sentence == before.sentence
                    && !self.knowledge.recognizer().list_words.has(before)
                    && !self.knowledge.recognizer().recency_words.has(before)
            })
    }
}

fn text_of<'a>(text: &'a str, word: &Word) -> &'a str {
    text[word.start..word.end].trim_end_matches('.')
}

/// `St.` -> `st`, `George’s` -> `georges`
fn slug(word: &str) -> String {
    word.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
