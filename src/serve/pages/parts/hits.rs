//! A hit as a page shows it: title, what happened, who, where the words stand.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::model::{Release, Stage};
use crate::print::{EventParts, clean};
use crate::query::{Hit, Snippet};
use crate::schema::FieldSpec;
use crate::serve::pages::parts::layout::{Link, Piece, shown_day};
use crate::serve::params::{Params, path_to};
use crate::text::numbers::counted;

/// Maximum number of agencies and of defendants that a hit names.
const MAX_NAMED: usize = 5;

/// Something with a short and a long name, and a page of its own.
pub(in crate::serve::pages) struct Named {
    pub(in crate::serve::pages) short: String,
    pub(in crate::serve::pages) full: String,
    pub(in crate::serve::pages) address: String,
}

/// A release in a list.
pub(in crate::serve::pages) struct HitView {
    pub(in crate::serve::pages) title: Vec<Piece>,
    pub(in crate::serve::pages) address: String,
    /// The day in words, and as machines read it.
    pub(in crate::serve::pages) day: Option<(String, String)>,
    /// The day of the event, where it is another.
    pub(in crate::serve::pages) event_day: Option<(String, String)>,
    pub(in crate::serve::pages) stage: Option<&'static str>,
    pub(in crate::serve::pages) districts: Vec<Named>,
    pub(in crate::serve::pages) agencies: Vec<Named>,
    pub(in crate::serve::pages) more_agencies: usize,
    pub(in crate::serve::pages) defendants: Vec<Link>,
    pub(in crate::serve::pages) more_defendants: usize,
    /// `41 months`, `restitution $1,200,000`.
    pub(in crate::serve::pages) outcome: Vec<String>,
    pub(in crate::serve::pages) snippet: Vec<Piece>,
    /// Copies, and what the whole case is.
    pub(in crate::serve::pages) small: Vec<Piece>,
    /// The words that it lacks.
    pub(in crate::serve::pages) missing: Option<String>,
    /// Whether it is the first that lacks some.
    pub(in crate::serve::pages) is_first_partial: bool,
    /// Why it is like another release.
    pub(in crate::serve::pages) reason: Option<String>,
}

/// A hit. Its page marks the words of `params`.
pub(in crate::serve::pages) fn hit_view(
    hit: &Hit,
    sorted_by: Option<&FieldSpec>,
    knowledge: &Knowledge,
    params: &Params,
) -> HitView {
    let mut view = release_view(&hit.release, sorted_by, knowledge, params);
    view.title = marked(&hit.release.title, &hit.title_marks);
    view.snippet = snippet(&hit.snippet);
    let kinship = &hit.kinship;
    if kinship.copy_count > 0 {
        let copies = if kinship.copy_count == 1 {
            "copy"
        } else {
            "copies"
        };
        view.small
            .push(Piece::plain(&format!("+{} {copies}", kinship.copy_count)));
    }
    if let Some(matter) = &kinship.matter {
        let text = match &kinship.case {
            Some(case) => format!("case of {}", counted(case.releases as u64, "release")),
            None => format!(
                "{} more in this case",
                kinship.matter_size.saturating_sub(1)
            ),
        };
        view.small.push(Piece {
            address: Some(path_to("case", matter)),
            ..Piece::plain(&text)
        });
    }
    view.missing = hit
        .partial
        .then(|| clean(&hit.missing.join(", ")).into_owned());
    view.reason = hit
        .explanation
        .as_deref()
        .map(|reason| clean(reason).into_owned());
    view
}

/// A release without words to be marked.
pub(in crate::serve::pages) fn release_view(
    release: &Release,
    sorted_by: Option<&FieldSpec>,
    knowledge: &Knowledge,
    params: &Params,
) -> HitView {
    // The search, to come back to.
    let words = params.without(&["format"]);
    let agencies = release.agencies.iter();
    let is_district = |path: &&String| release.districts.contains(path);
    let agencies: Vec<&String> = agencies.filter(|path| !is_district(path)).collect();
    let more = |all: usize| all.saturating_sub(MAX_NAMED);
    HitView {
        title: marked(&release.title, &[]),
        address: words.address(&path_to("release", &release.id)),
        day: release.date.map(shown_day),
        event_day: release
            .event_date
            .filter(|event| release.date != Some(*event))
            .map(shown_day),
        stage: release
            .stage
            .filter(|stage| *stage != Stage::Other)
            .map(Stage::name),
        districts: release
            .districts
            .iter()
            .map(|path| district(path, knowledge))
            .collect(),
        more_agencies: more(agencies.len()),
        agencies: agencies
            .into_iter()
            .take(MAX_NAMED)
            .map(|path| agency(path, knowledge))
            .collect(),
        more_defendants: more(release.defendants.len()),
        defendants: release
            .defendants
            .iter()
            .take(MAX_NAMED)
            .map(|one| Link::new(&one.name, path_to("defendant", &one.name)))
            .collect(),
        outcome: EventParts::of(release, sorted_by).outcome,
        snippet: Vec::new(),
        small: Vec::new(),
        missing: None,
        is_first_partial: false,
        reason: None,
    }
}

/// An agency with its page.
pub(in crate::serve::pages) fn agency(path: &str, knowledge: &Knowledge) -> Named {
    Named {
        short: knowledge.short_name(path),
        full: knowledge.label(path),
        address: path_to("agency", path.trim_start_matches('/')),
    }
}

/// A district with its page.
pub(in crate::serve::pages) fn district(path: &str, knowledge: &Knowledge) -> Named {
    let short = path.rsplit('/').next().unwrap_or(path).to_uppercase();
    Named {
        full: knowledge.district_label(path),
        address: path_to("district", &short),
        short,
    }
}

/// The pieces of a text on one line, with marks on some of its bytes.
pub(in crate::serve::pages) fn marked(text: &str, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for mark in marks {
        let (Some(before), Some(found)) = (text.get(at..mark.start), text.get(mark.clone())) else {
            continue;
        };
        pieces.push(Piece::plain(before));
        pieces.push(Piece {
            is_marked: true,
            ..Piece::plain(found)
        });
        at = mark.end;
    }
    pieces.push(Piece::plain(text.get(at..).unwrap_or_default()));
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

fn snippet(snippet: &Snippet) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (number, fragment) in snippet.fragments.iter().enumerate() {
        if number > 0 || fragment.cut_before {
            pieces.push(Piece::plain(" … "));
        }
        pieces.extend(marked(&fragment.text, &fragment.marks));
    }
    if snippet.fragments.last().is_some_and(|last| last.cut_after) {
        pieces.push(Piece::plain(" …"));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_undated_release_does_not_stand_under_the_day_of_its_event() {
        let view = |date, event_date| {
            let release = Release {
                date,
                event_date,
                ..Release::default()
            };
            let view = release_view(&release, None, Knowledge::builtin(), &Params::default());
            (view.day, view.event_day)
        };
        let (told, before) = (date(2021, 6, 8), date(2021, 6, 4));
        assert_eq!(view(None, Some(before)), (None, Some(shown_day(before))));
        assert_eq!(view(Some(told), Some(told)), (Some(shown_day(told)), None));
        assert_eq!(
            view(Some(told), Some(before)),
            (Some(shown_day(told)), Some(shown_day(before)))
        );
    }
}
