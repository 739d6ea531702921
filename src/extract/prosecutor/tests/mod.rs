//! Fictional sentences, a rule each.

mod offices;
mod seen;

use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::prosecutor::grammar::Grammar;
use crate::extract::prosecutor::token::Token;
use crate::extract::prosecutor::tokenizer::tokenize;
use crate::knowledge::Knowledge;
use crate::knowledge::tables::titles::TitleClass;
use crate::knowledge::tables::{counsel_words, name_words, titles};
use crate::model::{EvidenceSource, Page, ProsecutorKind};

/// `Name / Title / c` for each person found, in order.
pub(super) fn found(text: &str) -> Vec<String> {
    let page = Page {
        text: text.to_owned(),
        ..Page::default()
    };
    crate::extract::prosecutor::prosecutors(&AnnotatedPage::new(&page, "", Knowledge::builtin()))
        .into_iter()
        .map(|found| {
            let value = found.value;
            let kind = match value.kind {
                ProsecutorKind::Counsel => "counsel",
                ProsecutorKind::Official => "official",
            };
            format!("{} / {} / {kind}", value.name, value.title)
        })
        .collect()
}

#[test]
fn a_list_of_assistants_and_the_united_states_attorney() {
    assert_eq!(
        found(
            "Dana R. Example, U.S. Attorney | U.S. Attorney for the Southern District of California\n\n\
             U.S. Attorney Dana Example said it was good.\n\n\
             This case is prosecuted by Assistant U.S. Attorneys Joan C. Miller, Mika L. Weaver, and Peter S. Hall."
        ),
        [
            "Dana R. Example / U.S. Attorney / official",
            "Joan C. Miller / Assistant U.S. Attorney / counsel",
            "Mika L. Weaver / Assistant U.S. Attorney / counsel",
            "Peter S. Hall / Assistant U.S. Attorney / counsel",
        ]
    );
}

#[test]
fn titles_are_sorted_unique_and_each_example_is_matched_by_its_own_row_alone() {
    let grammar = Grammar::get();
    let rows: Vec<_> = titles::titles().collect();
    let mut last = ("", "");
    for (row, title) in rows.iter().enumerate() {
        let key = (title.words, class(title.class));
        assert!(last < key, "{last:?} before {key:?}");
        last = key;
        let matched = matched_rows(title.example);
        if matches!(title.class, TitleClass::Modifier | TitleClass::Past) {
            let tokens = tokens(title.example);
            assert!(grammar.is_modifier(&tokens[0]), "{title:?}");
            assert_eq!(matched.len(), 1, "{title:?}");
        } else {
            assert_eq!(
                matched,
                [row],
                "{title:?} and {:?}",
                matched.iter().map(|at| rows[*at].words).collect::<Vec<_>>()
            );
        }
        assert!(!matched_rows(title.counter).contains(&row), "{title:?}");
    }
}

fn class(class: TitleClass) -> &'static str {
    match class {
        TitleClass::Official => "official",
        TitleClass::Counsel => "counsel",
        TitleClass::Member => "member",
        TitleClass::Other => "other",
        TitleClass::Modifier => "modifier",
        TitleClass::Past => "past",
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let reading = Knowledge::builtin().recognizer().annotate(text);
    tokenize(text, 0..text.len(), &reading.words, Grammar::get())
}

fn matched_rows(text: &str) -> Vec<usize> {
    let grammar = Grammar::get();
    let tokens = tokens(text);
    let mut rows = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match grammar.title_at(&tokens, at) {
            Some(title) => {
                rows.push(title.row);
                at = title.end;
            }
            None => at += 1,
        }
    }
    rows
}

#[test]
fn counsel_words_are_sorted_unique_and_matched_by_their_examples() {
    let mut last = "";
    for cue in counsel_words::counsel_words() {
        assert!(last < cue.words, "{last} before {}", cue.words);
        last = cue.words;
        let found = found(cue.example);
        assert!(
            found
                .iter()
                .any(|person| person.starts_with("Jo Doe /") && person.ends_with("/ counsel")),
            "{cue:?}: {found:?}"
        );
    }
}

