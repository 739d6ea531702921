//! Three hundred requests and more that want to do harm: none runs, none reads a file, none stops the server.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::html::assert_safe;
use super::rig::{Rig, SCRIPT};

const PARAMETERS: [&str; 32] = [
    "q",
    "agency",
    "prosecutor",
    "district",
    "statute",
    "act",
    "since",
    "until",
    "undated",
    "stage",
    "event-since",
    "event-until",
    "proceeding",
    "defendant",
    "sentence",
    "amount",
    "docket",
    "judge",
    "offense",
    "number",
    "source",
    "prosecutor-kind",
    "sort",
    "by",
    "facet",
    "limit",
    "offset",
    "any",
    "copies",
    "format",
    "field",
    "unheard-of",
];

const PAYLOADS: [&str; 6] = [
    SCRIPT,
    "javascript:alert(1)",
    "{{7*7}}{% raw %}",
    "\u{0}\r\nSet-Cookie: x=1\r\n\r\n<script>alert(1)</script>",
    "../../../../etc/passwd",
    "\u{202e}\u{feff}' OR 1=1 --",
];

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[test]
fn scripts_in_parameters_are_text() {
    let rig = Rig::new();
    let pages = ["/search", "/facets", "/together"];
    let mut sent = 0;
    for (number, parameter) in PARAMETERS.iter().enumerate() {
        for payload in PAYLOADS {
            let page = pages[number % pages.len()];
            for page in ["/search", page] {
                let reply = rig.get(&format!("{page}?{parameter}={}", encoded(payload)));
                assert!(
                    [200, 400].contains(&reply.status),
                    "{parameter} {payload}: {}",
                    reply.status
                );
                if reply
                    .header("content-type")
                    .is_some_and(|kind| kind.starts_with("text/html"))
                {
                    assert_safe(&reply.body);
                }
                assert!(!reply.head.contains("Set-Cookie"), "{}", reply.head);
                assert!(!reply.body.contains("root:x:"), "{parameter} {payload}");
                sent += 1;
            }
        }
    }
    // As the name of a parameter, too.
    for payload in PAYLOADS {
        assert_safe(&rig.get(&format!("/search?{}=x", encoded(payload))).body);
    }
    assert!(sent >= 300, "{sent}");
}

#[test]
fn scripts_in_paths_and_paths_that_lead_out_name_nothing() {
    let rig = Rig::new();
    let kinds = [
        "release",
        "case",
        "agency",
        "district",
        "prosecutor",
        "judge",
        "defendant",
        "assets",
    ];
    let paths = [
        "../../../../etc/passwd",
        "..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/etc/passwd",
        "/etc/passwd",
        "....//....//etc/passwd",
        "%00",
        "%ff%fe",
        "C:%5Cwindows%5Cwin.ini",
        "file:///etc/passwd",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "CURRENT",
        "generation-1/meta.json",
    ];
    for kind in kinds {
        for path in paths {
            let reply = rig.get(&format!("/{kind}/{path}"));
            assert!(
                [200, 400, 404].contains(&reply.status),
                "/{kind}/{path}: {}",
                reply.status
            );
            assert_safe(&reply.body);
            for secret in ["root:x:", "\"segments\"", "[fonts]"] {
                assert!(!reply.body.contains(secret), "/{kind}/{path}");
            }
        }
    }
}

#[test]
fn scripts_in_releases_are_text_on_every_page() {
    let rig = Rig::new();
    let id = encoded("bad \"'<b>.jsonl").replace('+', "%20");
    let mut shown = 0;
    for number in 0..2 {
        for page in ["release", "case"] {
            let reply = rig.get(&format!("/{page}/{id}%23{number}?q=fraud"));
            assert_eq!(reply.status, 200, "{}", reply.body);
            assert_safe(&reply.body);
            assert!(!reply.body.contains("href=\"javascript"), "{}", reply.body);
            assert!(!reply.body.contains('\u{202e}'), "{page} {number}");
            shown += usize::from(reply.body.contains("alert(1)"));
        }
    }
    assert!(shown > 0, "the hostile release is shown as it is");
    for path in [
        "/search?q=wire+fraud&since=2021-03&until=2021-03&limit=100",
        "/facets?field=defendant",
        "/together",
    ] {
        assert_safe(&rig.get(path).body);
    }
    let atom = rig.get("/search?q=fraud&limit=100&format=atom").body;
    assert!(
        !atom.contains("<script") && !atom.contains("javascript:"),
        "{atom}"
    );
}

