//! Where in a release's text do its values come from, and by which rule?
//!
//! An index keeps the values and the text. So the text is read again as `dragnet inspect` reads a page, and what is found there
//! is shown where it is a value of the release. Values from other parts of the page (its fields, its address) are in the list
//! without a place.

use std::ops::Range;

use crate::extract::extract;
use crate::knowledge::Knowledge;
use crate::model::{EvidenceSource, Page, PageFields, Release};
use crate::print::clean_lines;
use crate::schema::{Cells, FIELDS, FieldSpec, shown_sum};
use crate::serve::pages::parts::typed::typed_value;
use crate::serve::params::{Params, path_to};

/// The values of one field.
pub(super) struct FieldView {
    pub(super) name: String,
    pub(super) values: Vec<ValueShown>,
}

/// A value at the side of the text.
pub(super) struct ValueShown {
    pub(super) text: String,
    /// All releases with it, or its page; none for what cannot be searched for.
    pub(super) address: Option<String>,
    /// The number of the place in the text where it was found.
    pub(super) place: Option<usize>,
    /// The rule that found it, and where.
    pub(super) rule: String,
}

/// A piece of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextPiece {
    pub(super) text: String,
    /// Whether a word of the search stands there.
    pub(super) is_marked: bool,
    /// The place whose words these are.
    pub(super) place: Option<usize>,
    /// Whether the place begins here.
    pub(super) is_begin: bool,
    /// What was found there: `judge: Oriel Vantongeren`.
    pub(super) found: String,
}

/// What was found of one value.
struct Place {
    span: Range<usize>,
    found: String,
}

/// The fields of a release, and its text in paragraphs, with marks on the words of a search.
pub(super) fn explained(
    release: &Release,
    text: &str,
    marks: &[Range<usize>],
    knowledge: &Knowledge,
) -> (Vec<FieldView>, Vec<Vec<TextPiece>>) {
    let page = Page {
        title: release.title.clone(),
        text: text.to_owned(),
        fields: PageFields {
            date: release.date.map(|date| date.to_string()),
            number: release.number.clone(),
            ..PageFields::default()
        },
        url: release.url.clone(),
        source: release.source.clone(),
    };
    let file = release.id.rsplit('/').next().unwrap_or_default();
    let findings = extract(&page, file, knowledge);
    let found = Release::new(release.id.clone(), &page, &findings);
    let mut fields = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for field in FIELDS.iter().filter(|field| is_shown(field)) {
        let values = (field.values)(release);
        let labels = match values.names(knowledge) {
            names if !names.is_empty() => names,
            _ => match &values {
                Cells::Amounts(amounts) => amounts
                    .iter()
                    .map(|amount| format!("{} {}", amount.role, shown_sum(amount.value)))
                    .collect(),
                values => values.texts(),
            },
        };
        let (found, evidence) = ((field.values)(&found).texts(), (field.evidence)(&findings));
        let mut shown = Vec::new();
        for (number, (text, label)) in values.texts().iter().zip(labels).enumerate() {
            let at = found.iter().position(|found| found == text);
            let evidence = at.and_then(|at| evidence.get(at));
            let (mut place, mut rule) = (None, "from the page, outside its text".to_owned());
            if let Some(evidence) = evidence {
                match evidence.place {
                    EvidenceSource::Text if !evidence.span.is_empty() => {
                        places.push(Place {
                            span: evidence.span.clone(),
                            found: format!("{}: {label}", field.name),
                        });
                        place = Some(places.len() - 1);
                        evidence.rule.clone_into(&mut rule);
                    }
                    EvidenceSource::Title => rule = format!("{}, in the title", evidence.rule),
                    EvidenceSource::FileName => {
                        rule = format!("{}, in the file name", evidence.rule);
                    }
                    _ => {}
                }
            }
            shown.push(ValueShown {
                text: clean_lines(&label).into_owned(),
                address: address_of(field, release, number, knowledge),
                place,
                rule,
            });
        }
        if !shown.is_empty() {
            fields.push(FieldView {
                name: field.column.unwrap_or(field.name).replace('_', " "),
                values: shown,
            });
        }
    }
    let merged = merge(&places);
    for value in fields.iter_mut().flat_map(|field| &mut field.values) {
        value.place = value.place.map(|place| merged.number_of[place]);
    }
    (fields, paragraphs(text, &merged.places, marks))
}

/// Whether a field stands at the side: its values, and not how they are looked up.
fn is_shown(field: &FieldSpec) -> bool {
    let elsewhere = ["id", "title", "url", "main_district"];
    field.column.is_some() && !elsewhere.contains(&field.name)
}

