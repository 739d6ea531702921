//! A case for eyes: a time line, the defendants, the sums of money.

use std::io::{self, Write};

use crate::model::Stage;
use crate::print::exporter::PrintOptions;
use crate::print::sanitize::clean;
use crate::print::style::Mark;
use crate::query::{Matter, MatterDefendant, MatterRelease, day};
use crate::schema::{imprisonment_code, shown_length, shown_sum};
use crate::text::numbers::group_thousands;

/// Columns for a date, or what stands in place of one.
const DATE_COLUMNS: usize = 12;

/// Columns for the role of a sum.
const ROLE_COLUMNS: usize = 15;

/// Spaces before the second line of an entry.
const INDENT: &str = "    ";

/// Maximum number of defendants named beside a release.
const MOST_NAMES: usize = 6;

/// Maximum number of other releases of the case listed under one release.
const MOST_OTHERS: usize = 20;

pub(super) fn write(
    matter: &Matter,
    explain: bool,
    options: &PrintOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = options.style;
    writeln!(out, "{}\n", style.dim(&clean(&head(matter))))?;
    for one in &matter.releases {
        write_release(one, true, options, out)?;
    }
    let defendants = matter.defendants();
    if !defendants.is_empty() {
        writeln!(out, "\n{}", style.title("defendants"))?;
        for defendant in &defendants {
            let line = [clean(&defendant.name).into_owned(), latest(defendant)].join("  ");
            style.write_wrapped(out, line.trim_end(), "  ", INDENT)?;
        }
    }
    let amounts = matter.amounts();
    if !amounts.is_empty() {
        writeln!(out, "\n{}", style.title("amounts"))?;
        for of_role in amounts.chunk_by(|one, other| one.role == other.role) {
            let sums: Vec<String> = of_role
                .iter()
                .map(|amount| shown_sum(amount.value))
                .collect();
            let name = format!("  {:<ROLE_COLUMNS$}", of_role[0].role.name());
            let indent = " ".repeat(ROLE_COLUMNS + 2);
            style.write_wrapped(out, &sums.join(", "), &name, &indent)?;
        }
    }
    if explain && !matter.links.is_empty() {
        writeln!(out, "\n{}", style.title("links"))?;
        for link in &matter.links {
            let mut line = format!("{} and {}: {}", link.one, link.other, link.reason.text());
            if !link.shared.is_empty() {
                line.push_str(": ");
                line.push_str(&link.shared.join(", "));
            }
            style.write_wrapped(out, &clean(&line), "  ", INDENT)?;
        }
    }
    Ok(())
}

/// `5 releases, 2017-03-01 to 2019-06-04: justice.gov/2017/boss-charged.html`
fn head(matter: &Matter) -> String {
    let releases = match matter.releases.len() {
        1 => "1 release".to_owned(),
        count => format!("{} releases", group_thousands(count as u64)),
    };
    let span = match matter.span() {
        Some((first, last)) if first == last => format!(", {first}"),
        Some((first, last)) => format!(", {first} to {last}"),
        None => String::new(),
    };
    format!("{releases}{span}: {}", matter.id)
}

/// The other releases of the case, under one of them.
pub(super) fn write_others(
    id: &str,
    matter: &Matter,
    options: &PrintOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let others = matter.releases.iter().filter(|one| !one.is(id));
    let others: Vec<&MatterRelease> = others.collect();
    if others.is_empty() {
        return Ok(());
    }
    let style = options.style;
    writeln!(out, "\n{}", style.title("other releases of the case"))?;
    for one in others.iter().take(MOST_OTHERS) {
        write_release(one, false, options, out)?;
    }
    let more = others.len().saturating_sub(MOST_OTHERS);
    if more > 0 {
        let line = format!("  and {more} more: dragnet matter {}", clean(&matter.id));
        writeln!(out, "{}", style.dim(&line))?;
    }
    Ok(())
}

/// A release of a time line: day and stage, the title, and who and by whom where that is asked for, and the id.
fn write_release(
    one: &MatterRelease,
    in_full: bool,
    options: &PrintOptions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (style, release) = (options.style, &one.release);
    let date = day(release).map_or_else(|| "no date".to_owned(), |day| day.to_string());
    let stage = release.stage.filter(|stage| *stage != Stage::Other);
    let stage = stage.map_or_else(String::new, |stage| format!("{stage}: "));
    let indent = " ".repeat(DATE_COLUMNS);
    let title = if release.title.is_empty() {
        "(no title)"
    } else {
        &release.title
    };
    let title = style.mark_words(&clean(title), Mark::Title);
    let first = format!("{date:<DATE_COLUMNS$}");
    style.write_wrapped(out, &format!("{stage}{title}"), &first, &indent)?;
    if in_full {
        let names: Vec<&str> = release
            .defendants
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        let more = names.len().saturating_sub(MOST_NAMES);
        let mut who = names[..names.len() - more].join(", ");
        if more > 0 {
            who.extend([" and ", &more.to_string(), " more"]);
        }
        let agencies = release.agencies.iter();
        let agencies: Vec<String> = agencies
            .map(|path| options.knowledge.short_name(path))
            .collect();
        for line in [who, agencies.join(", ")] {
            if !line.is_empty() {
                style.write_wrapped(out, &clean(&line), &indent, &indent)?;
            }
        }
    }
    let copies = copies(one.copies.len());
    let id = style.mark(&clean(&release.id), Mark::Dim);
    let id = style.linked(&id, release.url.as_deref());
    writeln!(out, "{indent}{id}{}", style.dim(&copies))
}

/// `  +2 copies`
pub(super) fn copies(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "  +1 copy".to_owned(),
        count => format!("  +{} copies", group_thousands(count as u64)),
    }
}

/// `sentence 2019-06-03, 41 months`
fn latest(defendant: &MatterDefendant) -> String {
    let mut parts = Vec::new();
    if let Some(stage) = defendant.stage {
        let day = defendant
            .day
            .map_or_else(String::new, |day| format!(" {day}"));
        parts.push(format!("{stage}{day}"));
    }
    if let Some(months) = defendant.months {
        parts.push(shown_length(imprisonment_code(Some(months))));
    }
    parts.join(", ")
}
