//! A server of the sample corpus, and of releases that want to do harm.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use dragnet::index::Options;
use dragnet::knowledge::Knowledge;
use dragnet::serve::{Server, Settings};
use serde_json::json;
use tempfile::TempDir;

use crate::support::{copy, index, quick_folder};

/// What a page must never run.
pub const SCRIPT: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";

/// A server that runs until the rig is dropped.
pub struct Rig {
    folder: TempDir,
    pub address: SocketAddr,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    /// The value of a line of the head.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

impl Rig {
    pub fn new() -> Rig {
        let folder = quick_folder();
        let corpus = folder.path().join("corpus");
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"),
            &corpus,
        );
        let bad = json!({
            "title": format!("Clerk {SCRIPT} Sentenced for Wire Fraud"),
            "body": format!("OLDPORT – Jo {SCRIPT} Doe was sentenced today to 41 months for wire fraud.\n\n</p></article>{SCRIPT} The FBI investigated."),
            "date": "2021-03-04", "url": "javascript:alert(1)", "number": SCRIPT,
        });
        let worse = json!({
            "title": "Broker Charged \u{202e}{{7*7}} &lt;script&gt;", "body": "A broker was charged with wire fraud by the SEC.",
            "date": "2021-03-05", "url": format!("https://a.example/{SCRIPT}"),
        });
        fs::write(corpus.join("bad \"'<b>.jsonl"), format!("{bad}\n{worse}\n")).expect("a file");
        index(&Options::of(&corpus, &folder.path().join("index"))).expect("a build");
        Rig::of(folder)
    }

    fn of(folder: TempDir) -> Rig {
        let settings = Settings {
            index: folder.path().join("index"),
            index_option: String::new(),
            knowledge: Knowledge::builtin(),
            hosts: vec!["reading.example".to_owned()],
            hint: |_, _, _| None,
        };
        let server = Server::bind(settings, IpAddr::V4(Ipv4Addr::LOCALHOST), 0).expect("a server");
        let (address, ended) = (server.address(), Arc::new(AtomicBool::new(false)));
        let flag = Arc::clone(&ended);
        let thread = Some(spawn(move || server.run(&flag)));
        Rig {
            folder,
            address,
            ended,
            thread,
        }
    }

    pub fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asks as a browser does.
    pub fn get(&self, path: &str) -> Reply {
        let head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        self.send(format!("{head}Connection: close\r\n\r\n").as_bytes())
            .unwrap_or_else(|| panic!("no answer to {path}"))
    }

    /// Sends bytes; none where the server closes the connection without an answer.
    pub fn send(&self, bytes: &[u8]) -> Option<Reply> {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        let patience = Some(Duration::from_secs(30));
        stream.set_read_timeout(patience).expect("a timeout");
        stream.set_write_timeout(patience).expect("a timeout");
        // The server may have closed before it has read everything.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some(Reply {
            status: head.split(' ').nth(1)?.parse().ok()?,
            head: head.to_owned(),
            body: body.to_owned(),
        })
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().expect("the server ends");
        }
    }
}
