//! The search: box, facets, years, hits. Without words it is the home page.

use askama::Template;

use crate::print::ask_for;
use crate::query::{self, Facet, Limit, Partial, Sort};
use crate::serve::answer::{Answer, Failure};
use crate::serve::asked::{HITS_PER_PAGE, SHOWN, filter_names, request, unknown};
use crate::serve::pages::error::or_error_page;
use crate::serve::pages::facets::{BESIDE_HITS, FacetView, beside_hits};
use crate::serve::pages::parts::chart::Years;
use crate::serve::pages::parts::hits::{HitView, hit_view};
use crate::serve::pages::parts::layout::{Layout, Link, Piece, export, format_asked, note, what};
use crate::serve::params::Params;
use crate::serve::visit::Visit;
use crate::text::numbers::counted;

/// Maximum number of hits on a page.
const MAX_HITS: usize = 100;

/// The orders that the page offers, each as people say it.
const ORDERS: [(&str, &str); 5] = [
    ("relevance", "best match"),
    ("newest", "newest"),
    ("oldest", "oldest"),
    ("sentence", "longest sentence"),
    ("amount", "largest sum"),
];

/// What can be typed beside the facets: the parameter, what it is, and an example.
const LIMITS: [(&str, &str, &str); 4] = [
    ("since", "From", "2014, 2014-06, 90d"),
    ("until", "Until", "2014-12-31"),
    ("sentence", "Sentence", ">=10y, 6m..18m, life"),
    ("amount", "Money", ">1M, restitution:>1M"),
];

/// A box for a limit.
struct LimitView {
    name: &'static str,
    label: &'static str,
    example: &'static str,
    value: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    layout: Layout,
    /// Total and span: `1,204 releases in 913 cases, 2009 to 2018`.
    total: String,
    is_empty: bool,
    /// Where it is an empty page behind the last one: the first.
    first_page: Option<String>,
    /// How the words were read, where that differs from what was typed.
    understood: Option<String>,
    notes: Vec<Vec<Piece>>,
    chosen: Vec<Link>,
    limits: Vec<LimitView>,
    /// The parameters that the limits leave as they are.
    kept: Vec<(String, String)>,
    facets: Vec<FacetView>,
    years: Years,
    orders: Vec<(Link, bool)>,
    by_case: Link,
    together: String,
    hits: Vec<HitView>,
    previous: Option<String>,
    next: Option<String>,
    /// `1 to 20`
    shown: String,
    /// What could be loosened, each with its count.
    looser: Vec<(Link, String)>,
    help: &'static str,
}

/// The page of a search.
pub(in crate::serve) fn search(visit: &Visit<'_>) -> Result<Answer, Failure> {
    or_error_page(made(visit), visit, "/search", &visit.params)
}

