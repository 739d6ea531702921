//! Which words at the beginning and the end of a run of capitals are not part of the name?

use crate::extract::defendant::beside::is_age_behind;
use crate::extract::defendant::names::Run;
use crate::extract::defendant::reader::NameReader;
use crate::knowledge::entities::word::{Gap, LetterCase};
use crate::knowledge::tables::cases::case_words::{
    AUXILIARY, BEGINS_PLACE, CONJUNCTION, DESCRIPTOR, OFFICIAL, ORDINARY, ORG_NOUN, PERSON_NOUN,
    PREPOSITION, PUBLIC_BODY,
};
use crate::knowledge::tables::name_words::NameWord;
use crate::text::char_class::is_one_character;

impl NameReader<'_> {
    /// Whether a word says what part somebody has in the case, and the name follows: `Relief Defendant Acme LLC`.
    pub(super) fn is_role_in_case(&self, at: usize) -> bool {
        const ROLES: [&str; 7] = [
            "former",
            "defendant",
            "defendants",
            "codefendant",
            "codefendants",
            "respondent",
            "respondents",
        ];
        let is_role = |at: usize| {
            let printed = self.raw(at);
            ROLES.iter().any(|role| printed.eq_ignore_ascii_case(role))
        };
        let is_relief = || self.raw(at).eq_ignore_ascii_case("relief") && is_role(at + 1);
        self.is_capital(at + 1) && (is_role(at) || is_relief()) && self.joins(at + 1)
    }

    /// The run without what stands before or behind the name in it.
    pub(super) fn trimmed(&self, mut run: Run) -> Run {
        let end = run.words.end;
        // "Jo Doe Et Al"
        if run.len() > 2 && self.raw(end - 2) == "Et" && self.raw(end - 1) == "Al" {
            run.words.end -= 2;
            run.span.end = self.name_stop(end - 3);
        }
        // "Acme.com"
        run.organization |=
            self.gap(end - 1) == "." && self.raw(end - 1).eq_ignore_ascii_case("com");
        if self.has_offense_below(&run) {
            return self.without_city(run);
        }
        self.without_trade(run)
    }

    /// The run without the ordinary words at its beginning, which names of persons have not: `Capturing Jo Doe`. Where no name of a
    /// person is left it is marked: `Striped Bass`, `Operation Oldport`.
    pub(super) fn without_ordinary_words(&self, mut run: Run) -> Run {
        let is_ordinary = |at: &usize| self.cues.has(&self.words[*at], ORDINARY);
        let (first, end) = (run.words.start, run.words.end);
        let begins_name = run.organization || run.len() < 2 || !is_ordinary(&first);
        // "Prospect-Oldport Gardens"
        if begins_name || self.gap(first + 1) == "-" || is_age_behind(self, end) {
            return run;
        }
        let start = run.words.clone().find(|at| !is_ordinary(at));
        let start = start.unwrap_or(end);
        let has_initial = || (start..end).any(|at| is_one_character(self.raw(at)));
        // "Limited Oldport Proficiency", "Forward Operating Base (FOB) Oldport"
        let is_name = end - start > 1
            && (!is_ordinary(&(end - 1)) || has_initial())
            && run.nickname.is_none()
            && !matches!(self.raw(first), "Operation" | "OPERATION");
        if is_name {
            run.words.start = start;
            run.span.start = self.words[start].start;
        } else {
            (run.organization, run.ordinary) = (true, true);
        }
        run
    }

    /// `Oldport Businessman Jo Doe`, `Oldport Police Department Officer Jo Doe`: the name is what follows the trade.
    fn without_trade(&self, mut run: Run) -> Run {
        /// Of those whose office stands in front of their rank.
        const RANKS: [&str; 9] = [
            "Alderman",
            "Captain",
            "Corporal",
            "Deputy",
            "Detective",
            "Lieutenant",
            "Officer",
            "Sergeant",
            "Trooper",
        ];
        if run.ending || run.len() < 4 {
            return run;
        }
        let (first, end) = (run.words.start, run.words.end);
        let is_trade = |at: &usize| {
            let word = &self.words[*at];
            let is_title = self.cues.name_word(word) == Some(NameWord::Honorific)
                || self.cues.has(word, PERSON_NOUN | DESCRIPTOR | OFFICIAL)
                || self.raw(*at) == "Controller";
            // "Hyun Son Kim"
            is_title && word.end - word.start > 3
        };
        let is_doctor = |at: &usize| self.raw(*at) == "Dr" && self.gap(*at + 1).starts_with('.');
        let last = (first..end - 2)
            .rev()
            .find(|at| is_trade(at) || is_doctor(at));
        // "Oldport Officer Training Center", "Officers (COs) Jo Doe"
        let is_of_person = |last: usize| {
            RANKS.contains(&self.raw(last))
                && last + 4 >= end
                && (last + 1..end).all(|at| self.gap(at) == " " && !self.is_org_word(at))
        };
        if let Some(last) = last.filter(|last| !run.organization || is_of_person(*last)) {
            run.organization = false;
            // "Inspector in Charge Jo Doe"
            run.titled |= self.cues.has(&self.words[last], OFFICIAL);
            run.words.start = last + 1;
            run.span.start = self.words[last + 1].start;
            let start = run.span.start;
            run.nickname = run.nickname.filter(|inside| inside.start > start);
        }
        run
    }

    /// Whether a run stands as in a list of pardons: a line for the name and the place, and `Offense:` below.
    fn has_offense_below(&self, run: &Run) -> bool {
        let end = run.words.end;
        let begins_line = run.words.start == 0 || self.gap(run.words.start).contains('\n');
        begins_line
            && (end..end + 3).any(|at| {
                matches!(self.raw(at), "Offense" | "Offenses") && self.gap(at + 1).starts_with(':')
            })
    }

    /// `Jo Al Doe Oldport, UT` of a list: the dash behind the name is lost.
    fn without_city(&self, mut run: Run) -> Run {
        // "Oldport, PA" is no firm.
        let is_state =
            |at: usize| self.gap(at) == ", " && self.raw(at).len() == 2 && self.is_capital(at);
        let mut end = run.words.end;
        if run.ending && is_state(end - 1) {
            end -= 1;
            (run.ending, run.organization) = (false, false);
        } else if run.organization || !is_state(end) {
            return run;
        }
        let is_suffix = self.cues.name_word(&self.words[end - 1]) == Some(NameWord::Suffix);
        if end - run.words.start < 3 || is_suffix {
            return run;
        }
        let in_two = end - run.words.start > 3 && self.cues.has(&self.words[end - 2], BEGINS_PLACE);
        end -= if in_two { 2 } else { 1 };
        run.words.end = end;
        run.span.end = self.name_stop(end - 1);
        run
    }

    /// Whether a word that names no party by itself belongs to the name of a firm: `Oldport Valley Hospital`, `American Airlines`,
    /// `Acme Health System`.
    pub(super) fn is_of_firm(&self, run: &Run, at: usize) -> bool {
        let last = run.words.end - 1;
        match self.raw(at) {
            "American" | "European" | "Canadian" | "African" | "Asian" => at == run.words.start,
            "Beach" | "Creek" | "Grove" | "Heights" | "Island" | "Lake" | "Park" | "River"
            | "Springs" | "Valley" => matches!(
                self.raw(last),
                "Bank"
                    | "Center"
                    | "Church"
                    | "Clinic"
                    | "Club"
                    | "College"
                    | "Cooperative"
                    | "District"
                    | "Hospital"
                    | "Hospitals"
                    | "School"
                    | "System"
                    | "University"
            ),
            "System" => matches!(
                self.raw(last - 1),
                "Health" | "Healthcare" | "Hospital" | "Water" | "School"
            ),
            _ => false,
        }
    }

    /// Whether a county is sued, or settles: `lawsuit against Oldport County`.
    pub(super) fn is_sued_county(&self, run: &Run) -> bool {
        let before = |back: usize| run.words.start.checked_sub(back).map(|at| self.raw(at));
        let is_sued = match before(1) {
            Some("against" | "sued" | "sues" | "suing" | "charging") => true,
            Some("with") => matches!(
                before(2),
                Some("agreement" | "settlement" | "decree" | "lawsuit")
            ),
            _ => false,
        };
        let end = run.words.end;
        // "charging Oldport County Sheriff Jo Doe"
        let is_whole = self.gap(end) != " " || !self.is_capital(end);
        is_sued
            && is_whole
            && run.len() > 1
            && !run.headline
            && matches!(self.raw(run.words.end - 1), "County" | "Parish")
    }

    /// Whether a public body that is sued, or settles, begins with a word in small letters: `lawsuit against the city of Oldport`.
    pub(super) fn begins_body(&self, at: usize) -> bool {
        let head = self.head_of_body(at);
        if !self.cues.has(&self.words[at], PUBLIC_BODY) || head == 0 {
            return false;
        }
        let skip = 1 + usize::from(at > 0 && self.raw(at - 1).eq_ignore_ascii_case("the"));
        let before = at.checked_sub(skip);
        let is_named = before.is_none_or(|before| {
            !self.same_sentence(before, at)
                || matches!(
                    self.raw(before),
                    "against" | "with" | "sued" | "sues" | "suing" | "that" | "and"
                )
        });
        is_named && self.is_capital(at + head) && self.same_sentence(at, at + head)
    }

    /// Whether the words behind a name say that it is a firm: `Oldport Blue Cross (“Oldport”), a Washington-based insurance company`.
    pub(super) fn is_called_a_firm(&self, run: &Run) -> bool {
        /// Most words of a short form in brackets, and between "a" and the noun.
        const MAX_SHORT_FORM: usize = 6;
        const MAX_BETWEEN: usize = 7;
        /// Nouns that persons are called, too: `a letter carrier`.
        const OF_PERSONS: [&str; 15] = [
            "broker",
            "carrier",
            "dealer",
            "distributor",
            "lender",
            "maker",
            "operator",
            "practice",
            "producer",
            "provider",
            "publisher",
            "retailer",
            "shipper",
            "supplier",
            "wholesaler",
        ];
        let end = run.words.end;
        // "support for the Oldport Front, a terrorist organization" accuses nobody.
        let is_object = run.words.start.checked_sub(1).is_some_and(|before| {
            self.same_sentence(before, end - 1)
                && (self.cues.has(&self.words[before], PREPOSITION)
                    && self.raw(before) != "against"
                    || self.raw(before) == "the")
        });
        if run.organization || run.headline || run.len() < 2 || is_object {
            return false;
        }
        let is_open = self
            .words
            .get(end)
            .is_some_and(|word| word.before == Gap::Open);
        let article = if is_open {
            let close = |at: &usize| {
                self.words
                    .get(*at)
                    .is_some_and(|word| self.gap(*at).contains(')') && word.before != Gap::Open)
            };
            (end + 1..=end + MAX_SHORT_FORM).find(close)
        } else {
            Some(end)
        };
        let Some(article) = article.filter(|at| {
            self.same_sentence(end - 1, *at) && self.gap(*at).trim_end().ends_with(',')
        }) else {
            return false;
        };
        if !matches!(self.raw(article), "a" | "an") {
            return false;
        }
        let ends = AUXILIARY | CONJUNCTION | PREPOSITION | PERSON_NOUN;
        for at in article + 1..article + 1 + MAX_BETWEEN {
            let Some(word) = self
                .words
                .get(at)
                .filter(|_| self.same_sentence(article, at))
            else {
                return false;
            };
            let raw = self.raw(at);
            if raw == "former"
                || self.cues.has(word, ends)
                || matches!(self.gap(at).trim(), "," | ";")
            {
                return false;
            }
            if word.case == LetterCase::Lower
                && self.cues.has(word, ORG_NOUN)
                && !OF_PERSONS.contains(&raw)
            {
                // "a bank teller"
                let behind = self.words.get(at + 1);
                return behind.is_none_or(|behind| {
                    !self.same_sentence(at, at + 1)
                        || behind.before != Gap::Blank
                        || self.cues.has(behind, PREPOSITION)
                        || matches!(
                            self.raw(at + 1),
                            "that"
                                | "which"
                                | "headquartered"
                                | "based"
                                | "located"
                                | "registered"
                                | "organized"
                                | "owned"
                        )
                });
            }
        }
        false
    }

    /// How many words stand before the place in the name of a public body: `city of`, `city and county of`. None where it is none.
    fn head_of_body(&self, at: usize) -> usize {
        let is_kind = |at: usize| {
            matches!(
                self.raw(at),
                "city" | "county" | "state" | "town" | "township" | "village"
            )
        };
        let is_of = |at: usize| self.raw(at) == "of";
        if is_kind(at) && is_of(at + 1) {
            2
        } else if is_kind(at) && self.raw(at + 1) == "and" && is_kind(at + 2) && is_of(at + 3) {
            4
        } else {
            0
        }
    }

    /// The public body that begins at `at`.
    pub(super) fn body_at(&self, at: usize) -> Run {
        let mut run = self.run_at(at + self.head_of_body(at), false);
        run.words.start = at;
        run.span.start = self.words[at].start;
        run.organization = true;
        run
    }
}
