//! The socket: which connections are accepted, how long they may last, and when the server ends.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::error::{Error, Result};
use crate::serve::routes::routes;
use crate::serve::site::{Settings, Site};

/// Maximum number of connections at once. A browser opens six.
const MAX_CONNECTIONS: usize = 512;

/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a connection may last, also where an answer is not sent to its end: a client that takes longer gets a part of it.
/// Browsers open a new one without a word.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(60);

/// Maximum length of the head of a request, in bytes: an address with every filter has a few hundred.
const MAX_HEAD_BYTES: usize = 16 << 10;

/// Maximum number of lines of the head of a request.
const MAX_HEADERS: usize = 64;

/// How often the server looks whether it shall end.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// How many ports are tried after one that is taken.
const PORTS_TRIED: u16 = 20;

/// Maximum number of threads that search.
const MAX_THREADS: usize = 10;

/// A server that listens, and answers once it runs.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    site: Arc<Site>,
}

impl Server {
    /// Opens the index and listens at an address; where its port is taken, at one of the next, or at any.
    ///
    /// # Errors
    ///
    /// The index cannot be opened, or the address is not one of this machine.
    pub fn bind(settings: Settings, address: IpAddr, port: u16) -> Result<Server> {
        let wanted = SocketAddr::new(address, port);
        let fail = |source| Error::Listen {
            address: wanted,
            source,
        };
        let runtime = Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(MAX_THREADS)
            .build()
            .map_err(fail)?;
        let listener = runtime.block_on(listen(address, port)).map_err(fail)?;
        let address = listener.local_addr().map_err(fail)?;
        let site = Arc::new(Site::open(settings, address)?);
        Ok(Server {
            runtime,
            listener,
            address,
            site,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests until `ended` is set. A search that is running then is left alone.
    pub fn run(self, ended: &AtomicBool) {
        let Server {
            runtime,
            listener,
            site,
            ..
        } = self;
        runtime.block_on(async {
            let routes = TowerToHyperService::new(routes(site));
            let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
            while !ended.load(Ordering::Relaxed) {
                let Ok(Ok(permit)) =
                    timeout(LOOK_EVERY, Arc::clone(&connections).acquire_owned()).await
                else {
                    continue;
                };
                let stream = match timeout(LOOK_EVERY, listener.accept()).await {
                    Ok(Ok((stream, _))) => stream,
                    // Such as too many open files: wait until some are closed.
                    Ok(Err(_)) => {
                        sleep(LOOK_EVERY).await;
                        continue;
                    }
                    Err(_) => continue,
                };
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIMEOUT)
                    .max_buf_size(MAX_HEAD_BYTES)
                    .max_headers(MAX_HEADERS)
                    .serve_connection(TokioIo::new(stream), routes.clone());
                tokio::spawn(async move {
                    // A connection that fails is the client's affair.
                    let _ = timeout(CONNECTION_TIMEOUT, connection).await;
                    drop(permit);
                });
            }
        });
        runtime.shutdown_background();
    }
}

/// Listens at this port, at one of the next where it is taken, or at any that is free.
async fn listen(address: IpAddr, port: u16) -> io::Result<TcpListener> {
    let next = (0..PORTS_TRIED).filter_map(|further| port.checked_add(further));
    for port in next.chain([0]) {
        match TcpListener::bind((address, port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            done => return done,
        }
    }
    Err(io::ErrorKind::AddrInUse.into())
}