#[test]
fn name_words_are_sorted_and_unique() {
    let rows: Vec<String> = name_words::name_words()
        .map(|row| format!("{}\t{:?}", row.words, row.kind).to_lowercase())
        .collect();
    assert!(
        rows.is_sorted_by(|a, b| a < b),
        "{:?}",
        rows.windows(2).find(|pair| pair[0] >= pair[1])
    );
}

#[test]
fn each_person_of_a_mixed_list_has_the_right_title() {
    assert_eq!(
        found(
            "Trial Attorney Laura M.K. Doe, Attorney Al Roe, Assistant Chief Bill Poe and Deputy Chief Sam S. Loe of \
             the Criminal Division’s Fraud Section and Assistant U.S. Attorneys Jo Low and R. Paul Fox III of the \
             Northern District of Texas are prosecuting the case."
        ),
        [
            "Laura M.K. Doe / Trial Attorney / counsel",
            "Al Roe / Attorney / counsel",
            "Bill Poe / Assistant Chief / counsel",
            "Sam S. Loe / Deputy Chief / counsel",
            "Jo Low / Assistant U.S. Attorney / counsel",
            "R. Paul Fox III / Assistant U.S. Attorney / counsel",
        ]
    );
}

#[test]
fn names_keep_suffixes_particles_initials_nicknames_and_accents() {
    for name in [
        "Lenel Hickory, Jr.",
        "Ignacio Perez de la Cruz",
        "Uta van der Berg",
        "Mary St. John",
        "L.C. Right",
        "J. Patrick Lamm",
        "Harry “Bill” McSherwood",
        "Mary M. (Marti) Cherrywood",
        "Aimée Latimer-Zayas",
        "Eileen O’Neal Burks",
        "Maria Fernandez Rundell",
        "Tony West",
        "John Bishop",
        "Frank A. Labor III",
        "Byron Vélez",
        "ONeal Brown",
        "Stephen Da Point",
    ] {
        assert_eq!(
            found(&format!(
                "The case is being prosecuted by Assistant U.S. Attorney {name}."
            )),
            [format!("{name} / Assistant U.S. Attorney / counsel")]
        );
    }
}

