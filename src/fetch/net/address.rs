//! Which addresses may be asked, and after which redirect?
//!
//! A page, a feed or a redirect of a stranger must not make dragnet ask a machine of the network that it runs in. So what
//! comes from a source on the open net leads to the open net only, and a source on this computer to this computer and to the
//! open net. What a name means is checked when it is looked up for the connection itself, so that no name can mean one
//! thing when it is checked, and another when it is used. Behind a proxy (`HTTPS_PROXY`) that is not so: the proxy looks names
//! up, and only addresses in numbers are checked here.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::{Host, Url};

use crate::fetch::net::fault::Fault;

/// Where an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Realm {
    /// On the open net.
    Open,
    /// In a private network, or another that is not on the open net.
    Private,
    /// On this computer.
    Loopback,
}

impl Realm {
    pub(crate) const ALL: [Realm; 3] = [Realm::Open, Realm::Private, Realm::Loopback];

    pub(crate) fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => of_v4(address),
            IpAddr::V6(address) => of_v6(address),
        }
    }

    /// Where the host of an address is. A name that cannot be looked up is on the open net: its request fails later.
    pub(crate) fn of_url(url: &Url) -> Self {
        match url.host() {
            Some(Host::Ipv4(address)) => of_v4(address),
            Some(Host::Ipv6(address)) => of_v6(address),
            Some(Host::Domain(name)) => {
                let port = url.port_or_known_default().unwrap_or(443);
                let found = (name, port).to_socket_addrs();
                let mut realms = found
                    .into_iter()
                    .flatten()
                    .map(|address| Realm::of(address.ip()));
                realms.next().unwrap_or(Realm::Open)
            }
            None => Realm::Open,
        }
    }

    /// Whether what a source here leads to may be there.
    fn may_lead_to(self, other: Realm) -> bool {
        other == Realm::Open || other == self
    }
}

fn of_v4(address: Ipv4Addr) -> Realm {
    let [first, second, ..] = address.octets();
    if address.is_loopback() || first == 0 {
        Realm::Loopback
    } else if address.is_private()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_multicast()
        // Between a provider and its customers; benchmarks; reserved.
        || (first == 100 && (64..128).contains(&second))
        || (first == 198 && (18..20).contains(&second))
        || (first == 192 && address.octets()[..3] == [192, 0, 0])
        || first >= 240
    {
        Realm::Private
    } else {
        Realm::Open
    }
}

fn of_v6(address: Ipv6Addr) -> Realm {
    let segments = address.segments();
    if address.is_loopback() || address.is_unspecified() {
        return Realm::Loopback;
    }
    // `::ffff:a.b.c.d`, and the addresses by which a network of IPv6 leads to IPv4.
    if let Some(v4) = address.to_ipv4_mapped() {
        return of_v4(v4);
    }
    if segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        let [a, b, c, d] = [segments[6] >> 8, segments[6], segments[7] >> 8, segments[7]]
            .map(|part| u8::try_from(part & 0xff).unwrap_or_default());
        return of_v4(Ipv4Addr::new(a, b, c, d));
    }
    let is_local = segments[0] & 0xfe00 == 0xfc00 || segments[0] & 0xffc0 == 0xfe80;
    if is_local || address.is_multicast() {
        Realm::Private
    } else {
        Realm::Open
    }
}

/// Reads an address that somebody typed or that a list names: http or https, with a host, without a part (`#top`), user or
/// password.
pub(crate) fn read_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text.trim()).map_err(|error| error.to_string())?;
    checked(url)
}

/// The same of an address that may be relative to that of the list which names it.
pub(crate) fn join_url(base: &Url, text: &str) -> Result<Url, String> {
    let url = base.join(text.trim()).map_err(|error| error.to_string())?;
    checked(url)
}

fn checked(mut url: Url) -> Result<Url, String> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("`{}:` is neither http nor https", url.scheme()));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("it has no host".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it has a user name or a password".to_owned());
    }
    url.set_fragment(None);
    Ok(url)
}

/// The address that a redirect leads to; a fault where it is not followed. `realm` is where the source is.
pub(crate) fn redirected(from: &Url, location: &str, realm: Realm) -> Result<Url, Fault> {
    let refused = |why: String| Fault::Redirect {
        to: location.to_owned(),
        why,
    };
    let to = join_url(from, location).map_err(refused)?;
    if from.scheme() == "https" && to.scheme() == "http" {
        return Err(refused("it leads from https to http".to_owned()));
    }
    may_be_asked(&to, realm).map_err(|fault| refused(fault.to_string()))?;
    Ok(to)
}

/// Checks an address that is written as a number. One that is a name is checked when it is looked up.
pub(crate) fn may_be_asked(url: &Url, realm: Realm) -> Result<(), Fault> {
    let address = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        _ => return Ok(()),
    };
    if realm.may_lead_to(Realm::of(address)) {
        Ok(())
    } else {
        let address = address.to_string();
        Err(Fault::PrivateAddress { address })
    }
}

/// An address that a source may not lead to, as an error of the HTTP library.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) IpAddr);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not on the open net", self.0)
    }
}

impl std::error::Error for Refused {}

/// Looks names up, and refuses the addresses that a source in this realm may not lead to.
#[derive(Debug)]
pub(crate) struct RealmResolver {
    pub(crate) realm: Realm,
    pub(crate) inner: DefaultResolver,
}

impl Resolver for RealmResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // One forbidden address is enough: an honest name does not mix them.
        let mut addresses = found.iter().map(SocketAddr::ip);
        match addresses.find(|address| !self.realm.may_lead_to(Realm::of(*address))) {
            Some(address) => Err(ureq::Error::Other(Box::new(Refused(address)))),
            None => Ok(found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart_in_all_their_forms() {
        let realm = |text: &str| {
            Realm::of_url(&Url::parse(&format!("http://{text}/")).expect("an address"))
        };
        for open in [
            "8.8.8.8",
            "[2606:4700::1111]",
            "[::ffff:8.8.8.8]",
            "172.32.0.1",
        ] {
            assert_eq!(realm(open), Realm::Open, "{open}");
        }
        for loopback in [
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "0.0.0.0",
            "2130706433",
            "0x7f.1",
            "[::]",
        ] {
            assert_eq!(realm(loopback), Realm::Loopback, "{loopback}");
        }
        for private in [
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "[fd00::1]",
            "[fe80::1]",
            "[64:ff9b::a00:1]",
            "[::ffff:10.0.0.1]",
            "255.255.255.255",
        ] {
            assert_eq!(realm(private), Realm::Private, "{private}");
        }
    }

    #[test]
    fn a_redirect_is_followed_only_where_it_may_lead() {
        let from = Url::parse("https://agency.example/a/b").expect("an address");
        let to = |location: &str, realm| redirected(&from, location, realm).map(String::from);
        assert_eq!(
            to("../c?d#e", Realm::Open).as_deref(),
            Ok("https://agency.example/c?d")
        );
        assert_eq!(
            to("//8.8.8.8/", Realm::Open).as_deref(),
            Ok("https://8.8.8.8/")
        );
        for refused in [
            "http://agency.example/",
            "https://127.0.0.1/",
            "https://10.0.0.1/",
            "https://2130706433/",
            "file:///etc/passwd",
            "https://u:p@agency.example/",
        ] {
            assert!(
                matches!(to(refused, Realm::Open), Err(Fault::Redirect { .. })),
                "{refused}"
            );
        }
        assert!(to("https://127.0.0.1/", Realm::Loopback).is_ok());
        assert!(to("https://10.0.0.1/", Realm::Loopback).is_err());
    }
}
