//! One request, one answer. Only the files of this folder know ureq.

use std::io::Read;
use std::time::Duration;

use jiff::Timestamp;
use ureq::Agent;
use ureq::http::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, LOCATION, RETRY_AFTER, USER_AGENT,
};
use ureq::http::{HeaderMap, HeaderName};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

use crate::fetch::net::address::{Realm, RealmResolver, Refused};
use crate::fetch::net::fault::Fault;
use crate::fetch::net::unpack::{ACCEPTED, read_body};

/// How long a whole answer may take, as a multiple of the time for its beginning: one that drips ends there.
const WHOLE_ANSWER: u32 = 4;

/// What is asked for: HTML, JSON, feeds and sitemaps.
const WANTED: &str = "text/html,application/xhtml+xml,application/json,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5";

/// Maximum length of a header that is kept, in bytes.
const MAX_HEADER: usize = 500;

/// How requests are made.
#[derive(Clone, Debug)]
pub(crate) struct ClientSettings {
    /// What dragnet calls itself.
    pub(crate) user_agent: String,
    /// How long the connection, and then the beginning of an answer, may take.
    pub(crate) timeout: Duration,
    /// Maximum size of a body, packed and unpacked, in bytes.
    pub(crate) max_bytes: u64,
}

/// What an earlier answer was marked with: a host that has the same still sends no body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// `ETag`.
    pub(crate) etag: Option<String>,
    /// `Last-Modified`.
    pub(crate) last_modified: Option<String>,
}

/// One answer of a host, unpacked.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The address that was asked last: after redirects another one than was wanted.
    pub(crate) url: Url,
    /// The status of HTTP.
    pub(crate) status: u16,
    pub(crate) marks: Marks,
    /// `Content-Type`, in lower case, without its parameters.
    pub(crate) content_type: String,
    /// Where a redirect leads.
    pub(crate) location: Option<String>,
    /// `Retry-After`.
    pub(crate) retry_after: Option<Duration>,
    /// The body, unpacked; empty where the status is an error.
    pub(crate) body: Vec<u8>,
}

/// Makes requests.
pub(crate) struct Client {
    /// One for each realm that a source may be in, with connections of its own.
    agents: Vec<(Realm, Agent)>,
    settings: ClientSettings,
}

impl Client {
    pub(crate) fn new(settings: ClientSettings) -> Self {
        let agents = Realm::ALL.map(|realm| {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                // Redirects are followed one by one: see `asking`.
                .max_redirects(0)
                .max_redirects_will_error(false)
                .timeout_global(Some(settings.timeout * WHOLE_ANSWER))
                .timeout_resolve(Some(settings.timeout))
                .timeout_connect(Some(settings.timeout))
                .timeout_recv_response(Some(settings.timeout))
                .timeout_per_read(Some(settings.timeout))
                .build();
            let inner = DefaultResolver::default();
            let resolver = RealmResolver { realm, inner };
            let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
            (realm, agent)
        });
        Client {
            agents: agents.into(),
            settings,
        }
    }

    /// Asks once. `now` tells how long `Retry-After` is.
    pub(crate) fn ask(
        &self,
        url: &Url,
        realm: Realm,
        marks: &Marks,
        now: Timestamp,
    ) -> Result<Answer, Fault> {
        let agent = self.agents.iter().find(|(of, _)| *of == realm);
        let Some((_, agent)) = agent else {
            return Err(Fault::unreachable("no connection is possible"));
        };
        let mut request = agent
            .get(url.as_str())
            .header(USER_AGENT, &self.settings.user_agent)
            .header(ACCEPT, WANTED)
            .header(ACCEPT_ENCODING, ACCEPTED);
        if let Some(etag) = &marks.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(last_modified) = &marks.last_modified {
            request = request.header(IF_MODIFIED_SINCE, last_modified);
        }
        let response = request.call().map_err(of_request)?;
        let (head, body) = response.into_parts();
        let header = |name| header(&head.headers, &name);
        let status = head.status.as_u16();
        let mut answer = Answer {
            url: url.clone(),
            status,
            marks: Marks {
                etag: header(ETAG),
                last_modified: header(LAST_MODIFIED),
            },
            content_type: header(CONTENT_TYPE)
                .and_then(|value| {
                    value
                        .split(';')
                        .next()
                        .map(str::trim)
                        .map(str::to_ascii_lowercase)
                })
                .unwrap_or_default(),
            location: header(LOCATION),
            retry_after: header(RETRY_AFTER).and_then(|value| retry_after(&value, now)),
            body: Vec::new(),
        };
        if head.status.is_success() {
            let limit = self.settings.max_bytes;
            if body.content_length().is_some_and(|length| length > limit) {
                return Err(Fault::TooLarge { limit });
            }
            let encoding = header(CONTENT_ENCODING);
            let mut reader = body.into_reader();
            answer.body = read_body(&mut reader, encoding.as_deref(), limit)?;
            // A packed body may end before the transfer does; what follows is left out, but it must be whole.
            drain(&mut reader)?;
        }
        Ok(answer)
    }
}

/// Maximum number of bytes that may follow a packed body.
const MAX_TRAILING: u64 = 64 << 10;

/// Reads what is left of a body, so that the connection can be used again.
fn drain(reader: &mut impl Read) -> Result<(), Fault> {
    let mut rest = reader.take(MAX_TRAILING);
    std::io::copy(&mut rest, &mut std::io::sink()).map_err(Fault::cut_short)?;
    Ok(())
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (!value.is_empty() && value.len() <= MAX_HEADER).then(|| value.to_owned())
}

/// Reads `Retry-After`: seconds, or a date.
fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // What is no number of 64 bits is longer than anybody waits.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = Timestamp::try_from(httpdate::parse_http_date(value).ok()?).ok()?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

fn of_request(error: ureq::Error) -> Fault {
    match error {
        ureq::Error::Timeout(_) => Fault::TimedOut,
        ureq::Error::Other(other) => match other.downcast_ref::<Refused>() {
            Some(Refused(address)) => Fault::PrivateAddress {
                address: address.to_string(),
            },
            None => Fault::unreachable(other),
        },
        ureq::Error::Io(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock
            ) =>
        {
            Fault::TimedOut
        }
        ureq::Error::Io(error) => Fault::unreachable(error),
        ureq::Error::HostNotFound => Fault::unreachable("its name is not known"),
        other => Fault::unreachable(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-03-01T12:00:00Z".parse().expect("a time");
        let seconds = |value: &str| retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds("Sun, 01 Mar 2026 12:01:30 GMT"), Some(90));
        assert_eq!(seconds("Sun, 01 Mar 2026 11:00:00 GMT"), Some(0));
        assert_eq!(seconds("99999999999999999999999"), Some(u64::MAX));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("-5"), None);
    }
}