#[test]
fn a_title_may_be_before_or_after_the_name_with_an_office_between() {
    let expected = ["Jay Claymore / United States Attorney / official"];
    for text in [
        "Jay Claymore, the United States Attorney for the Southern District of New York, announced the plea.",
        "United States Attorney for the Southern District of New York, Jay Claymore, announced the plea.",
        "The United States Attorney for the District of Columbia Jay Claymore announced the plea.",
        "“This is justice,” said Jay Claymore, United States Attorney.",
        "Jay Claymore | United States Attorney\n\nA man pleaded guilty.",
        "United States Attorney Jay Claymore thanked the agents. Mr. Claymore praised the FBI.",
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
    assert_eq!(
        found(
            "Assistant Attorney General for National Security John P. Carling announced the plea."
        ),
        ["John P. Carling / Assistant Attorney General / official"]
    );
    assert_eq!(
        found("Example County District Attorney (ECDA) Todd Spitz said it was good."),
        ["Todd Spitz / District Attorney / official"]
    );
}

#[test]
fn agents_inspectors_judges_and_defence_lawyers_are_not_prosecutors() {
    for text in [
        "Special Agent in Charge Jo Doe of the FBI and Inspector General Al Roe announced the plea.",
        "The investigation was conducted by Special Agents Jo Doe and Al Roe.",
        "Jo Doe, Assistant Director in Charge of the FBI, and Sheriff Al Roe made the announcement.",
        "U.S. District Judge Jo Doe said the crime was grave.",
        "The defendant was represented by defense attorney Jo Doe.",
        "Former Assistant U.S. Attorney Jo Doe was sentenced today.",
        "Assistant District Attorney Jo Doe, 45, of Springfield, was arrested.",
        "Police Chief Jo Doe said the victims were brave.",
        "The suit challenges Attorney General Ken Doe’s expansive rule.",
        "The guidelines are in a memo from Deputy Attorney General Jo Doe.",
        "The program was prosecuted by the U.S. Attorney’s Office.",
        "the Americans with Disabilities Act (ADA Best Practices Tool Kit)",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn prosecutors_who_announce_with_agents_are_found_alone() {
    assert_eq!(
        found(
            "Robert M. Doe, Jr., United States Attorney for the Eastern District of Kentucky, Chief Ray Poe of the \
             Cyn Police Department, and John Roe, Special Agent in Charge of HSI, jointly announced the indictment."
        ),
        ["Robert M. Doe, Jr. / United States Attorney / official"]
    );
}

#[test]
fn staff_of_civil_enforcers_without_titles_are_counsel() {
    assert_eq!(
        found(
            "The SEC’s investigation was conducted by John Britton of the Los Angeles Regional Office and supervised by \
             Alka Pate. The litigation will be led by David Van Haver."
        ),
        [
            "John Britton /  / counsel",
            "Alka Pate /  / counsel",
            "David Van Haver /  / counsel",
        ]
    );
    assert_eq!(
        found(
            "CFTC Division of Enforcement staff members responsible for this action are Dan J. Grim, Paul Hay, and \
             former staff member John Ein."
        ),
        [
            "Dan J. Grim /  / counsel",
            "Paul Hay /  / counsel",
            "John Ein / former staff member / counsel",
        ]
    );
    assert_eq!(
        found(
            "The FTC staff attorneys on this matter are Serena Mose-Day and Ed Hines of the Southwest Region."
        ),
        [
            "Serena Mose-Day / staff attorney / counsel",
            "Ed Hines / staff attorney / counsel",
        ]
    );
    assert_eq!(
        found("said Kara Brock, Chief of the SEC Enforcement Division’s FCPA Unit."),
        ["Kara Brock / Chief / official"]
    );
}

#[test]
fn a_company_whose_agents_conducted_a_scheme_is_not_counsel() {
    assert_eq!(
        found(
            "The department was responsible for the case, and the profits earned by Lake Mason were small."
        ),
        Vec::<String>::new()
    );
}

#[test]
fn a_person_named_several_times_is_one_with_the_fullest_name() {
    assert_eq!(
        found(
            "U.S. Attorney Grath announced the plea.\n\n“It is staggering,” said U.S. Attorney Tara Grath.\n\n\
             TARA K. GRATH, UNITED STATES ATTORNEY, thanked the agents."
        ),
        ["Tara K. Grath / U.S. Attorney / official"]
    );
}

#[test]
fn counsel_goes_before_official_and_the_head_of_an_office_may_prosecute() {
    assert_eq!(
        found(
            "U.S. Attorney Jo Doe announced the plea. The case is being prosecuted by U.S. Attorney Jo Doe and \
             Assistant U.S. Attorney Al Roe."
        ),
        [
            "Jo Doe / U.S. Attorney / counsel",
            "Al Roe / Assistant U.S. Attorney / counsel"
        ]
    );
    assert_eq!(
        found(
            "U.S. Attorney Jo Doe said so. The case is being prosecuted by the Office of U.S. Attorney Jo Doe."
        ),
        ["Jo Doe / U.S. Attorney / official"]
    );
    assert_eq!(
        found("Assistant Attorney General Jo Doe in charge of the Antitrust Division said so."),
        ["Jo Doe / Assistant Attorney General / official"]
    );
}

#[test]
fn former_chiefs_who_assisted_are_counsel() {
    assert_eq!(
        found(
            "Trial Attorney Nic Lock is prosecuting the case, with substantial assistance from former PIN Deputy Chiefs \
             Jen Clark and Marco Palm."
        ),
        [
            "Nic Lock / Trial Attorney / counsel",
            "Jen Clark / Deputy Chief / counsel",
            "Marco Palm / Deputy Chief / counsel",
        ]
    );
}

#[test]
fn a_person_who_handles_the_case_needs_no_title() {
    assert_eq!(
        found("Gwen Carol is handling the case for the U.S. Attorney’s office."),
        ["Gwen Carol /  / counsel"]
    );
    assert_eq!(
        found(
            "Mr. Hicks commended the agents for the investigation leading to the prosecution by the U.S. Attorney."
        ),
        ["Hicks /  / official"]
    );
}

#[test]
fn supervisors_of_assistant_district_attorneys_are_counsel() {
    assert_eq!(
        found(
            "The case was prosecuted by Senior Assistant District Attorney Jo Doe, of the Homicide Bureau, under the \
             supervision of Kin Ngo, Chief of the Fraud Unit."
        ),
        [
            "Jo Doe / Senior Assistant District Attorney / counsel",
            "Kin Ngo / Chief / counsel",
        ]
    );
}

#[test]
fn an_official_may_be_named_only_in_the_headline() {
    let page = Page {
        title: "Statement of Brook County District Attorney Ken Thomas Regarding the Sentencing"
            .to_owned(),
        text: "“My office prosecuted the officer because the evidence was clear.”".to_owned(),
        ..Page::default()
    };
    let found = crate::extract::prosecutor::prosecutors(&AnnotatedPage::new(
        &page,
        "",
        Knowledge::builtin(),
    ));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].value.name, "Ken Thomas");
    assert_eq!(found[0].place, EvidenceSource::Title);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_prosecutor_extraction_fail(
        text in r"( |,|\\.|;|\n|\n\n|\\(|\\)|“|-|U\\.S\\. |Attorneys? |Assistant |Chief |prosecuted |by |and |of |the |Jo |Doe |É. |Jr\\.|’s |van |said |District of |Columbia |are |is ){0,60}"
    ) {
        let page = Page { title: text.clone(), text, ..Page::default() };
        for found in crate::extract::prosecutor::prosecutors(&AnnotatedPage::new(
        &page,
        "",
        Knowledge::builtin(),
    )) {
            let place = if found.place == EvidenceSource::Title { &page.title } else { &page.text };
            assert!(place.get(found.span).is_some_and(|name| !name.is_empty()));
        }
    }
}

/// A row of `name_words.tsv` is its own example: the word, capitalised where names are, must be read as its row says.
#[test]
fn every_name_word_is_read_as_its_row_says() {
    use crate::knowledge::tables::grammar_roles::SPEECH;
    use crate::knowledge::tables::name_words::NameWord;
    let grammar = Grammar::get();
    let capital = |words: &str| {
        words
            .split(' ')
            .map(|word| {
                let mut letters = word.chars();
                let first: String = letters
                    .next()
                    .into_iter()
                    .flat_map(char::to_uppercase)
                    .collect();
                first + letters.as_str()
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut last = (String::new(), String::new());
    for row in name_words::name_words() {
        let key = (
            row.words.to_owned(),
            format!("{:?}", row.kind).to_lowercase(),
        );
        assert!(last < key, "{last:?} before {key:?}");
        let text = match row.kind {
            NameWord::Particle | NameWord::Speech => row.words.to_owned(),
            _ => capital(row.words),
        };
        let tokens = tokens(&text);
        let token = &tokens[0];
        let read = match row.kind {
            NameWord::Place => grammar.is_place_at(&tokens, 0),
            NameWord::State => grammar.state_at(&tokens, 0) == Some(tokens.len()),
            NameWord::Prosecuting | NameWord::Investigating => {
                grammar.office_kind(&tokens).is_some()
            }
            NameWord::Speech => grammar.is(token, SPEECH),
            kind => tokens.len() == 1 && grammar.name_word(token) == Some(kind),
        };
        assert!(read, "{row:?} is not read in {text:?}");
        last = key;
    }
}
