//! What there is with an agency, a district, a prosecutor, a judge or a defendant: years, with whom most often, the latest
//! releases.

use askama::Template;

use crate::knowledge::{Resolution, is_at_or_below, is_below};
use crate::print::{ask_for, clean};
use crate::query::{self, Facet, Request};
use crate::serve::answer::{Answer, Failure};
use crate::serve::asked::request;
use crate::serve::pages::error::or_error_page;
use crate::serve::pages::parts::chart::Years;
use crate::serve::pages::parts::hits::{HitView, hit_view};
use crate::serve::pages::parts::layout::{Layout, Link, Piece, export, format_asked, note};
use crate::serve::pages::parts::typed::typed_value;
use crate::serve::params::{Params, path_to};
use crate::serve::visit::Visit;
use crate::text::numbers::{counted, group_thousands};

/// How many values of each field are listed.
const MOST: usize = 8;

/// What is counted beside the releases, each with its heading.
const COUNTED: [(&str, &str); 7] = [
    ("agency", "Agencies"),
    ("district", "Districts"),
    ("prosecutor", "Prosecutors"),
    ("defendant", "Defendants"),
    ("judge", "Judges"),
    ("offense", "Offenses"),
    ("stage", "Stages"),
];

/// Fields of which a release may have several values: what stands over the others.
const WITH_OTHERS: [(&str, &str); 4] = [
    ("agency", "With other agencies"),
    ("prosecutor", "With other prosecutors"),
    ("defendant", "With other defendants"),
    ("judge", "With other judges"),
];

/// Something that is named with it, and in how many releases.
struct Beside {
    name: Link,
    count: String,
    /// The search for both.
    both: String,
}

