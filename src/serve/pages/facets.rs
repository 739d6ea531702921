//! The values of a field with their counts: beside hits, and all of them on a page of their own.

use askama::Template;

use crate::knowledge::{Knowledge, Resolution, is_at_or_below};
use crate::print::clean;
use crate::query::{self, Facet, FacetValue, Limit, Partial};
use crate::schema::FacetKind;
use crate::serve::answer::{Answer, Failure};
use crate::serve::asked::{SHOWN, request};
use crate::serve::pages::parts::layout::{Layout, Link, Piece, export, format_asked, note, what};
use crate::serve::pages::parts::typed::typed_value;
use crate::serve::params::Params;
use crate::serve::visit::Visit;
use crate::text::numbers::{counted, group_thousands};

/// The fields that are counted beside hits, the most useful first, each with its heading.
pub(super) const BESIDE_HITS: [(&str, &str); 5] = [
    ("agency", "Agency"),
    ("district", "District"),
    ("stage", "Stage"),
    ("offense", "Offense"),
    ("prosecutor", "Prosecutor"),
];

/// How many values are listed beside hits.
const MOST: usize = 10;

/// How many are listed on the page of a field.
const MOST_OF_PAGE: usize = 250;

/// A field with some of its values.
pub(super) struct FacetView {
    pub(super) heading: &'static str,
    pub(super) values: Vec<ValueView>,
    /// The page with all of them.
    pub(super) more: Option<Link>,
}

/// A value to choose, or to remove where it is chosen.
pub(super) struct ValueView {
    pub(super) label: String,
    pub(super) count: String,
    /// How deep it stands in a tree, from 0.
    pub(super) depth: usize,
    pub(super) is_chosen: bool,
    /// The search with it, or without it where it is chosen; none where words of the query have chosen it.
    pub(super) address: Option<String>,
}

/// The field beside hits. A value leads to the search of `params` with it.
pub(super) fn beside_hits(
    mut facet: Facet,
    heading: &'static str,
    params: &Params,
    knowledge: &Knowledge,
) -> FacetView {
    let field = facet.name.clone();
    let all = facet.values.len();
    keep(&mut facet);
    let left_out = all - facet.values.len();
    let more = (left_out > 0).then(|| {
        let params = params.without(&SHOWN).set("field", &field);
        let text = format!("{} more", group_thousands(left_out as u64));
        Link::new(&text, params.address("/facets"))
    });
    FacetView {
        heading,
        values: value_views(&facet, params, knowledge),
        more,
    }
}

/// Keeps the most frequent values and those that are chosen, and of a tree also what is just below these.
fn keep(facet: &mut Facet) {
    if facet.kind != FacetKind::Tree {
        facet.keep_most_frequent(MOST);
        return;
    }
    let chosen = facet.values.iter().filter(|value| value.selected);
    let chosen: Vec<String> = chosen.filter_map(|value| value.value.clone()).collect();
    let mut below = facet.clone();
    below.values.retain(|value| {
        let parent = value
            .value
            .as_deref()
            .and_then(|path| path.rsplit_once('/'));
        parent.is_some_and(|(parent, _)| chosen.iter().any(|chosen| chosen == parent))
    });
    below.keep_most_frequent(MOST);
    facet.keep_most_frequent(MOST);
    below.values.retain(|value| !facet.values.contains(value));
    facet.values.append(&mut below.values);
    facet.sort_by_name();
    let counts: Vec<(String, usize)> = (facet.values.iter())
        .filter_map(|value| Some((value.value.clone()?, value.count)))
        .collect();
    // The trees with the most come first, each in the order of its paths.
    let of_tree = |value: &FacetValue| {
        let path = value.value.as_deref().unwrap_or_default();
        let top = counts.iter().find(|(top, _)| is_at_or_below(path, top));
        (
            value.value.is_none(),
            std::cmp::Reverse(top.map(|(_, count)| *count)),
            top.map(|(top, _)| top.clone()),
        )
    };
    facet.values.sort_by_cached_key(of_tree);
}

