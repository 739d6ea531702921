//! What the server of the tests serves: an API, feeds, sitemaps and pages of made-up agencies, and faults on demand.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Mutex;

use serde_json::{Value, json};

use super::server::{Reply, Request, Sending};
use crate::support::made_up::text;
use crate::support::packing::gzip;
use crate::support::random::Random;

/// 2010-01-04, noon, in seconds since 1970.
const FIRST_DAY: i64 = 1_262_606_400;

/// The path of the API.
pub const API: &str = "/api/v1/press_releases.json";

/// A record of the API.
#[derive(Clone, Debug)]
pub struct ApiRecord {
    pub id: String,
    pub title: String,
    pub body: String,
    pub url: String,
    /// In seconds since 1970.
    pub date: i64,
    pub changed: i64,
}

impl ApiRecord {
    /// As the API gives it. Times are written in its several ways.
    pub fn json(&self) -> String {
        format!(
            r#"{{"attachment": [], "body": {}, "changed": "{}", "component": [{{"uuid": "c-1", "name": "USAO - Oldport"}}], "created": "<time datetime=\"x\">{}</time>", "date": "{}", "title": {}, "topic": [], "url": "{}", "uuid": "{}", "vuuid": "v-{}"}}"#,
            Value::from(self.body.as_str()),
            self.changed,
            self.date,
            self.date,
            Value::from(self.title.as_str()),
            self.url,
            self.id,
            self.changed
        )
    }

    /// The same without its text.
    fn short(&self) -> String {
        json!({"uuid": self.id, "url": self.url, "title": self.title, "date": self.date.to_string(), "changed": self.changed.to_string()})
            .to_string()
    }
}

/// A page.
#[derive(Clone, Debug)]
pub struct SitePage {
    pub body: String,
    pub etag: Option<String>,
    /// The day for sitemaps: `2024-05-01`.
    pub modified: String,
}

/// What happens to the API's records while somebody walks.
#[derive(Clone, Debug)]
pub enum Move {
    /// The record with this number, from the newest, vanishes.
    Remove(usize),
    /// A new record appears.
    Add,
    /// The record with this number, from the newest, is edited; its date moves it to the front.
    Front(usize),
    /// The record with this number is edited where it is.
    Edit(usize),
}

#[derive(Default)]
pub struct State {
    pub records: Vec<ApiRecord>,
    pub pages: BTreeMap<String, SitePage>,
    /// Answers for a path that come before its own, each once. None stands for its own.
    pub first: HashMap<String, VecDeque<Option<Reply>>>,
    /// Answers for a path instead of its own.
    pub always: HashMap<String, Reply>,
    pub robots: Option<String>,
    /// Moves before the request for the API with this number, from 0.
    pub moves: BTreeMap<usize, Vec<Move>>,
    /// Whether the API passes over `sort` and `direction`.
    pub unsorted: bool,
    /// The page of the API that cannot be read.
    pub bad_page: Option<usize>,
    api_requests: usize,
    made: i64,
}

/// A site. Its state may change while it is served.
#[derive(Default)]
pub struct Site(pub Mutex<State>);

impl Site {
    pub fn with(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().expect("the site"));
    }

    pub fn records(&self) -> Vec<ApiRecord> {
        self.0.lock().expect("the site").records.clone()
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request) -> Reply {
        let mut state = self.0.lock().expect("the site");
        let path = request.path().to_owned();
        let first = state.first.get_mut(&path).and_then(VecDeque::pop_front);
        if let Some(reply) = first.flatten() {
            return reply;
        }
        if let Some(reply) = state.always.get(&path) {
            return reply.clone();
        }
        if path == "/robots.txt" {
            return match &state.robots {
                Some(robots) => Reply::of("text/plain", robots.as_str()),
                None => Reply::status(404),
            };
        }
        if path == API {
            return state.api(request);
        }
        let base = format!("http://{}", request.header("host").unwrap_or_default());
        match path.as_str() {
            "/feed.xml" => return list(request, "application/rss+xml", &state.feed(&base)),
            "/sitemap.xml" => {
                return Reply::of(
                    "application/xml",
                    "<sitemapindex><sitemap><loc>/sitemap-1.xml</loc></sitemap><sitemap><loc>/sitemap-2.xml.gz</loc></sitemap></sitemapindex>",
                );
            }
            "/sitemap-1.xml" => {
                return list(request, "application/xml", &state.sitemap(&base, 0));
            }
            "/sitemap-2.xml.gz" => {
                let packed = gzip(state.sitemap(&base, 1).as_bytes());
                return Reply::of("application/x-gzip", packed);
            }
            _ => {}
        }
        let Some(page) = state.pages.get(&path) else {
            return Reply::status(404);
        };
        if page.etag.is_some() && request.header("if-none-match") == page.etag.as_deref() {
            return Reply::status(304);
        }
        let packed = request
            .header("accept-encoding")
            .is_some_and(|list| list.contains("gzip"));
        let reply = if packed {
            Reply::of("text/html; charset=utf-8", gzip(page.body.as_bytes()))
                .with("Content-Encoding", "gzip")
        } else {
            Reply::of("text/html; charset=utf-8", page.body.as_str())
        };
        match &page.etag {
            Some(etag) => reply.with("ETag", etag),
            None => reply,
        }
    }
}

impl State {
    /// Adds records to the API, the oldest first.
    pub fn add_records(&mut self, count: usize, random: &mut Random) {
        for _ in 0..count {
            let number = self.made;
            self.made += 1;
            let text = text(random);
            let (title, body) = text.split_once("\n\n").expect("a title");
            // Offices announce the same under one name.
            let slug = title.to_lowercase().replace(' ', "-");
            let office = ["opa", "usao-op", "usao-gh"][random.below(3)];
            let date = FIRST_DAY + number * 86_400 / 3;
            self.records.push(ApiRecord {
                id: format!(
                    "{:08x}-1111-4222-8333-{number:012x}",
                    number.wrapping_mul(2_654_435_761) & 0xffff_ffff
                ),
                title: title.to_owned(),
                body: format!("<p>{body}</p>"),
                url: format!("https://www.justice.gov/{office}/pr/{slug}"),
                date,
                changed: date + 3600,
            });
        }
    }

