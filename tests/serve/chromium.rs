//! A headless Chromium, driven by its `DevTools` protocol.

use std::cell::Cell;
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket, client};

/// Names of the program.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// How long a page may take.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Chromium {
    child: Child,
    socket: WebSocket<TcpStream>,
    sent: Cell<u64>,
    _profile: TempDir,
}

impl Chromium {
    /// Starts it; none where it is not installed.
    pub fn start() -> Option<Chromium> {
        let profile = tempfile::tempdir().expect("a folder");
        let mut child = NAMES.iter().find_map(|name| {
            Command::new(name)
                .args([
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                ])
                .args(["--no-first-run", "--remote-debugging-port=0"])
                .arg(format!("--user-data-dir={}", profile.path().display()))
                .arg("about:blank")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .ok()
        })?;
        let port_file = profile.path().join("DevToolsActivePort");
        let started = Instant::now();
        let port = loop {
            let text = std::fs::read_to_string(&port_file).unwrap_or_default();
            if let Some(port) = text.lines().next().filter(|_| text.contains('\n')) {
                break port.to_owned();
            }
            if started.elapsed() > PATIENCE {
                let _ = child.kill();
                panic!("Chromium does not listen");
            }
            sleep(Duration::from_millis(50));
        };
        let address = format!("127.0.0.1:{port}");
        let list = ask(&address, "/json/list");
        let page = list
            .as_array()
            .and_then(|pages| pages.iter().find(|page| page["type"] == "page"));
        let url = page.expect("a page")["webSocketDebuggerUrl"]
            .as_str()
            .expect("an address");
        let stream = TcpStream::connect(&address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let (socket, _) = client(url, stream).expect("a socket");
        let mut chromium = Chromium {
            child,
            socket,
            sent: Cell::new(0),
            _profile: profile,
        };
        for domain in ["Page.enable", "Runtime.enable"] {
            chromium.call(domain, &json!({}));
        }
        Some(chromium)
    }

    /// Calls a method of the protocol, and gives what it returns.
    pub fn call(&mut self, method: &str, params: &Value) -> Value {
        let number = self.sent.get() + 1;
        self.sent.set(number);
        let text = json!({"id": number, "method": method, "params": params}).to_string();
        self.socket.send(Message::text(text)).expect("sent");
        loop {
            let message = self.read();
            if message["id"] == number {
                assert!(message["error"].is_null(), "{method}: {message}");
                return message["result"].clone();
            }
        }
    }

    fn read(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().expect("a message") {
                return serde_json::from_str(&text).expect("JSON");
            }
        }
    }

    /// Does something that leads to another page, and waits until that is there.
    fn and_wait(&mut self, method: &str, params: &Value) {
        self.call(
            "Runtime.evaluate",
            &json!({"expression": "window.isBefore = true"}),
        );
        self.call(method, params);
        let started = Instant::now();
        loop {
            let loaded = "window.isBefore !== true && document.readyState === 'complete'";
            if self.evaluate(loaded) == true {
                return;
            }
            assert!(
                started.elapsed() < PATIENCE,
                "{method} {params}: no other page"
            );
            sleep(Duration::from_millis(20));
        }
    }

    pub fn open(&mut self, url: &str) {
        self.and_wait("Page.navigate", &json!({"url": url}));
    }

    /// The value of an expression on the page. A promise is waited for.
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        self.call("Runtime.evaluate", &params)["result"]["value"].clone()
    }

    /// The text of an element.
    pub fn text(&mut self, selector: &str) -> String {
        let text = self.evaluate(&format!(
            "document.querySelector({selector:?})?.textContent"
        ));
        text.as_str().unwrap_or_default().trim().to_owned()
    }

    pub fn address(&mut self) -> String {
        self.evaluate("location.pathname + location.search")
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Clicks with the mouse in the middle of an element, as a person does, and waits for the page that comes.
    pub fn click(&mut self, element: &str) {
        let place = self.evaluate(&format!(
            "(() => {{ const e = {element}; e.scrollIntoView({{block: 'center'}}); \
             const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()"
        ));
        let (x, y) = (place[0].as_f64(), place[1].as_f64());
        assert!(x.is_some(), "{element} is not on {}", self.address());
        let at =
            |kind: &str| json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
        self.call("Input.dispatchMouseEvent", &at("mousePressed"));
        self.and_wait("Input.dispatchMouseEvent", &at("mouseReleased"));
    }

    pub fn back(&mut self) {
        self.evaluate("history.back()");
        sleep(Duration::from_millis(500));
    }

    /// Types into the page, where the cursor is.
    pub fn type_text(&mut self, text: &str) {
        self.call("Input.insertText", &json!({"text": text}));
    }

    pub fn press_enter(&mut self) {
        let key = |kind: &str| json!({"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"});
        self.and_wait("Input.dispatchKeyEvent", &key("keyDown"));
    }

    /// Makes the window so wide, light or dark.
    pub fn look(&mut self, width: u32, scheme: &str) {
        let metrics =
            json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        self.call("Emulation.setDeviceMetricsOverride", &metrics);
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.call("Emulation.setEmulatedMedia", &media);
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One of the lists that Chromium gives by HTTP.
fn ask(address: &str, path: &str) -> Value {
    use std::io::{Read, Write};
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    // It keeps the connection open behind the answer.
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let length = stream.read(&mut piece).expect("an answer");
        answer.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&answer);
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        if let Ok(list) = serde_json::from_str(body) {
            return list;
        }
        assert!(length > 0, "{text}");
    }
}
