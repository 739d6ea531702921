//! What is the file of a release called? `HOST/YEAR/NAME.html`, by its address alone, so that every run gives the same name.

use jiff::civil::Date;
use twox_hash::XxHash3_64;
use url::Url;

/// Maximum length of the part of a name that comes from the address, in bytes.
const MAX_NAME: usize = 120;

/// The year of a release whose day is not known.
const NO_YEAR: &str = "undated";

/// Endings of addresses that say nothing: the file has an ending of its own.
const ENDINGS: [&str; 8] = [
    ".html", ".htm", ".xhtml", ".json", ".asp", ".aspx", ".php", ".txt",
];

/// Last parts of an address that name no page.
const EMPTY_NAMES: [&str; 3] = ["index", "default", "home"];

/// Names that cannot be files everywhere, or that are no releases in a corpus.
const RESERVED: [&str; 5] = ["readme", "con", "nul", "aux", "prn"];

/// The file of a release before its ending, and whether it is only this release's.
pub(crate) struct FileName {
    stem: String,
    hash: u64,
}

impl FileName {
    /// Of a page.
    pub(crate) fn of_page(url: &Url, issued: Option<Date>) -> Self {
        let mut name = page_name(url);
        let plain = sanitized(&name);
        let hash = XxHash3_64::oneshot(url.as_str().as_bytes());
        let is_lossy = plain != name || url.query().is_some() || is_reserved(&plain);
        name = plain;
        if is_lossy {
            name = with_hash(&name, hash);
        }
        FileName::new(url, issued, &name, hash)
    }

    /// Of a record of an API. Offices announce the same under the same name, so the id belongs to it.
    pub(crate) fn of_record(url: &Url, id: &str, issued: Option<Date>) -> Self {
        let name = sanitized(&page_name(url));
        let hash = XxHash3_64::oneshot(id.as_bytes());
        let short: String = id.chars().take(8).collect();
        let is_plain = short.len() == 8 && short.bytes().all(|byte| byte.is_ascii_hexdigit());
        let name = if is_plain {
            format!("{name}-{}", short.to_ascii_lowercase())
        } else {
            with_hash(&name, hash)
        };
        FileName::new(url, issued, name.trim_start_matches('-'), hash)
    }

    fn new(url: &Url, issued: Option<Date>, name: &str, hash: u64) -> Self {
        let host = host_folder(url);
        let year = issued
            .or_else(|| year_of(url))
            .map_or_else(|| NO_YEAR.to_owned(), |day| day.year().to_string());
        FileName {
            stem: format!("{host}/{year}/{name}"),
            hash,
        }
    }

    /// The whole name.
    pub(crate) fn with_ending(&self, ending: &str) -> String {
        format!("{}.{ending}", self.stem)
    }

    /// The whole name where another release has that name already.
    pub(crate) fn apart(&self, ending: &str) -> String {
        format!("{}.{ending}", with_hash(&self.stem, self.hash))
    }
}

/// The folder of a host. It is never empty: then the file would be no longer below the folder of the corpus.
fn host_folder(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    let plain = sanitized(host.strip_prefix("www.").unwrap_or(&host));
    if is_reserved(&plain) {
        with_hash("host", XxHash3_64::oneshot(host.as_bytes()))
    } else {
        plain
    }
}

/// The last part of an address that names something, without its ending.
fn page_name(url: &Url) -> String {
    let parts = url.path_segments().into_iter().flatten();
    let decode = |part: &str| {
        let decoded: String = url::form_urlencoded::parse(part.replace('+', "%2B").as_bytes())
            .map(|(name, value)| {
                if value.is_empty() {
                    name.into_owned()
                } else {
                    format!("{name}={value}")
                }
            })
            .collect();
        let lower = decoded.to_ascii_lowercase();
        let ending = ENDINGS.iter().find(|ending| lower.ends_with(*ending));
        decoded[..decoded.len() - ending.map_or(0, |ending| ending.len())].to_owned()
    };
    let says_something = |part: &String| {
        !part.is_empty() && !EMPTY_NAMES.contains(&part.to_ascii_lowercase().as_str())
    };
    parts
        .rev()
        .map(decode)
        .find(says_something)
        .unwrap_or_else(|| "page".to_owned())
}