/// The values of a facet, in their order.
fn value_views(facet: &Facet, params: &Params, knowledge: &Knowledge) -> Vec<ValueView> {
    let field = facet.name.as_str();
    let kept = params.without(&SHOWN);
    let paths: Vec<&str> = (facet.values.iter())
        .filter_map(|value| value.value.as_deref())
        .collect();
    let view = |value: &FacetValue| {
        let typed = typed_value(field, value.value.as_deref(), knowledge);
        let given = params.all(field).into_iter().find(|given| {
            given == &typed
                || Some(given) == value.value.as_ref()
                || means(field, given, value, knowledge)
        });
        let address = match (&given, value.selected) {
            (Some(given), _) => Some(kept.without_value(field, given)),
            (None, true) => None,
            (None, false) => Some(search_with(field, &typed, &kept)),
        };
        let path = value.value.as_deref().unwrap_or_default();
        let above = paths
            .iter()
            .filter(|above| **above != path && is_at_or_below(path, above));
        ValueView {
            label: match value.value {
                Some(_) => clean(value.label()).into_owned(),
                None => "not told".to_owned(),
            },
            count: group_thousands(value.count as u64),
            depth: if facet.kind == FacetKind::Tree {
                above.count().min(4)
            } else {
                0
            },
            is_chosen: value.selected,
            address: address.map(|params| params.address("/search")),
        }
    };
    facet.values.iter().map(view).collect()
}

/// The search with a value of a field.
fn search_with(field: &str, typed: &str, kept: &Params) -> Params {
    match field {
        "year" | "month" if typed != "none" => kept.set("since", typed).set("until", typed),
        "event_year" if typed != "none" => kept.set("event-since", typed).set("event-until", typed),
        "year" | "month" => kept.set(
            "q",
            &format!("{} date:none", kept.get("q").unwrap_or_default()),
        ),
        "event_year" => kept.set(
            "q",
            &format!("{} event:none", kept.get("q").unwrap_or_default()),
        ),
        _ => kept.with(field, typed),
    }
}

/// Whether what was typed is another name of a value.
fn means(field: &str, typed: &str, value: &FacetValue, knowledge: &Knowledge) -> bool {
    let meant = match field {
        "agency" => knowledge.resolve_one(typed),
        "district" => match knowledge.resolve_district(typed) {
            Resolution::Unique(path) => Some(path),
            _ => None,
        },
        _ => return value.selected && value.label().eq_ignore_ascii_case(typed),
    };
    meant.is_some() && meant == value.value
}

#[derive(Template)]
#[template(path = "facets.html")]
struct FacetsPage {
    layout: Layout,
    heading: String,
    total: String,
    values: Vec<ValueView>,
    notes: Vec<Vec<Piece>>,
    by_name: Link,
    is_by_name: bool,
    back: String,
}

/// All values of a field among the releases of a search: `/facets?field=prosecutor&q=kickbacks`.
pub(in crate::serve) fn list(visit: &Visit<'_>) -> Result<Answer, Failure> {
    let params = &visit.params;
    let field = params.get("field").unwrap_or("agency");
    let asked = params.without(&["field", "sort", "format"]);
    let mut request = request(&asked)?;
    request.facets = vec![field.to_owned()];
    request.limit = Limit::Count(0);
    request.partial = Partial::Never;
    let mut summary = query::facets(&visit.index, visit.knowledge(), &request)?;
    let is_by_name = params.get("sort") == Some("name");
    if let Some(format) = format_asked(params)? {
        return export(visit, format, |options, out| {
            Ok(format.facets(&request.words, &summary, options, out)?)
        });
    }
    let heading = counted_field(field);
    let mut values = Vec::new();
    for facet in &mut summary.facets {
        let left_out = facet.keep_most_frequent(MOST_OF_PAGE);
        if is_by_name {
            facet.sort_by_name();
        } else if facet.kind == FacetKind::Values {
            facet.sort_by_count();
        }
        if left_out > 0 {
            summary.notes.push(format!(
                "the {MOST_OF_PAGE} most frequent values; {} more in the CSV",
                group_thousands(left_out as u64)
            ));
        }
        values = value_views(facet, &asked, visit.knowledge());
    }
    let order = if is_by_name { "count" } else { "name" };
    let command = visit.command(&format!("facets {field}"), &asked);
    let page = FacetsPage {
        layout: Layout::new(&heading, &asked).with_exports(visit, command),
        total: counted(summary.total as u64, what(&summary)),
        values,
        notes: summary
            .notes
            .iter()
            .map(|text| note(text, &visit.path, params))
            .collect(),
        by_name: Link::new(
            if is_by_name {
                "most frequent first"
            } else {
                "by name"
            },
            params.set("sort", order).address("/facets"),
        ),
        is_by_name,
        back: asked.without(&SHOWN).address("/search"),
        heading,
    };
    Ok(Answer::page(page.render()?))
}

/// The name of a field as a heading.
fn counted_field(field: &str) -> String {
    let beside = BESIDE_HITS.iter().find(|(known, _)| *known == field);
    let name = beside.map_or_else(
        || field.replace('_', " "),
        |(_, heading)| (*heading).to_owned(),
    );
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
