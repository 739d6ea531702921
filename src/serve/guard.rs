//! Is a request meant for this server, and what does every answer say to the browser?

use std::net::Ipv6Addr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;

use crate::serve::answer::Failure;
use crate::serve::pages::error::error_page;
use crate::serve::site::Site;

/// What every answer says: nothing but the program's own style, script and pictures is loaded, no other page may show this
/// one in a frame, and no other site learns which page a link was on.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

/// Lets through what asks this server for something to read. All else is refused before any page is made.
pub(super) async fn guard(
    State(site): State<Arc<Site>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let mut response = match refusal(&request, &site) {
        None => next.run(request).await,
        Some(failure) => {
            let is_method = failure.status() == StatusCode::METHOD_NOT_ALLOWED;
            let mut response = error_page(&failure, &site).into_response();
            let headers = response.headers_mut();
            if is_method {
                headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            }
            // What else the client has sent is not read.
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
    };
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

fn refusal(request: &Request, site: &Site) -> Option<Failure> {
    let headers = request.headers();
    let hosts: Vec<&HeaderValue> = headers.get_all(header::HOST).iter().collect();
    let host = match hosts.as_slice() {
        [host] => host.to_str().ok(),
        _ => None,
    };
    // An address with a host of its own counts instead of the header, so both must fit.
    let in_address = request
        .uri()
        .authority()
        .map(axum::http::uri::Authority::as_str);
    if !host.is_some_and(|host| is_ours(host, site))
        || in_address.is_some_and(|host| !is_ours(host, site))
    {
        // A page of another site whose name leads here would otherwise read the index through this browser.
        return Some(Failure::Other(
            StatusCode::MISDIRECTED_REQUEST,
            "this is not the server that was asked for: it answers under the address that it printed".to_owned(),
        ));
    }
    // A page of another site may lead here by a link, and have nothing else of this one: neither its time nor its answers.
    let fetched = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_of_other_site = matches!(fetched("sec-fetch-site"), Some("cross-site" | "same-site"));
    if is_of_other_site && fetched("sec-fetch-mode") != Some("navigate") {
        return Some(Failure::Other(
            StatusCode::FORBIDDEN,
            "a page of another site asked for this: it may lead here by a link only".to_owned(),
        ));
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Some(Failure::Other(
            StatusCode::METHOD_NOT_ALLOWED,
            "pages can be read, and nothing else: GET and HEAD".to_owned(),
        ));
    }
    let has_body = headers.contains_key(header::TRANSFER_ENCODING)
        || headers
            .get_all(header::CONTENT_LENGTH)
            .iter()
            .any(|length| length != "0");
    has_body.then(|| Failure::bad("a request to read has no body"))
}

/// Whether a host with its port is this server.
fn is_ours(host: &str, site: &Site) -> bool {
    let (name, port) = name_and_port(host);
    let own_port = site.port.to_string();
    let is_own_name = ["127.0.0.1", "localhost", "[::1]"]
        .iter()
        .any(|own| name.eq_ignore_ascii_case(own))
        || site.own_name.as_deref() == Some(name);
    if is_own_name {
        return port == Some(own_port.as_str()) || (port.is_none() && site.port == 80);
    }
    // Another name may belong to a proxy with a port of its own.
    let hosts = site.settings.hosts.iter();
    let mut hosts = hosts.map(String::as_str);
    hosts.any(|allowed| {
        allowed.eq_ignore_ascii_case(host)
            || (allowed.eq_ignore_ascii_case(name) && port.is_some_and(|port| port == own_port))
    })
}

/// Whether a text can be the name of a machine, with a port or without.
pub fn is_host(text: &str) -> bool {
    let (name, port) = name_and_port(text);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let is_name = match name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'))
    {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => !name.is_empty() && name.chars().all(is_part),
    };
    is_name && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

/// A host without its port, and the port.
fn name_and_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn a_name_that_no_browser_sends_is_refused() {
        for good in [
            "docs.example.org",
            "reading-room",
            "docs.example.org:80",
            "10.0.0.7",
            "[::2]:80",
        ] {
            assert!(is_host(good), "{good}");
        }
        for bad in ["", "*", "a b", "http://x.org", "x.org:99999", ":80", "[x]"] {
            assert!(!is_host(bad), "{bad}");
        }
    }
}
