//! One address -> its answer, with redirects, retries and waiting.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use url::Url;

use crate::fetch::net::address::{Realm, may_be_asked, redirected};
use crate::fetch::net::client::{Answer, Client, ClientSettings, Marks};
use crate::fetch::net::clock::{Clock, wait_until};
use crate::fetch::net::fault::Fault;
use crate::fetch::net::hosts::{Host, Hosts, MAX_PAUSE, lock, robot_names};

/// Maximum number of redirects of one address.
const MAX_REDIRECTS: usize = 5;

/// How often one address is asked before it counts as failed.
const ATTEMPTS: u32 = 4;

/// How often where there is not even a connection: to wait for one takes long.
const CONNECTION_ATTEMPTS: u32 = 2;

/// The time before the second attempt; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_secs(2);

/// How often, and as whom, dragnet asks.
#[derive(Clone, Debug)]
pub(crate) struct NetSettings {
    pub(crate) client: ClientSettings,
    /// The time between two requests to one host, at least.
    pub(crate) interval: Duration,
}

/// What one request came to. The journal keeps it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exchange<'a> {
    /// The address that was asked.
    pub(crate) url: &'a Url,
    /// What was answered.
    pub(crate) result: Result<&'a Answer, &'a Fault>,
}

/// Is told of each request whose answer is not handed on: of redirects, of attempts that failed, of robots.txt.
pub(crate) type Record<'a> = &'a (dyn Fn(Exchange<'_>) + Sync);

/// What is asked, and how.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// Where the source is that led here.
    pub(crate) realm: Realm,
    pub(crate) marks: &'a Marks,
    /// The time between two requests that this source wants, if it is longer.
    pub(crate) interval: Duration,
    /// What an answer with status 200 must be.
    pub(crate) check: &'a (dyn Fn(&Answer) -> Result<(), Fault> + Sync),
}

/// Asks hosts, politely.
pub(crate) struct Net<'a> {
    client: Client,
    /// The names that robots.txt knows dragnet by.
    robot_names: Vec<String>,
    hosts: Hosts,
    interval: Duration,
    clock: &'a dyn Clock,
    interrupted: &'a AtomicBool,
    record: Record<'a>,
    requests: AtomicU64,
}

impl<'a> Net<'a> {
    pub(crate) fn new(
        settings: NetSettings,
        clock: &'a dyn Clock,
        interrupted: &'a AtomicBool,
        record: Record<'a>,
    ) -> Self {
        Net {
            robot_names: robot_names(&settings.client.user_agent),
            client: Client::new(settings.client),
            hosts: Hosts::default(),
            interval: settings.interval,
            clock,
            interrupted,
            record,
            requests: AtomicU64::new(0),
        }
    }

    /// How many requests were made.
    pub(crate) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// The hosts that are left alone, and why.
    pub(crate) fn left(&self) -> Vec<(String, String)> {
        self.hosts.left()
    }

    /// Asks for an address. The answer has status 200, or 304 where there were marks. The caller keeps it in the journal.
    pub(crate) fn get(&self, url: &Url, ask: Ask<'_>) -> Result<Answer, Fault> {
        may_be_asked(url, ask.realm)?;
        let mut at = url.clone();
        for _ in 0..=MAX_REDIRECTS {
            self.check_robots(&at, ask.realm, ask.interval)?;
            let answer = self.attempts(&at, ask)?;
            match self.next_hop(&answer, ask.realm)? {
                Some(next) => at = next,
                None => return Ok(answer),
            }
        }
        Err(too_many(&at))
    }

    /// Where an answer leads; none where it is the last one.
    fn next_hop(&self, answer: &Answer, realm: Realm) -> Result<Option<Url>, Fault> {
        let is_redirect = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
        let location = answer.location.as_ref().filter(|_| is_redirect);
        let Some(location) = location else {
            return Ok(None);
        };
        (self.record)(Exchange {
            url: &answer.url,
            result: Ok(answer),
        });
        redirected(&answer.url, location, realm).map(Some)
    }

    /// Reads the robots.txt of a host where it has not been read yet. A fault where it forbids the address, or cannot be read.
    pub(crate) fn check_robots(
        &self,
        url: &Url,
        realm: Realm,
        interval: Duration,
    ) -> Result<(), Fault> {
        let host = self.hosts.of(url);
        let known = {
            let host = lock(&host);
            host.is_open()?;
            host.allows(url)?
        };
        let allowed = match known {
            Some(allowed) => allowed,
            None => {
                let robots = self.robots(url, realm, interval)?;
                let mut host = lock(&host);
                let text = robots.as_ref().map(|answer| answer.body.as_slice());
                host.set_robots(url, text, &self.robot_names);
                host.is_open()?;
                host.allows(url)?.unwrap_or(true)
            }
        };
        if allowed { Ok(()) } else { Err(Fault::Robots) }
    }

