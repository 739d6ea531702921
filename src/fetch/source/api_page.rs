//! Which records does one page of the Justice Department's API hold?

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use twox_hash::XxHash3_64;
use url::Url;

use crate::fetch::net::address::join_url;
use crate::fetch::net::client::Answer;
use crate::fetch::net::fault::Fault;
use crate::fetch::source::content::check_json;

/// How many records are asked for at once: the API gives no more.
pub(crate) const PAGE_SIZE: u64 = 50;

/// One page of the API.
#[derive(Debug)]
pub(crate) struct ApiPage {
    /// How many records there are in all.
    pub(crate) count: u64,
    /// How many records a full page has.
    pub(crate) size: u64,
    pub(crate) records: Vec<ApiRecord>,
    /// The records that cannot be told from others: why, with a hash of what the API gave.
    pub(crate) unusable: Vec<(u64, Fault)>,
}

impl ApiPage {
    /// Whether it is the last one, if it is the page with this number. A full page with more records than the API counts is not.
    pub(crate) fn is_last(&self, page: u64) -> bool {
        let received = (self.records.len() + self.unusable.len()) as u64;
        let end = page * self.size + received;
        let is_full = received >= self.size && end > self.count;
        received == 0 || (end >= self.count && !is_full)
    }
}

/// One record.
#[derive(Debug)]
pub(crate) struct ApiRecord {
    /// As the API gave it.
    pub(crate) raw: Box<RawValue>,
    /// `uuid`; its address where there is none.
    pub(crate) id: String,
    pub(crate) url: Url,
    pub(crate) title: String,
    /// The day of `date`.
    pub(crate) issued: Option<Date>,
    /// `changed`, in seconds since 1970.
    pub(crate) changed: Option<i64>,
}

#[derive(Deserialize)]
struct Envelope {
    metadata: Option<Metadata>,
    results: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Metadata {
    resultset: Option<ResultSet>,
}

#[derive(Deserialize)]
struct ResultSet {
    #[serde(default)]
    count: Value,
    #[serde(default)]
    pagesize: Value,
}

#[derive(Deserialize)]
struct Fields {
    #[serde(default)]
    uuid: Value,
    #[serde(default)]
    url: Value,
    #[serde(default)]
    title: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    changed: Value,
}

/// Reads a page of the API.
pub(crate) fn read_page(answer: &Answer) -> Result<ApiPage, Fault> {
    check_json(answer)?;
    let envelope: Envelope = serde_json::from_slice(&answer.body).map_err(Fault::bad_json)?;
    let set = envelope.metadata.and_then(|metadata| metadata.resultset);
    let set = set.ok_or_else(|| Fault::bad_json("`metadata.resultset` is missing"))?;
    let count = number(&set.count).and_then(|count| u64::try_from(count).ok());
    let size = number(&set.pagesize).and_then(|size| u64::try_from(size).ok());
    let (mut records, mut unusable) = (Vec::new(), Vec::new());
    for raw in envelope.results {
        let hash = XxHash3_64::oneshot(raw.get().as_bytes());
        match record(raw, &answer.url) {
            Ok(record) => records.push(record),
            Err(fault) => unusable.push((hash, fault)),
        }
    }
    Ok(ApiPage {
        count: count.ok_or_else(|| Fault::bad_json("`count` is no number"))?,
        size: size
            .filter(|size| (1..=PAGE_SIZE).contains(size))
            .unwrap_or(PAGE_SIZE),
        records,
        unusable,
    })
}

fn record(raw: Box<RawValue>, base: &Url) -> Result<ApiRecord, Fault> {
    let fields: Fields = serde_json::from_str(raw.get()).map_err(Fault::bad_json)?;
    let url = fields.url.as_str().and_then(|url| join_url(base, url).ok());
    let uuid = fields.uuid.as_str().filter(|uuid| !uuid.is_empty());
    let id = uuid.or(url.as_ref().map(Url::as_str));
    let id = id.ok_or_else(|| Fault::bad_json("a record has neither `uuid` nor `url`"))?;
    let issued = seconds(&fields.date).and_then(|seconds| Timestamp::from_second(seconds).ok());
    Ok(ApiRecord {
        id: id.to_owned(),
        url: url.unwrap_or_else(|| base.clone()),
        title: fields.title.as_str().unwrap_or_default().to_owned(),
        issued: issued.map(|time| time.to_zoned(TimeZone::UTC).date()),
        changed: seconds(&fields.changed),
        raw,
    })
}

/// A number, or text that is one.
fn number(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// A time in seconds since 1970: as a number, as text, within an element (`<time datetime="...">1738777030</time>`), or as a date.
fn seconds(value: &Value) -> Option<i64> {
    if let Some(seconds) = number(value) {
        return Some(seconds);
    }
    let text = value.as_str()?.trim();
    let inner = text
        .split_once('>')
        .and_then(|(_, rest)| rest.split_once('<'));
    let inner = inner.map_or(text, |(inner, _)| inner).trim();
    if let Ok(seconds) = inner.parse() {
        return Some(seconds);
    }
    if let Ok(time) = inner.parse::<Timestamp>() {
        return Some(time.as_second());
    }
    let day: Date = inner.get(..10)?.parse().ok()?;
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::net::client::Marks;

    fn page(text: &str) -> Result<ApiPage, Fault> {
        read_page(&Answer {
            url: Url::parse("https://www.justice.gov/api/v1/press_releases.json")
                .expect("an address"),
            status: 200,
            marks: Marks::default(),
            content_type: "application/json".to_owned(),
            location: None,
            retry_after: None,
            body: text.into(),
        })
    }

    #[test]
    fn records_are_kept_as_they_came_whatever_their_numbers_look_like() {
        let record = r#"{ "uuid": "a-1", "title":"Clerk",  "date": "1623110400", "changed": "<time datetime=\"2021-06-09T00:00:00Z\">1623196800</time>", "url": "/opa/pr/clerk" }"#;
        let text = format!(
            r#"{{"metadata":{{"resultset":{{"count":"270123","pagesize":"50","page":0}}}},"results":[{record}]}}"#
        );
        let page = page(&text).expect("a page");
        assert_eq!((page.count, page.size), (270_123, 50));
        let read = &page.records[0];
        assert_eq!(read.raw.get(), record);
        assert_eq!(read.url.as_str(), "https://www.justice.gov/opa/pr/clerk");
        assert_eq!(
            (read.issued, read.changed),
            (Some(jiff::civil::date(2021, 6, 8)), Some(1_623_196_800))
        );
    }

    #[test]
    fn one_record_that_is_none_does_not_cost_the_others() {
        let text = r#"{"metadata":{"resultset":{"count":3}},"results":[{}, 7, {"uuid":"a"}]}"#;
        let page = page(text).expect("a page");
        assert_eq!((page.records.len(), page.unusable.len()), (1, 2));
    }

    #[test]
    fn html_cut_json_and_other_json_are_faults() {
        let html = page("<!DOCTYPE html><html><head><title>Powered and protected by</title>");
        assert!(
            matches!(html, Err(Fault::HtmlForJson { title }) if title == "powered and protected by")
        );
        for text in [
            "{\"metadata\":{\"resultset\":{\"count\":1}},\"results\":[{\"uuid\":",
            "[]",
            "{\"results\":[]}",
        ] {
            assert!(matches!(page(text), Err(Fault::BadJson { .. })), "{text}");
        }
    }
}