    /// Adds pages, some of them in the feed, all in the sitemaps.
    pub fn add_pages(&mut self, count: usize, random: &mut Random) {
        for _ in 0..count {
            let number = self.pages.len();
            let text = text(random);
            let (title, body) = text.split_once("\n\n").expect("a title");
            let (year, month, day) = (2012 + number % 12, 1 + number % 12, 1 + number % 28);
            self.pages.insert(
                format!("/news/{year}/{number:04}-release"),
                SitePage {
                    body: page(title, body),
                    etag: (!number.is_multiple_of(3)).then(|| format!("\"{number}\"")),
                    modified: format!("{year}-{month:02}-{day:02}"),
                },
            );
        }
    }

    fn apply(&mut self, change: &Move) {
        self.records
            .sort_by_key(|record| std::cmp::Reverse(record.date));
        let latest = self
            .records
            .iter()
            .map(|record| record.changed)
            .max()
            .unwrap_or(FIRST_DAY);
        match change {
            Move::Remove(at) => {
                self.records.remove(*at);
            }
            Move::Add => {
                self.add_records(1, &mut Random::new(self.made.unsigned_abs()));
                let added = self.records.last_mut().expect("a record");
                added.changed = added.changed.max(latest + 1);
            }
            Move::Front(at) => {
                let newest = self.records[0].date;
                let record = &mut self.records[*at];
                record.body.push_str("<p>Updated.</p>");
                record.date = newest + 1;
                record.changed = latest + 1;
            }
            Move::Edit(at) => {
                let record = &mut self.records[*at];
                record.body.push_str("<p>Corrected.</p>");
                record.changed = latest + 1;
            }
        }
    }

    fn api(&mut self, request: &Request) -> Reply {
        for change in self.moves.remove(&self.api_requests).unwrap_or_default() {
            self.apply(&change);
        }
        self.api_requests += 1;
        let number = |name: &str| {
            request
                .query(name)
                .and_then(|value| value.parse::<usize>().ok())
        };
        let size = number("pagesize").unwrap_or(20).min(50);
        let page = number("page").unwrap_or(0);
        let mut order: Vec<&ApiRecord> = self.records.iter().collect();
        match request.query("sort").as_deref() {
            Some("changed") if !self.unsorted => {
                order.sort_by_key(|record| (record.changed, record.id.clone()));
            }
            _ => order.sort_by_key(|record| (record.date, record.id.clone())),
        }
        if request.query("direction").as_deref() == Some("DESC") && !self.unsorted {
            order.reverse();
        }
        if self.bad_page == Some(page) {
            return Reply::of("application/json", "{\"metadata\": {").sent(Sending::Cut(5));
        }
        let fields = request.query("fields").is_some();
        let shown = order.iter().skip(page * size).take(size);
        let shown: Vec<String> = shown
            .map(|record| {
                if fields {
                    record.short()
                } else {
                    record.json()
                }
            })
            .collect();
        let body = format!(
            r#"{{"metadata": {{"responseInfo": {{"status": 200}}, "resultset": {{"count": "{}", "pagesize": "{size}", "page": {page}}}, "executionTime": 0.1}}, "results": [{}]}}"#,
            order.len(),
            shown.join(", ")
        );
        Reply::of("application/json", body)
    }

    fn feed(&self, base: &str) -> String {
        let items: Vec<String> = self
            .pages
            .keys()
            .rev()
            .take(25)
            .map(|path| format!("<item><title>Release</title><link>{base}{path}</link></item>"))
            .collect();
        format!(
            "<rss version=\"2.0\"><channel><title>News</title>{}</channel></rss>",
            items.concat()
        )
    }

    /// Every second page.
    fn sitemap(&self, base: &str, half: usize) -> String {
        let urls: Vec<String> = self
            .pages
            .iter()
            .enumerate()
            .filter(|(number, _)| number % 2 == half)
            .map(|(_, (path, page))| {
                format!(
                    "<url><loc>{base}{path}</loc><lastmod>{}</lastmod></url>",
                    page.modified
                )
            })
            .collect();
        format!("<?xml version=\"1.0\"?><urlset>{}</urlset>", urls.concat())
    }
}

/// A feed or a sitemap, marked by its text.
fn list(request: &Request, content_type: &str, text: &str) -> Reply {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let etag = format!("\"{:x}\"", hasher.finish());
    if request.header("if-none-match") == Some(&etag) {
        return Reply::status(304);
    }
    Reply::of(content_type, text).with("ETag", &etag)
}

pub fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p></article></body></html>"
    )
}

/// The page that a site sends to robots.
pub fn bot_wall() -> Reply {
    Reply::of(
        "text/html",
        "<!DOCTYPE html><html><head><title>Pardon</title></head><body>Powered and protected by Example</body></html>",
    )
}

/// One of each fault that passes: an answer before the right one.
pub fn passing_faults() -> Vec<Reply> {
    let json =
        |sending| Reply::of("application/json", "{\"metadata\": {\"resultset\"").sent(sending);
    vec![
        Reply::status(429).with("Retry-After", "30"),
        Reply::status(500),
        Reply::status(503).with("Retry-After", "5"),
        json(Sending::Cut(10)),
        json(Sending::Short(10)),
        json(Sending::CutChunks),
        bot_wall(),
        json(Sending::Nothing),
    ]
}