fn made(visit: &Visit<'_>) -> Result<Answer, Failure> {
    let (params, knowledge) = (&visit.params, visit.knowledge());
    let mut request = request(params)?;
    if let Some(format) = format_asked(params)? {
        ask_for(&mut request, format, &[]);
        return export(visit, format, |options, out| {
            let results = query::search(&visit.index, knowledge, &request)?;
            format.hits(&request.words, results, options, out)?;
            Ok(())
        });
    }
    if let Limit::All = request.limit {
        request.limit = Limit::Count(MAX_HITS);
    }
    let per_page = match request.limit {
        Limit::Count(count) => count.min(MAX_HITS),
        Limit::All => MAX_HITS,
    };
    request.limit = Limit::Count(per_page);
    request.facets = facet_names();
    request.alternatives = true;
    request.full_names = false;
    request.relatives = true;
    request.count_cases = !request.by_matter;
    let results = query::search(&visit.index, knowledge, &request)?;
    let mut summary = results.summary;
    let mut hits = Vec::new();
    let mut is_partial = false;
    for hit in results.hits {
        let hit = hit?;
        let mut view = hit_view(&hit, summary.sorted_by, knowledge, params);
        view.is_first_partial = hit.partial && !is_partial;
        is_partial |= hit.partial;
        hits.push(view);
    }
    // The command line says so; here every facet is counted so, and a chosen value stands beside others to choose.
    summary
        .notes
        .retain(|note| !note.contains("is counted as if there were no filter on it"));
    let what = what(&summary);
    let mut facets = summary.facets.into_iter();
    let years = facets.next_back().unwrap_or_else(no_facet);
    let years = match years_asked(visit, &request)? {
        // Words that filter by date do so under every bar.
        Some(asked) if request.words.contains("date:") => Years::of(&asked, params, None),
        asked => Years::of(&years, params, asked.as_ref()),
    };
    let facets = facets.zip(BESIDE_HITS);
    let facets = facets.map(|(facet, (_, heading))| beside_hits(facet, heading, params, knowledge));
    let notes = unknown(params).into_iter().chain(summary.notes);
    let notes = notes.map(|text| note(&text, "/search", params)).collect();
    let kept = params.without(&SHOWN);
    let page = |offset: usize| match offset {
        0 => params.without(&["offset"]).address("/search"),
        offset => params.set("offset", &offset.to_string()).address("/search"),
    };
    let end = request.offset + hits.len();
    let has_more = end < summary.total && per_page > 0;
    let orders = ORDERS.map(|(name, text)| {
        let is_chosen = Sort::named(name) == Some(request.sort);
        (
            Link::new(text, kept.set("sort", name).address("/search")),
            is_chosen,
        )
    });
    let mut total = counted(summary.total as u64, what);
    if let Some(cases) = summary.cases.filter(|cases| *cases > 0) {
        total = format!("{total} in {}", counted(cases as u64, "case"));
    }
    let span = years.span();
    if !span.is_empty() && summary.total > 0 {
        total = format!("{total}, {span}");
    }
    let words = &request.words;
    let title = if words.is_empty() {
        total.clone()
    } else {
        words.clone()
    };
    let command_params = if params.get("limit").is_none() {
        params.set("limit", &HITS_PER_PAGE.to_string())
    } else {
        params.clone()
    };
    let command = visit.command("search", &command_params);
    let (by_case, without_case) = (kept.set("by", "matter"), kept.without(&["by"]));
    let page = SearchPage {
        layout: Layout::new(&title, params)
            .with_exports(visit, command)
            .with_all("/search", params, (hits.len(), summary.total, what)),
        is_empty: summary.total == 0,
        first_page: (hits.is_empty() && request.offset > 0 && summary.total > 0).then(|| page(0)),
        understood: (summary.understood != *words && !words.is_empty())
            .then(|| summary.understood.clone()),
        notes,
        chosen: chosen(params),
        limits: LIMITS
            .iter()
            .map(|(name, label, example)| LimitView {
                name,
                label,
                example,
                value: params.get(name).unwrap_or_default().to_owned(),
            })
            .collect(),
        kept: params
            .without(&SHOWN)
            .without(&LIMITS.map(|(name, ..)| name))
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        facets: facets.collect(),
        years,
        orders: orders.into(),
        by_case: if request.by_matter {
            Link::new("list releases", without_case.address("/search"))
        } else {
            Link::new("list cases", by_case.address("/search"))
        },
        together: kept.without(&["sort", "by"]).address("/together"),
        previous: (request.offset > 0 && !hits.is_empty())
            .then(|| page(request.offset.saturating_sub(per_page))),
        next: has_more.then(|| page(end)),
        shown: match hits.len() {
            0 => String::new(),
            _ => format!("{} to {end}", request.offset + 1),
        },
        looser: if summary.total == 0 {
            looser(visit)?
        } else {
            Vec::new()
        },
        hits,
        total,
        help: query::LANGUAGE_HELP,
    };
    Ok(Answer::page(page.render()?))
}

/// The facets beside hits, and the years last.
fn facet_names() -> Vec<String> {
    let names = BESIDE_HITS.iter().map(|(name, _)| *name).chain(["year"]);
    names.map(str::to_owned).collect()
}

/// The years of the releases that are found; none where no date is asked for.
fn years_asked(visit: &Visit<'_>, request: &query::Request) -> Result<Option<Facet>, Failure> {
    let dated = ["since", "until"]
        .iter()
        .any(|name| visit.params.get(name).is_some());
    if !dated && !request.words.contains("date:") {
        return Ok(None);
    }
    let mut request = request.clone();
    request.facets = vec!["year".to_owned()];
    request.alternatives = false;
    request.partial = Partial::Never;
    let summary = query::facets(&visit.index, visit.knowledge(), &request)?;
    Ok(summary.facets.into_iter().next())
}

fn no_facet() -> Facet {
    Facet {
        name: String::new(),
        kind: crate::schema::FacetKind::Year,
        values: Vec::new(),
        is_by_count: false,
    }
}

/// Every filter that the parameters name, with the search without it.
fn chosen(params: &Params) -> Vec<Link> {
    let filters = filter_names();
    let is_filter = |name: &str| filters.iter().any(|(known, _)| *known == name);
    let named = params.iter().filter(|(name, _)| is_filter(name));
    let link = |(name, value): (&str, &str)| {
        let without = params.without(&SHOWN).without_value(name, value);
        Link::new(&format!("{name}: {value}"), without.address("/search"))
    };
    named.map(link).collect()
}

/// Searches that find something where this one finds nothing: without one of its filters, or with any of its words.
fn looser(visit: &Visit<'_>) -> Result<Vec<(Link, String)>, Failure> {
    let params = visit.params.without(&SHOWN);
    let mut without: Vec<(String, Params)> = Vec::new();
    for (name, value) in params.iter() {
        if filter_names().iter().any(|(known, _)| *known == name) {
            without.push((
                format!("without {name}: {value}"),
                params.without_value(name, value),
            ));
        }
    }
    if params.get("q").is_some_and(|words| words.contains(' ')) {
        without.push(("any of the words".to_owned(), params.set("any", "on")));
    }
    let mut found = Vec::new();
    for (text, params) in without.into_iter().take(6) {
        let mut request = request(&params)?;
        request.partial = Partial::Never;
        let summary = query::facets(&visit.index, visit.knowledge(), &request)?;
        if summary.total > 0 {
            let link = Link::new(&text, params.address("/search"));
            found.push((link, counted(summary.total as u64, "release")));
        }
    }
    Ok(found)
}
