//! Who works with whom: how many releases of a search credit two agencies together.

use askama::Template;

use crate::knowledge::is_below;
use crate::query::{self, Facet, FacetValue, FieldFilter, Limit, Partial, Request, Summary};
use crate::schema::find_in_query;
use crate::serve::answer::{Answer, Failure};
use crate::serve::asked::{SHOWN, request};
use crate::serve::pages::error::or_error_page;
use crate::serve::pages::parts::hits::{Named, agency};
use crate::serve::pages::parts::layout::{Layout, Link, Piece, export, format_asked, note, what};
use crate::serve::pages::parts::typed::typed_value;
use crate::serve::params::Params;
use crate::serve::visit::Visit;
use crate::text::numbers::{counted, group_thousands};

/// How many agencies there are in a row.
const AGENCIES: usize = 10;

/// The width of a cell of the picture with the space behind it, which leaves room for its number; the style has the rest.
const CELL: usize = 44;

/// The width of the names at the left of the picture.
const NAMES: usize = 150;

/// The room at the right for the slanted name above the last column.
const BEHIND: usize = 80;

/// The height of the names above it.
const ABOVE: usize = 110;

/// How many shades there are.
const SHADES: usize = 6;

struct Cell {
    x: usize,
    y: usize,
    count: String,
    /// From 0, for none, to 6.
    shade: usize,
    title: String,
    /// The search for both; none where there is nothing.
    address: Option<String>,
}

struct Row {
    name: Named,
    /// Where its name stands beside the picture, and as a column above it.
    at: usize,
    total: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "together.html")]
struct TogetherPage {
    layout: Layout,
    total: String,
    notes: Vec<Vec<Piece>>,
    rows: Vec<Row>,
    width: usize,
    height: usize,
    names: usize,
    above: usize,
    back: Link,
}

/// The page of a search's agencies.
pub(in crate::serve) fn together(visit: &Visit<'_>) -> Result<Answer, Failure> {
    or_error_page(made(visit), visit, "/together", &visit.params)
}

fn made(visit: &Visit<'_>) -> Result<Answer, Failure> {
    let (params, knowledge) = (&visit.params, visit.knowledge());
    let mut request = request(&params.without(&SHOWN))?;
    request.facets = vec!["agency".to_owned()];
    request.limit = Limit::Count(0);
    request.partial = Partial::Never;
    let summary = query::facets(&visit.index, knowledge, &request)?;
    let agencies = summary.facets.first().map_or_else(Vec::new, most_frequent);
    let counts = counts(visit, &request, &agencies)?;
    if let Some(format) = format_asked(params)? {
        let facets = agencies.iter().zip(&counts).map(|((path, _), row)| {
            let values = agencies
                .iter()
                .zip(row)
                .map(|((other, label), count)| FacetValue {
                    value: Some(other.clone()),
                    label: Some(label.clone()),
                    count: *count,
                    selected: false,
                    statistics: Vec::new(),
                });
            Facet {
                name: format!("agency with {path}"),
                kind: crate::schema::FacetKind::Values,
                values: values.collect(),
                is_by_count: false,
            }
        });
        let summary = Summary {
            facets: facets.collect(),
            ..summary
        };
        return export(visit, format, |options, out| {
            Ok(format.facets(&request.words, &summary, options, out)?)
        });
    }
    let kept = params.without(&SHOWN);
    let pairs = || (0..agencies.len()).flat_map(|row| (0..row).map(move |column| (row, column)));
    let highest = pairs()
        .map(|(row, column)| counts[row][column])
        .max()
        .unwrap_or(0);
    let typed: Vec<String> = (agencies.iter())
        .map(|(path, _)| typed_value("agency", Some(path), knowledge))
        .collect();
    let rows = agencies.iter().enumerate().map(|(row, (path, label))| {
        let cell = |(column, count): (usize, &usize)| {
            let (is_own, (_, other)) = (row == column, &agencies[column]);
            let both = narrowed(&kept, &format!("{}+{}", typed[row], typed[column]));
            let alone = narrowed(&kept, &typed[row]);
            Cell {
                x: NAMES + column * CELL,
                y: ABOVE + row * CELL,
                count: group_thousands(*count as u64),
                shade: if is_own {
                    0
                } else {
                    (count * SHADES).div_ceil(highest.max(1))
                },
                title: if is_own {
                    format!("{label}: {}", counted(*count as u64, what(&summary)))
                } else {
                    format!(
                        "{label} and {other}: {}",
                        counted(*count as u64, what(&summary))
                    )
                },
                address: (*count > 0).then(|| if is_own { alone } else { both }.address("/search")),
            }
        };
        Row {
            name: agency(path, knowledge),
            at: row * CELL,
            total: group_thousands(counts[row][row] as u64),
            cells: counts[row].iter().enumerate().map(cell).collect(),
        }
    });
    // One row of the square: the command line counts what stands beside one agency.
    let first = typed
        .first()
        .map_or_else(|| kept.clone(), |first| narrowed(&kept, first));
    let command = visit.command("facets agency", &first);
    let page = TogetherPage {
        layout: Layout::new("Who works with whom", params).with_exports(visit, command),
        total: counted(summary.total as u64, what(&summary)),
        notes: summary
            .notes
            .iter()
            .map(|text| note(text, "/together", params))
            .collect(),
        rows: rows.collect(),
        width: NAMES + agencies.len() * CELL + BEHIND,
        height: ABOVE + agencies.len() * CELL,
        names: NAMES - 10,
        above: ABOVE - 8,
        back: Link::new("the releases", kept.address("/search")),
    };
    Ok(Answer::page(page.render()?))
}

