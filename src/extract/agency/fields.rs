//! What the page's own fields credit: components, the office in the header, the address.

use crate::knowledge::Knowledge;
use crate::model::{EvidenceSource, Page};

use crate::extract::agency::Credited;
use crate::extract::agency::offices::us_attorneys;
use crate::extract::agency::text::{Evidence, Strength};

/// Credits what the fields name, and gives the U.S. Attorney's Offices among them as evidence of the district.
pub(super) fn credit(page: &Page, knowledge: &Knowledge, credited: &mut Credited) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    let mut add = |path: &str,
                   place: EvidenceSource,
                   span: std::ops::Range<usize>,
                   rule,
                   credited: &mut Credited| {
        if path.starts_with("/doj/usao/") {
            evidence.push(Evidence {
                path: path.to_owned(),
                place: place.clone(),
                span: span.clone(),
                strength: Strength::Issuer,
            });
        }
        credited.add(path, place, span, rule);
    };
    let address = page.url.as_deref().and_then(host);
    let sites = &knowledge.recognizer().issuer_hosts;
    for component in &page.fields.components {
        if let Some(path) = component_path(component, knowledge) {
            // A list of others' releases, as HHS-OIG keeps one, names itself in each record.
            if let Some(address) = address
                && !(path.starts_with("/doj/") && is_justice(address))
                && let Some(own) = sites.iter().find(|site| site.path == path)
                && !is_host(address, own.value)
            {
                continue;
            }
            add(
                &path,
                EvidenceSource::Field("components"),
                0..component.len(),
                "component-field",
                credited,
            );
        }
    }
    if let Some(url) = &page.url
        && let Some((path, span)) = address_path(url, knowledge)
    {
        add(
            &path,
            EvidenceSource::Field("url"),
            span,
            "address",
            credited,
        );
    }
    if let Some(source) = &page.source
        && let Some(issuer) = sites.iter().find(|issuer| is_host(source, issuer.value))
    {
        add(
            issuer.path,
            EvidenceSource::Field("source"),
            0..source.len(),
            "site",
            credited,
        );
    } else if let (Some(url), Some(address)) = (&page.url, address)
        && let Some((issuer, span)) = sites
            .iter()
            .find_map(|issuer| Some((issuer, folder_of(url, address, issuer.value)?)))
    {
        add(
            issuer.path,
            EvidenceSource::Field("url"),
            span,
            "site",
            credited,
        );
    }
    if let Some(office) = &page.fields.office
        && let Some(path) = component_path(office, knowledge).or_else(|| letterhead(office, knowledge))
        // "U.S. Attorney's Office" stands over each office's releases; which one it is stands elsewhere.
        && (path != "/doj/usao" || !credited.paths().any(|path| path.starts_with("/doj/usao/")))
    {
        add(
            &path,
            EvidenceSource::Field("office"),
            0..office.len(),
            "office-field",
            credited,
        );
    }
    if let Some(number) = &page.fields.number
        && page.fields.office.is_none()
        && page.url.is_none()
        && page.source.as_deref() == Some("justice.gov")
        && of_public_affairs(number)
    {
        // A print of a page shows its number, and not always its header.
        let place = EvidenceSource::Field("number");
        credited.add("/doj/opa", place, 0..number.len(), "release-number");
    }
    evidence
}

/// The Office of Public Affairs numbers its releases within the year: `16-1184`.
fn of_public_affairs(number: &str) -> bool {
    number.split_once('-').is_some_and(|(year, count)| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        // Before 2010 each division numbered its own.
        year.len() == 2 && year >= "10" && digits(year) && digits(count)
    })
}

/// "Civil Rights - Criminal Section", "USAO - New York, Southern", "Federal Bureau of Investigation (FBI)", `usao-mdfl`.
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

/// "U.S. Department of Justice, United States Attorney, Northern District of Iowa": the one district whose office heads
/// the page.
fn letterhead(office: &str, knowledge: &Knowledge) -> Option<String> {
    let recognizer = knowledge.recognizer();
    let reading = recognizer.annotate(office);
    let mut named = us_attorneys(&reading, recognizer)
        .into_iter()
        .filter_map(|named| recognizer.office_of_district(named.district?));
    let first = named.next()?;
    named
        .all(|other| other == first)
        .then(|| knowledge.agencies()[first].path.clone())
}

fn host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

fn is_justice(host: &str) -> bool {
    is_host(host, "justice.gov") || is_host(host, "usdoj.gov")
}

fn is_host(host: &str, site: &str) -> bool {
    host == site
        || host
            .strip_suffix(site)
            .is_some_and(|rest| rest.ends_with('.'))
}

/// Where in an address a site stands that is a folder of a larger one: `nj.gov/oag` in `https://www.nj.gov/oag/x.html`.
/// `host` is the address's.
fn folder_of(url: &str, host: &str, site: &str) -> Option<std::ops::Range<usize>> {
    let folder = site.strip_prefix(host)?;
    let start = url.find(host)?;
    let rest = url[start + host.len()..].strip_prefix(folder)?;
    (folder.starts_with('/') && !rest.starts_with(|next: char| next.is_alphanumeric()))
        .then(|| start..start + site.len())
}

/// `https://www.justice.gov/usao-sdny/pr/...`, and before 2014 `http://www.justice.gov/usao/nys/pressreleases/...`.
fn address_path(url: &str, knowledge: &Knowledge) -> Option<(String, std::ops::Range<usize>)> {
    let host = host(url)?;
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