#[derive(Template)]
#[template(path = "entity.html")]
struct EntityPage {
    layout: Layout,
    name: String,
    /// `Judge`, `Agency · /doj/fbi`.
    what: String,
    total: String,
    notes: Vec<Vec<Piece>>,
    years: Years,
    beside: Vec<(&'static str, Vec<Beside>)>,
    hits: Vec<HitView>,
    all: String,
}

/// `/agency/doj/fbi`
pub(in crate::serve) fn agency(visit: &Visit<'_>) -> Result<Answer, Failure> {
    let (knowledge, path) = (visit.knowledge(), format!("/{}", visit.named));
    // A path, or any name of an agency.
    let resolved = knowledge
        .resolve_one(&path)
        .or_else(|| knowledge.resolve_one(&visit.named));
    let path = resolved.unwrap_or(path);
    let typed = typed_value("agency", Some(&path), knowledge);
    let name = knowledge.label(&path);
    entity(
        visit,
        ("agency", &typed),
        &name,
        &format!("Agency · {path}"),
    )
}

/// `/district/SDNY`
pub(in crate::serve) fn district(visit: &Visit<'_>) -> Result<Answer, Failure> {
    let knowledge = visit.knowledge();
    let name = match knowledge.resolve_district(&visit.named) {
        Resolution::Unique(path) => knowledge.district_label(&path),
        _ => visit.named.clone(),
    };
    let what = "Federal district";
    entity(visit, ("district", &visit.named), &name, what)
}

/// `/prosecutor/Dana%20Q.%20Whitlock`
pub(in crate::serve) fn prosecutor(visit: &Visit<'_>) -> Result<Answer, Failure> {
    entity(
        visit,
        ("prosecutor", &visit.named),
        &visit.named,
        "Prosecutor",
    )
}

/// `/judge/Oriel%20Vantongeren`
pub(in crate::serve) fn judge(visit: &Visit<'_>) -> Result<Answer, Failure> {
    entity(visit, ("judge", &visit.named), &visit.named, "Judge")
}

/// `/defendant/Dmitri%20Kolvenko`
pub(in crate::serve) fn defendant(visit: &Visit<'_>) -> Result<Answer, Failure> {
    entity(
        visit,
        ("defendant", &visit.named),
        &visit.named,
        "Defendant",
    )
}

fn entity(
    visit: &Visit<'_>,
    (field, typed): (&'static str, &str),
    name: &str,
    what: &str,
) -> Result<Answer, Failure> {
    let params = Params::of(field, typed).set("sort", "newest");
    or_error_page(
        made(visit, (field, &params), name, what),
        visit,
        "/search",
        &params,
    )
}

fn made(
    visit: &Visit<'_>,
    (field, params): (&'static str, &Params),
    name: &str,
    what: &str,
) -> Result<Answer, Failure> {
    let knowledge = visit.knowledge();
    let mut request: Request = request(&params.with("limit", "10"))?;
    if let Some(format) = format_asked(&visit.params)? {
        ask_for(&mut request, format, &[]);
        return export(visit, format, |options, out| {
            let results = query::search(&visit.index, knowledge, &request)?;
            format.hits("", results, options, out)?;
            Ok(())
        });
    }
    let others = COUNTED.iter().filter(|(counted, _)| {
        *counted != field || WITH_OTHERS.iter().any(|(known, _)| *known == field)
    });
    let others: Vec<_> = others.collect();
    let names = others.iter().map(|(name, _)| (*name).to_owned());
    request.facets = names.chain(["year".to_owned()]).collect();
    request.full_names = false;
    request.relatives = false;
    let results = query::search(&visit.index, knowledge, &request)?;
    let mut summary = results.summary;
    let mut hits = Vec::new();
    for hit in results.hits {
        let mut view = hit_view(&hit?, None, knowledge, &Params::default());
        view.snippet.clear();
        hits.push(view);
    }
    let years = summary.facets.pop();
    let years = years.map_or_else(Years::default, |years| Years::of(&years, params, None));
    let mut beside = Vec::new();
    for ((counted, heading), facet) in others.into_iter().zip(summary.facets) {
        let values = with(
            visit,
            facet,
            params,
            own_path(field, params, visit).as_deref(),
        );
        if !values.is_empty() {
            beside.push((
                match WITH_OTHERS.iter().find(|(known, _)| *known == field) {
                    Some((_, with_others)) if *counted == field => *with_others,
                    _ => *heading,
                },
                values,
            ));
        }
    }
    let mut total = counted(summary.total as u64, "release");
    for known in [&years.span(), &years.undated_text()] {
        if !known.is_empty() {
            total = format!("{total}, {known}");
        }
    }
    let command = visit.command("search", &params.with("limit", "10"));
    let page = EntityPage {
        layout: Layout::new(name, &Params::default())
            .with_exports(visit, command)
            .with_all("/search", params, (hits.len(), summary.total, "release")),
        name: clean(name).into_owned(),
        what: clean(what).into_owned(),
        total,
        // How a name was read matters here; what a filter leaves out does not.
        notes: summary
            .notes
            .iter()
            .filter(|text| !text.contains("left out") && !text.contains("come last"))
            .map(|text| note(text, "/search", params))
            .collect(),
        years,
        beside,
        hits,
        all: params.address("/search"),
    };
    Ok(Answer::page(page.render()?))
}

/// The path of the agency whose page it is.
fn own_path(field: &str, params: &Params, visit: &Visit<'_>) -> Option<String> {
    let typed = params.get(field).filter(|_| field == "agency")?;
    visit.knowledge().resolve_one(typed)
}

/// The values of a facet that are named most often with the page's own; of agencies those that are neither above nor below it.
fn with(visit: &Visit<'_>, mut facet: Facet, params: &Params, own: Option<&str>) -> Vec<Beside> {
    let knowledge = visit.knowledge();
    let is_related =
        |path: &str| own.is_some_and(|own| is_at_or_below(path, own) || is_at_or_below(own, path));
    facet.sort_by_count();
    let field = facet.name.clone();
    let mut values = Vec::new();
    for value in &facet.values {
        let Some(known) = value.value.as_deref().filter(|known| !is_related(known)) else {
            continue;
        };
        // The offices of districts are there as districts.
        if value.selected || (field == "agency" && is_above_others(known, &facet)) {
            continue;
        }
        let typed = typed_value(&field, Some(known), knowledge);
        let both = match params.get("agency").filter(|_| field == "agency") {
            Some(own) => params.set("agency", &format!("{own}+{typed}")),
            // A second value of a parameter would mean either.
            None if params.get(&field).is_some() => {
                params.with("q", &format!("{field}:\"{typed}\""))
            }
            None => params.with(&field, &typed),
        };
        let page = match field.as_str() {
            "agency" => path_to("agency", known.trim_start_matches('/')),
            "district" | "prosecutor" | "judge" | "defendant" => path_to(&field, &typed),
            _ => both.address("/search"),
        };
        values.push(Beside {
            name: Link::new(value.label(), page),
            count: group_thousands(value.count as u64),
            both: both.address("/search"),
        });
        if values.len() == MOST {
            break;
        }
    }
    values
}

/// Whether a path has nothing of its own: all its releases are those of one path below it, or it is a department as such.
fn is_above_others(path: &str, facet: &Facet) -> bool {
    let below = |value: &crate::query::FacetValue| {
        let other = value.value.as_deref().unwrap_or_default();
        is_below(other, path)
    };
    let is_top = path.matches('/').count() == 1;
    is_top && facet.values.iter().any(below) || path == "/doj/usao"
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_counted_is_a_facet() {
        for (name, _) in super::COUNTED {
            let mut facets = crate::schema::facets();
            assert!(facets.any(|(known, ..)| known == name), "{name}");
        }
    }
}