    /// Reads the robots.txt of a host; none where it has none. Where it cannot be read the host is left alone: it may forbid
    /// anything.
    fn robots(&self, url: &Url, realm: Realm, interval: Duration) -> Result<Option<Answer>, Fault> {
        self.ask_for_robots(url, realm, interval)
            .map_err(|fault| match fault {
                Fault::Interrupted => fault,
                fault => {
                    let why = format!("its robots.txt cannot be read: {fault}");
                    lock(&self.hosts.of(url)).set_unreadable(url, why.clone());
                    match fault {
                        Fault::Unreachable { .. } | Fault::TimedOut => fault,
                        _ => Fault::HostLeft { why },
                    }
                }
            })
    }

    /// The robots.txt of a host, with redirects; none where it has none.
    fn ask_for_robots(
        &self,
        url: &Url,
        realm: Realm,
        interval: Duration,
    ) -> Result<Option<Answer>, Fault> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        let ask = Ask {
            realm,
            marks: &Marks::default(),
            interval,
            check: &|_| Ok(()),
        };
        for _ in 0..=MAX_REDIRECTS {
            let answer = match self.attempts(&at, ask) {
                Ok(answer) => answer,
                // There is none, or it is nobody's business.
                Err(Fault::Gone { .. }) => return Ok(None),
                Err(Fault::Status { status }) if status < 429 => return Ok(None),
                Err(fault) => return Err(fault),
            };
            match self.next_hop(&answer, ask.realm)? {
                Some(next) => at = next,
                None => {
                    (self.record)(Exchange {
                        url: &at,
                        result: Ok(&answer),
                    });
                    return Ok(Some(answer));
                }
            }
        }
        Err(too_many(&at))
    }

    /// Asks one address until it answers, or has failed often enough.
    fn attempts(&self, url: &Url, ask: Ask<'_>) -> Result<Answer, Fault> {
        let host = self.hosts.of(url);
        let mut host = lock(&host);
        let mut pause = FIRST_PAUSE;
        let mut attempt = 0;
        loop {
            attempt += 1;
            host.is_open()?;
            wait_until(self.clock, host.next, self.interrupted)?;
            let fault = match self.once(url, ask, &mut host) {
                Ok(answer) => {
                    host.has_answered();
                    return Ok(answer);
                }
                Err((fault, wanted)) => {
                    (self.record)(Exchange {
                        url,
                        result: Err(&fault),
                    });
                    if let Some(wanted) = wanted {
                        if wanted > MAX_PAUSE {
                            let seconds = wanted.as_secs();
                            host.leave(format!("it asks to wait for {seconds} seconds"));
                        }
                        pause = pause.max(wanted.min(MAX_PAUSE));
                    }
                    fault
                }
            };
            let attempts = match fault {
                Fault::Unreachable { .. } => CONNECTION_ATTEMPTS,
                _ => ATTEMPTS,
            };
            if !fault.is_passing() || attempt >= attempts {
                if fault.is_of_host() {
                    host.has_failed(&fault);
                } else {
                    host.has_answered();
                }
                return Err(fault);
            }
            host.hold(self.clock.elapsed(), pause);
            pause = pause.saturating_mul(2);
        }
    }

    /// Asks once. A fault comes with the time that the host asks to wait.
    fn once(
        &self,
        url: &Url,
        ask: Ask<'_>,
        host: &mut Host,
    ) -> Result<Answer, (Fault, Option<Duration>)> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        host.asked(self.clock.elapsed(), self.interval.max(ask.interval));
        let answer = self.client.ask(url, ask.realm, ask.marks, self.clock.now());
        let answer = answer.map_err(|fault| (fault, None))?;
        let checked = match answer.status {
            404 | 410 => Err(Fault::Gone {
                status: answer.status,
            }),
            200 => (ask.check)(&answer),
            301 | 302 | 303 | 307 | 308 if answer.location.is_some() => Ok(()),
            304 if *ask.marks != Marks::default() => Ok(()),
            status => Err(Fault::Status { status }),
        };
        checked.map_err(|fault| (fault, answer.retry_after))?;
        Ok(answer)
    }
}

fn too_many(at: &Url) -> Fault {
    Fault::Redirect {
        to: at.to_string(),
        why: format!("more than {MAX_REDIRECTS} redirects"),
    }
}
