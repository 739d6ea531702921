//! A web server on loopback that behaves as the real ones do, faults included, and keeps a log.

use std::collections::HashMap;
use std::io::{self, BufRead as _, BufReader, Read as _, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use dragnet::fetch::Clock;

/// One request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Path and query.
    pub target: String,
    /// The headers, with names in lower case.
    pub headers: HashMap<String, String>,
}

impl Request {
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// A value of the query.
    pub fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs
            .into_owned()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// How an answer is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    Whole,
    /// The connection ends after so many bytes of the body.
    Cut(usize),
    /// `Content-Length` says less than there is.
    Short(usize),
    /// No `Content-Length`; the connection ends after so many bytes, as if that were all.
    Close(usize),
    /// A byte every so many milliseconds.
    Drip(u64),
    /// The body is sent again and again.
    Endless,
    /// In chunks, of which the last is missing.
    CutChunks,
    /// The connection ends without an answer.
    Nothing,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub sending: Sending,
}

impl Reply {
    pub fn of(content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Reply {
            status: 200,
            headers: Vec::new(),
            body: body.into(),
            sending: Sending::Whole,
        }
        .with("Content-Type", content_type)
    }

    pub fn status(status: u16) -> Self {
        let body = format!("<!DOCTYPE html><html><title>Error {status}</title></html>");
        Reply {
            status,
            ..Reply::of("text/html", body)
        }
    }

    pub fn redirect(to: &str) -> Self {
        Reply::status(302).with("Location", to)
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn sent(mut self, sending: Sending) -> Self {
        self.sending = sending;
        self
    }
}

/// A request in the log.
#[derive(Clone, Debug)]
pub struct Logged {
    /// When, by the clock of the test.
    pub at: Duration,
    /// The host that was asked, without its port.
    pub host: String,
    pub request: Request,
}

type Handler = dyn Fn(&Request) -> Reply + Send + Sync;

struct Shared {
    handler: Box<Handler>,
    clock: Arc<dyn Clock + Send + Sync>,
    log: Mutex<Vec<Logged>>,
    /// Requests that are being answered, by host, and the most there were at once.
    busy: Mutex<HashMap<String, usize>>,
    most_busy: AtomicUsize,
    stopped: AtomicBool,
}

/// A server, until it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    pub fn start(
        clock: Arc<dyn Clock + Send + Sync>,
        handler: impl Fn(&Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            handler: Box::new(handler),
            clock,
            log: Mutex::default(),
            busy: Mutex::default(),
            most_busy: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        });
        let of_thread = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if of_thread.stopped.load(Ordering::Relaxed) {
                    return;
                }
                let shared = of_thread.clone();
                if let Ok(stream) = stream {
                    thread::spawn(move || serve(&stream, &shared));
                }
            }
        });
        Server { address, shared }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The same under another name of the host.
    pub fn url_of(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.address.port())
    }

    pub fn log(&self) -> Vec<Logged> {
        self.shared.log.lock().expect("the log").clone()
    }

    /// Forgets the log, and returns it.
    pub fn take_log(&self) -> Vec<Logged> {
        std::mem::take(&mut *self.shared.log.lock().expect("the log"))
    }

    /// How many requests there were for paths that begin so.
    pub fn asked(&self, path: &str) -> usize {
        let log = self.log();
        log.iter()
            .filter(|logged| logged.request.target.starts_with(path))
            .count()
    }

    /// The most requests to one host that were being answered at once.
    pub fn most_at_once(&self) -> usize {
        self.shared.most_busy.load(Ordering::Relaxed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(stream: &TcpStream, shared: &Shared) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(60)));
    let mut reader = BufReader::new(stream);
    while let Ok(Some(request)) = read_request(&mut reader) {
        let host = request.header("host").unwrap_or_default();
        let host = host
            .rsplit_once(':')
            .map_or(host, |(host, _)| host)
            .to_owned();
        {
            let mut busy = shared.busy.lock().expect("the hosts");
            let now = busy.entry(host.clone()).or_default();
            *now += 1;
            shared.most_busy.fetch_max(*now, Ordering::Relaxed);
        }
        shared.log.lock().expect("the log").push(Logged {
            at: shared.clock.elapsed(),
            host: host.clone(),
            request: request.clone(),
        });
        let reply = (shared.handler)(&request);
        *shared
            .busy
            .lock()
            .expect("the hosts")
            .entry(host)
            .or_default() -= 1;
        match send(stream, &reply, shared) {
            Ok(true) => {}
            _ => return,
        }
    }
}

fn read_request(reader: &mut BufReader<&TcpStream>) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if reader.by_ref().take(64 << 10).read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.by_ref().take(64 << 10).read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            return Ok(Some(Request { target, headers }));
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
}

/// Sends an answer. Returns whether the connection stays open.
fn send(mut stream: &TcpStream, reply: &Reply, shared: &Shared) -> io::Result<bool> {
    let is_chunked = reply.sending == Sending::CutChunks;
    let length = match reply.sending {
        Sending::Nothing => return Ok(false),
        Sending::Close(_) | Sending::Endless | Sending::CutChunks => None,
        Sending::Short(length) => Some(length),
        Sending::Whole | Sending::Cut(_) | Sending::Drip(_) => Some(reply.body.len()),
    };
    let mut lines = vec![format!("HTTP/1.1 {} Status", reply.status)];
    lines.extend(
        reply
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}")),
    );
    match length {
        _ if is_chunked => lines.push("Transfer-Encoding: chunked".to_owned()),
        Some(_) if reply.status == 304 => {}
        Some(length) => lines.push(format!("Content-Length: {length}")),
        None => lines.push("Connection: close".to_owned()),
    }
    let mut whole = (lines.join("\r\n") + "\r\n\r\n").into_bytes();
    if reply.status == 304 {
        stream.write_all(&whole)?;
        return Ok(true);
    }
    let body = &reply.body;
    match reply.sending {
        Sending::Cut(length) | Sending::Close(length) => {
            whole.extend_from_slice(&body[..length.min(body.len())]);
            stream.write_all(&whole)?;
            Ok(false)
        }
        Sending::Drip(milliseconds) => {
            stream.write_all(&whole)?;
            for byte in body {
                if shared.stopped.load(Ordering::Relaxed) {
                    break;
                }
                thread::sleep(Duration::from_millis(milliseconds));
                stream.write_all(&[*byte])?;
            }
            Ok(true)
        }
        Sending::Endless => {
            stream.write_all(&whole)?;
            while !shared.stopped.load(Ordering::Relaxed) {
                stream.write_all(body)?;
            }
            Ok(false)
        }
        Sending::CutChunks => {
            whole.extend_from_slice(format!("{:x}\r\n", body.len()).as_bytes());
            whole.extend_from_slice(body);
            whole.extend_from_slice(b"\r\n");
            stream.write_all(&whole)?;
            Ok(false)
        }
        _ => {
            whole.extend_from_slice(body);
            stream.write_all(&whole)?;
            // What follows a length that is too small spoils the connection.
            Ok(!matches!(reply.sending, Sending::Short(_)))
        }
    }
}
