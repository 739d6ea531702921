//! Which agencies do the page's own fields credit: components, the office in the header, the address?

use std::ops::Range;

use crate::extract::agency::evidence::{CreditedAgencies, DistrictEvidence, EvidenceStrength};
use crate::extract::agency::us_attorneys::us_attorneys;
use crate::extract::annotated_page::AnnotatedPage;
use crate::extract::pattern::floor_char_boundary;
use crate::knowledge::Knowledge;
use crate::model::{EvidenceSource, Found, Page};

/// Credits what the fields name, and returns the U.S. Attorney's Offices among them as evidence of the district.
pub(super) fn credit(
    page: &AnnotatedPage,
    credited: &mut CreditedAgencies,
) -> Vec<DistrictEvidence> {
    let mut evidence = Vec::new();
    for found in field_credits(page.page, page.knowledge) {
        if found.value.starts_with("/doj/usao/") {
            evidence.push(DistrictEvidence {
                path: found.value.clone(),
                place: found.place.clone(),
                span: found.span.clone(),
                strength: EvidenceStrength::Issuer,
            });
        }
        credited.add(&found.value, found.place, found.span, found.rule);
    }
    evidence
}

/// The paths that the fields name, in the order of components, address, site, office and number.
fn field_credits(page: &Page, knowledge: &Knowledge) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let mut add = |path: &str, field, span, rule| {
        found.push(Found {
            value: path.to_owned(),
            place: EvidenceSource::Field(field),
            span,
            rule,
        });
    };
    let host = page.url.as_deref().and_then(host_of);
    let sites = &knowledge.recognizer().issuer_hosts;
    for component in &page.fields.components {
        if let Some(path) = component_path(component, knowledge) {
            // A body with a site of its own must be the publisher: HHS-OIG lists releases of others, and each record
            // names HHS-OIG as its component. Only the Department may name any of its bodies.
            let is_departments_own = host.is_some_and(is_justice) && path.starts_with("/doj/");
            let site = sites.iter().find(|site| site.path == path);
            let published_elsewhere = site.is_some_and(|site| match host {
                Some(host) => !is_host(host, site.value),
                None => says_release_is_elsewhere(page),
            });
            if is_departments_own || !published_elsewhere {
                add(&path, "components", 0..component.len(), "component-field");
            }
        }
    }
    if let Some(url) = &page.url
        && let Some((path, span)) = address_path(url, knowledge)
    {
        add(&path, "url", span, "address");
    }
    if let Some(source) = &page.source
        && let Some(issuer) = sites.iter().find(|issuer| is_host(source, issuer.value))
    {
        add(issuer.path, "source", 0..source.len(), "site");
    } else if let (Some(url), Some(host)) = (&page.url, host)
        && let Some((issuer, span)) = sites
            .iter()
            .find_map(|issuer| Some((issuer, folder_of(url, host, issuer.value)?)))
    {
        add(issuer.path, "url", span, "site");
    }
    if let Some(office) = &page.fields.office
        && let Some(path) =
            component_path(office, knowledge).or_else(|| letterhead(office, knowledge))
    {
        add(&path, "office", 0..office.len(), "office-field");
    }
    if let Some(number) = &page.fields.number
        && page.fields.office.is_none()
        && page.url.is_none()
        && page.source.as_deref() == Some("justice.gov")
        && is_public_affairs_number(number)
    {
        // A print of a page shows its number, and not always its header.
        add("/doj/opa", "number", 0..number.len(), "release-number");
    }
    // "U.S. Attorney's Office" heads the releases of every office: it counts where no field says which one it is.
    if found
        .iter()
        .any(|found| found.value.starts_with("/doj/usao/"))
    {
        found.retain(|found| found.value != "/doj/usao" || found.rule != "office-field");
    }
    found
}