/// A year between slashes: `/news/2024/clerk-sentenced`.
fn year_of(url: &Url) -> Option<Date> {
    let mut parts = url.path_segments()?;
    let year = parts.find_map(|part| {
        let year = part.get(..4)?.parse().ok()?;
        let is_year = part.len() == 4 || part.as_bytes().get(4) == Some(&b'-');
        (is_year && (1970..2100).contains(&year)).then_some(year)
    })?;
    Date::new(year, 1, 1).ok()
}

/// Letters, digits, `-`, `_` and inner full stops; all else becomes `-`.
fn sanitized(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars() {
        let is_plain = letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let letter = if is_plain { letter } else { '-' };
        if plain.len() < MAX_NAME && !(letter == '-' && plain.ends_with('-') && !is_plain) {
            plain.push(letter);
        }
    }
    plain.trim_matches(['.', '-']).to_owned()
}

fn is_reserved(name: &str) -> bool {
    name.is_empty() || RESERVED.contains(&name.to_ascii_lowercase().as_str())
}

fn with_hash(name: &str, hash: u64) -> String {
    format!("{name}-{:08x}", hash & 0xffff_ffff)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn page(url: &str) -> String {
        let url = Url::parse(url).expect("an address");
        FileName::of_page(&url, None).with_ending("html")
    }

    #[test]
    fn a_page_is_called_by_its_address() {
        for (url, name) in [
            (
                "https://www.sec.gov/litigation/litreleases/2012/lr22218.htm",
                "sec.gov/2012/lr22218.html",
            ),
            (
                "https://agency.example/news/2024-05-01/clerk_sentenced/",
                "agency.example/2024/clerk_sentenced.html",
            ),
            (
                "https://agency.example/news/clerk/index.html",
                "agency.example/undated/clerk.html",
            ),
            ("http://127.0.0.1:8080/a.b", "127.0.0.1/undated/a.b.html"),
        ] {
            assert_eq!(page(url), name);
        }
    }

    #[test]
    fn a_host_of_dots_alone_is_a_folder_below_the_corpus_too() {
        for host in [".", "..", "-", "www..", "%2e%2e", "con"] {
            let Ok(url) = Url::parse(&format!("http://{host}/x")) else {
                continue;
            };
            let name = FileName::of_record(&url, "00000002", None).with_ending("json");
            assert!(name.starts_with("host-"), "{host}: {name}");
        }
    }

    #[test]
    fn what_a_name_cannot_hold_is_told_by_a_hash() {
        let names = [
            "https://a.example/news?id=1",
            "https://a.example/news?id=2",
            "https://a.example/news",
            "https://a.example/README",
            "https://a.example/..%2f..%2fetc%2fpasswd",
            "https://a.example/%2e%2e%5c",
            "https://a.example/.hidden",
            "https://a.example/%E2%80%AE%00",
            "https://a.example/",
        ]
        .map(page);
        for (at, name) in names.iter().enumerate() {
            let file = name
                .strip_prefix("a.example/undated/")
                .expect("in its folder");
            assert!(
                !file.contains(['/', '\\', '%', '\0']) && !file.starts_with('.'),
                "{name}"
            );
            assert_ne!(file.to_ascii_lowercase(), "readme.html");
            assert!(!names[..at].contains(name), "{name}");
        }
        let long = page(&format!("https://a.example/{}", "x".repeat(5000)));
        assert!(long.len() < 200, "{long}");
    }

    #[test]
    fn a_record_has_its_id_in_its_name() {
        let url =
            Url::parse("https://www.justice.gov/usao-nj/pr/clerk-sentenced").expect("an address");
        let name =
            |id: &str| FileName::of_record(&url, id, Some(date(2021, 6, 8))).with_ending("json");
        assert_eq!(
            name("1A2b3c4d-0000"),
            "justice.gov/2021/clerk-sentenced-1a2b3c4d.json"
        );
        let odd = name("../../x");
        assert!(
            odd.starts_with("justice.gov/2021/clerk-sentenced-") && !odd.contains(".."),
            "{odd}"
        );
    }
}
