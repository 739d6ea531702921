//! A case: its time line, its defendants with the latest event of each, its sums of money.

use askama::Template;

use crate::print::clean;
use crate::query::{self, Matter};
use crate::schema::{imprisonment_code, shown_length, shown_sum};
use crate::serve::answer::{Answer, Failure};
use crate::serve::pages::parts::hits::{Named, agency};
use crate::serve::pages::parts::layout::{Layout, Link, day, export, format_asked};
use crate::serve::pages::parts::time_line::TimeLine;
use crate::serve::params::{Params, path_to};
use crate::serve::visit::Visit;
use crate::text::numbers::counted;

/// A defendant.
struct DefendantRow {
    name: Link,
    stage: String,
    day: String,
    sentence: String,
}

/// Why two releases are of one case.
struct Reason {
    one: Link,
    other: Link,
    why: &'static str,
}

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    layout: Layout,
    heading: String,
    span: String,
    defendants: Vec<DefendantRow>,
    /// The sums of each role.
    amounts: Vec<(&'static str, Vec<String>)>,
    agencies: Vec<Named>,
    time_line: TimeLine,
    reasons: Vec<Reason>,
}

/// The page of the case of the release with this id.
pub(in crate::serve) fn case(visit: &Visit<'_>) -> Result<Answer, Failure> {
    let knowledge = visit.knowledge();
    let matter = query::matter(&visit.index, &visit.named)?;
    if let Some(format) = format_asked(&visit.params)? {
        return export(visit, format, |options, out| {
            Ok(format.matter(&matter, false, options, out)?)
        });
    }
    let defendants = matter.defendants();
    let first = matter.releases.first();
    let heading = match defendants.as_slice() {
        [] => first.map_or_else(String::new, |one| one.release.title.clone()),
        [only] => only.name.clone(),
        [lead, others @ ..] => format!(
            "{} and {}",
            lead.name,
            counted(others.len() as u64, "other")
        ),
    };
    let rows = defendants.into_iter().map(|defendant| DefendantRow {
        name: Link::new(&defendant.name, path_to("defendant", &defendant.name)),
        stage: defendant
            .stage
            .map_or_else(String::new, |stage| stage.to_string()),
        day: defendant.day.map_or_else(String::new, day),
        sentence: defendant.months.map_or_else(String::new, |months| {
            shown_length(imprisonment_code(Some(months)))
        }),
    });
    let title_of = |id: &str| {
        let one = matter.releases.iter().find(|one| one.is(id));
        let text = one.map_or(id, |one| one.release.title.as_str());
        Link::new(text, path_to("release", id))
    };
    let releases = counted(matter.releases.len() as u64, "release");
    let command = visit.command(
        &format!("matter {}", crate::print::shell_word(&matter.id)),
        &Params::default(),
    );
    let page = CasePage {
        layout: Layout::new(&heading, &Params::default()).with_exports(visit, command),
        heading: clean(&heading).into_owned(),
        span: match matter.span() {
            Some((first, last)) if first == last => format!("{releases}, {}", day(first)),
            Some((first, last)) => format!("{releases}, {} to {}", day(first), day(last)),
            None => releases,
        },
        defendants: rows.collect(),
        amounts: sums_by_role(&matter),
        agencies: matter
            .agencies()
            .iter()
            .map(|path| agency(path, knowledge))
            .collect(),
        time_line: TimeLine::of(&matter, knowledge).beside(),
        reasons: matter
            .links
            .iter()
            .map(|link| Reason {
                one: title_of(&link.one),
                other: title_of(&link.other),
                why: link.reason.text(),
            })
            .collect(),
    };
    Ok(Answer::page(page.render()?))
}

/// The sums of a case, each once, under their roles.
fn sums_by_role(matter: &Matter) -> Vec<(&'static str, Vec<String>)> {
    let mut roles: Vec<(&str, Vec<String>)> = Vec::new();
    for amount in matter.amounts() {
        let (role, sum) = (amount.role.name(), shown_sum(amount.value));
        match roles.last_mut() {
            Some((last, sums)) if *last == role => sums.push(sum),
            _ => roles.push((role, vec![sum])),
        }
    }
    roles
}