/// Whether a page without an address says that the release is another office's: "(Release not posted on website)".
fn says_release_is_elsewhere(page: &Page) -> bool {
    /// Maximum length of the beginning of the text that is looked at, in bytes.
    const MAX_START: usize = 300;
    const REMARKS: [&str; 3] = ["not posted", "link not available", "no internet site"];
    let start = &page.text[..floor_char_boundary(&page.text, MAX_START)];
    let start = format!("{} {start}", page.title).to_lowercase();
    REMARKS.iter().any(|remark| start.contains(remark))
}

/// Whether the Office of Public Affairs gives out this number: the year and a count, `16-1184`.
fn is_public_affairs_number(number: &str) -> bool {
    number.split_once('-').is_some_and(|(year, count)| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        // Before 2010 each division numbered its own.
        year.len() == 2 && year >= "10" && digits(year) && digits(count)
    })
}

/// The path of an entry of a list of components: "Civil Rights - Criminal Section", "USAO - New York, Southern", "Federal
/// Bureau of Investigation (FBI)", `usao-mdfl`.
pub(super) fn component_path(entry: &str, knowledge: &Knowledge) -> Option<String> {
    let entry = entry.trim().trim_matches(['[', ']']).trim();
    if entry.is_empty() {
        return None;
    }
    if let Some(path) = knowledge.resolve_one(entry) {
        return Some(path);
    }
    let (name, abbreviation) = entry
        .strip_suffix(')')
        .and_then(|rest| rest.split_once('('))?;
    [name, abbreviation]
        .into_iter()
        .find_map(|part| knowledge.resolve_one(part))
}

/// The path of the one U.S. Attorney's Office that a header names with its district: "U.S. Department of Justice, United
/// States Attorney, Northern District of Iowa".
fn letterhead(office: &str, knowledge: &Knowledge) -> Option<String> {
    let recognizer = knowledge.recognizer();
    let mut offices = us_attorneys(&recognizer.annotate(office), recognizer)
        .into_iter()
        .filter_map(|mention| recognizer.office_of_district(mention.district?));
    let first = offices.next()?;
    offices
        .all(|other| other == first)
        .then(|| knowledge.agencies()[first].path.clone())
}

/// The host of an address, without `www.`
fn host_of(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Whether the host is one of the Department of Justice.
fn is_justice(host: &str) -> bool {
    is_host(host, "justice.gov") || is_host(host, "usdoj.gov")
}

/// Whether the host is the site or below it.
fn is_host(host: &str, site: &str) -> bool {
    host == site
        || host
            .strip_suffix(site)
            .is_some_and(|rest| rest.ends_with('.'))
}

/// The span in an address of a site that is a folder of `host`: `nj.gov/oag` in `https://www.nj.gov/oag/x.html`.
fn folder_of(url: &str, host: &str, site: &str) -> Option<Range<usize>> {
    let folder = site.strip_prefix(host)?;
    let start = url.find(host)?;
    let rest = url[start + host.len()..].strip_prefix(folder)?;
    (folder.starts_with('/') && !rest.starts_with(|next: char| next.is_alphanumeric()))
        .then(|| start..start + site.len())
}

/// The office that an address of the Department names, and its span: `https://www.justice.gov/usao-sdny/pr/...`, and before
/// 2014 `http://www.justice.gov/usao/nys/pressreleases/...`.
fn address_path(url: &str, knowledge: &Knowledge) -> Option<(String, Range<usize>)> {
    let host = host_of(url)?;
    if !is_justice(host) {
        return None;
    }
    let start = url.find(host)? + host.len();
    let mut at = start;
    let mut last = "";
    for part in url[start..].split('/').take(4) {
        let span = at..at + part.len();
        at = span.end + 1;
        let code = part.to_ascii_lowercase();
        let path = if code == "opa" {
            Some("/doj/opa".to_owned())
        } else if code.starts_with("usao-") {
            component_path(&code, knowledge)
        } else if last == "usao" {
            component_path(&format!("usao {code}"), knowledge)
        } else {
            None
        };
        if let Some(path) = path {
            return Some((path, span));
        }
        last = part;
    }
    None
}