#[test]
fn only_this_machine_is_answered_and_only_to_read() {
    let rig = Rig::new();
    let port = rig.address.port();
    let ask = |line: &str, host: &str| {
        let request = format!("{line} HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
        rig.send(request.as_bytes()).map_or(0, |reply| reply.status)
    };
    for good in [
        format!("Host: 127.0.0.1:{port}\r\n"),
        format!("Host: localhost:{port}\r\n"),
        format!("host: LOCALHOST:{port}\r\n"),
        format!("Host: [::1]:{port}\r\n"),
        "Host: reading.example\r\n".to_owned(),
        format!("Host: reading.example:{port}\r\n"),
    ] {
        assert_eq!(ask("GET /help", &good), 200, "{good}");
        assert_eq!(ask("HEAD /help", &good), 200, "{good}");
    }
    for bad in [
        String::new(),
        "Host: \r\n".to_owned(),
        "Host: 127.0.0.1\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("Host: localhost:{}\r\n", port ^ 1),
        format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"),
        format!("Host: evil.example@127.0.0.1:{port}\r\n"),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: 2130706433:{port}\r\n"),
        format!("Host: reading.example.evil:{port}\r\n"),
        format!("Host: 127.0.0.1:{port} \r\nX: y\r\nHost: a\r\n"),
    ] {
        let status = ask("GET /help", &bad);
        assert!([421, 400].contains(&status), "{bad}: {status}");
    }
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    // A page of another site may lead here, and ask for nothing else.
    let from = |site: &str, mode: &str| {
        let host = format!("{own}Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\n");
        ask("GET /help", &host)
    };
    assert_eq!(from("cross-site", "no-cors"), 403);
    assert_eq!(from("same-site", "cors"), 403);
    assert_eq!(from("cross-site", "navigate"), 200);
    assert_eq!(from("none", "navigate"), 200);
    assert_eq!(from("same-origin", "no-cors"), 200);
    assert_eq!(ask("GET http://evil.example/help", &own), 421);
    for method in [
        "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW",
    ] {
        let status = ask(&format!("{method} /search"), &own);
        assert!([405, 421, 400].contains(&status), "{method}: {status}");
    }
    let reply =
        rig.send(format!("POST /search HTTP/1.1\r\n{own}Content-Length: 0\r\n\r\n").as_bytes());
    let reply = reply.expect("an answer");
    assert_eq!(
        (reply.status, reply.header("allow")),
        (405, Some("GET, HEAD"))
    );
}

#[test]
fn what_is_too_much_or_is_no_request_is_refused() {
    let rig = Rig::new();
    let own = format!("Host: {}\r\n", rig.address);
    let get = format!("GET /help HTTP/1.1\r\n{own}");
    let long = "x".repeat(1 << 20);
    let many = "X-1: y\r\n".repeat(500);
    let hidden = format!("GET /about HTTP/1.1\r\n{own}\r\n");
    let shapes = [
        format!("GET /search?q={long} HTTP/1.1\r\n{own}\r\n"),
        format!("{get}Cookie: {long}\r\n\r\n"),
        format!("{get}{many}\r\n"),
        format!("{get}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("{get}Content-Length: {}\r\n\r\n{hidden}", hidden.len()),
        format!("{get}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
        format!("{get}Content-Length: +5\r\n\r\nhello"),
        format!("{get}Transfer-Encoding: xchunked\r\n\r\n{hidden}"),
        format!("{get}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("{get}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n{hidden}"),
        format!("{get} folded: x\r\n\r\n"),
        format!("GET /help\r\n{own}\r\n"),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}\u{0}".to_owned(),
        format!("GET /help\u{0} HTTP/1.1\r\n{own}\r\n"),
        format!("GET  /help HTTP/1.1\r\n{own}\r\n"),
        "\r\n\r\n\r\n".to_owned() + &"G".repeat(100_000),
    ];
    for shape in &shapes {
        let reply = rig.send(shape.as_bytes());
        let status = reply.as_ref().map_or(0, |reply| reply.status);
        let refused = [0, 400, 408, 414, 421, 431, 505];
        assert!(
            refused.contains(&status),
            "{:.200}: {status}",
            shape.escape_debug()
        );
        if let Some(reply) = reply {
            assert!(
                !reply.body.contains("About this index"),
                "{:.200}",
                shape.escape_debug()
            );
        }
    }
    // A long query that fits is answered, and so are many numbers.
    let words = "fraud+".repeat(300);
    assert_eq!(rig.get(&format!("/search?q={words}")).status, 200);
    // Every link of a page would repeat it.
    assert_eq!(rig.get(&format!("/search?q={words}{words}")).status, 400);
    let many = "x=y&".repeat(250);
    assert_eq!(rig.get(&format!("/search?{many}agency=FBI")).status, 400);
    assert_eq!(rig.get("/search?offset=18446744073709551615").status, 200);
    assert_eq!(rig.get("/search?limit=99999999999999999999").status, 400);
    assert_eq!(rig.get("/search?limit=18446744073709551615").status, 200);
}

/// Whoever sends a byte a second, or reads nothing, has a connection for a while and no more.
#[test]
fn slow_clients_do_not_stop_others() {
    let rig = Rig::new();
    let mut slow: Vec<TcpStream> = Vec::new();
    for _ in 0..60 {
        let mut stream = TcpStream::connect(rig.address).expect("a connection");
        stream
            .write_all(b"GET /search?q=fraud HT")
            .expect("written");
        slow.push(stream);
    }
    for _ in 0..20 {
        let mut stream = TcpStream::connect(rig.address).expect("a connection");
        let request = format!(
            "GET /search?q=fraud HTTP/1.1\r\nHost: {}\r\n\r\n",
            rig.address
        );
        // Asks again and again, and reads no answer.
        let _ = stream.write_all(request.repeat(20).as_bytes());
        slow.push(stream);
    }
    let started = Instant::now();
    assert_eq!(rig.get("/help").status, 200);
    assert!(
        started.elapsed() < Duration::from_secs(8),
        "{:?}",
        started.elapsed()
    );
    // Those that never end their request are sent away.
    let first = &mut slow[0];
    first
        .set_read_timeout(Some(Duration::from_secs(15)))
        .expect("a timeout");
    let mut answer = Vec::new();
    std::io::Read::read_to_end(first, &mut answer).expect("the connection is closed");
    assert!(
        started.elapsed() < Duration::from_secs(14),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(rig.get("/search?q=fraud").status, 200);
}