/// Where a value of a field leads.
fn address_of(
    field: &FieldSpec,
    release: &Release,
    number: usize,
    knowledge: &Knowledge,
) -> Option<String> {
    if let "date" | "event" = field.name {
        let day = (field.values)(release).texts().into_iter().next()?;
        let query = format!("{}:{day}", field.name);
        return Some(Params::of("q", &query).address("/search"));
    }
    let values = (field.values)(release);
    let term = (*values.terms().get(number)?).to_owned();
    let page = match field.name {
        "agency" => return Some(path_to("agency", term.trim_start_matches('/'))),
        "district" => {
            return Some(path_to(
                "district",
                &typed_value("district", Some(&term), knowledge),
            ));
        }
        "prosecutor" | "defendant" | "judge" => return Some(path_to(field.name, &term)),
        name => name,
    };
    field.option?;
    Some(Params::of(page, &term).address("/search"))
}

/// Places that do not overlap, in order, and which of them each place has become a part of.
struct Merged {
    places: Vec<Place>,
    number_of: Vec<usize>,
}

/// Places that overlap become one; each is told the number of the one that it is in.
fn merge(places: &[Place]) -> Merged {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| (places[*at].span.start, places[*at].span.end));
    let mut merged = Merged {
        places: Vec::new(),
        number_of: vec![0; places.len()],
    };
    for at in order {
        let Place { span, found } = &places[at];
        match merged.places.last_mut() {
            Some(last) if span.start < last.span.end => {
                last.span.end = last.span.end.max(span.end);
                last.found = format!("{}; {found}", last.found);
            }
            _ => merged.places.push(Place {
                span: span.clone(),
                found: found.clone(),
            }),
        }
        merged.number_of[at] = merged.places.len() - 1;
    }
    merged
}

/// The text in paragraphs, cut wherever a place or a mark begins or ends.
fn paragraphs(text: &str, places: &[Place], marks: &[Range<usize>]) -> Vec<Vec<TextPiece>> {
    let spans = places.iter().map(|place| &place.span).chain(marks);
    let mut cuts: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
    cuts.extend([0, text.len()]);
    cuts.retain(|cut| text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    let (mut at_place, mut at_mark) = (0, 0);
    let mut paragraphs: Vec<Vec<TextPiece>> = vec![Vec::new()];
    for cut in cuts.windows(2) {
        let (start, end) = (cut[0], cut[1]);
        while places
            .get(at_place)
            .is_some_and(|place| place.span.end <= start)
        {
            at_place += 1;
        }
        while marks.get(at_mark).is_some_and(|mark| mark.end <= start) {
            at_mark += 1;
        }
        let place = places
            .get(at_place)
            .filter(|place| place.span.start <= start);
        let piece = TextPiece {
            text: String::new(),
            is_marked: marks.get(at_mark).is_some_and(|mark| mark.start <= start),
            place: place.map(|_| at_place),
            is_begin: place.is_some_and(|place| place.span.start == start),
            found: place.map_or_else(String::new, |place| clean_lines(&place.found).into_owned()),
        };
        for (number, part) in text[start..end].split("\n\n").enumerate() {
            if number > 0 {
                paragraphs.push(Vec::new());
            }
            if let (false, Some(paragraph)) = (part.is_empty(), paragraphs.last_mut()) {
                paragraph.push(TextPiece {
                    text: clean_lines(part).into_owned(),
                    is_begin: piece.is_begin && number == 0,
                    ..piece.clone()
                });
            }
        }
    }
    paragraphs.retain(|paragraph| paragraph.iter().any(|piece| !piece.text.trim().is_empty()));
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_marks_cut_the_text_and_nothing_is_lost() {
        let text = "Jo Doe of Oldport\n\npleaded guilty – today";
        let place = |word: &str, found: &str| {
            let start = text.find(word).expect("the word");
            Place {
                span: start..start + word.len(),
                found: found.to_owned(),
            }
        };
        let merged = merge(&[
            place("guilty – today", "plea"),
            place("Jo Doe", "defendant"),
            place("Doe of", "x"),
        ]);
        assert_eq!(merged.number_of, [1, 0, 0]);
        let oldport = text.find("Oldport").expect("the word");
        let mark = std::iter::once(oldport..oldport + 7).collect::<Vec<_>>();
        let paragraphs = paragraphs(text, &merged.places, &mark);
        let whole: Vec<String> = paragraphs
            .iter()
            .map(|pieces| pieces.iter().map(|piece| piece.text.as_str()).collect())
            .collect();
        assert_eq!(whole.join("\n\n"), text);
        assert_eq!(paragraphs[0][0].found, "defendant; x");
        assert!(paragraphs[0][2].is_marked && paragraphs[1][1].is_begin);
    }
}