/// The search with agencies beside those that it asks for.
fn narrowed(params: &Params, agencies: &str) -> Params {
    let asked = params.all("agency");
    let mut narrowed = params.without(&["agency"]);
    for one in &asked {
        narrowed = narrowed.with("agency", &format!("{one}+{agencies}"));
    }
    if asked.is_empty() {
        narrowed = narrowed.with("agency", agencies);
    }
    narrowed
}

/// The agencies with the most releases, each with its name. Of those above and below each other only the lowest: a release of
/// the FBI is always one of the Justice Department.
fn most_frequent(facet: &Facet) -> Vec<(String, String)> {
    let mut facet = facet.clone();
    facet.sort_by_count();
    let told = facet.values.iter().filter_map(|value| {
        let path = value.value.clone()?;
        Some((path, value.label().to_owned()))
    });
    let named: Vec<(String, String)> = told.filter(|(path, _)| path != "/doj/usao").collect();
    let most: Vec<(String, String)> = named.iter().take(2 * AGENCIES).cloned().collect();
    let lowest = most
        .iter()
        .filter(|(path, _)| !most.iter().any(|(other, _)| is_below(other, path)));
    lowest.take(AGENCIES).cloned().collect()
}

/// For each agency, how many of its releases credit each of the others, and how many there are.
fn counts(
    visit: &Visit<'_>,
    request: &Request,
    agencies: &[(String, String)],
) -> Result<Vec<Vec<usize>>, Failure> {
    let Some(field) = find_in_query("agency") else {
        return Ok(Vec::new());
    };
    let mut counts = Vec::new();
    for (path, _) in agencies {
        let mut request = request.clone();
        // Beside the filters of the search, which may be of agencies, too.
        request
            .filters
            .push(FieldFilter::any_of(field, vec![path.clone()]));
        let summary = query::facets(&visit.index, visit.knowledge(), &request)?;
        let values = summary
            .facets
            .first()
            .map_or(&[][..], |facet| &facet.values);
        let count = |(other, _): &(String, String)| {
            let value = values
                .iter()
                .find(|value| value.value.as_ref() == Some(other));
            value.map_or(0, |value| value.count)
        };
        counts.push(agencies.iter().map(count).collect());
    }
    Ok(counts)
}
