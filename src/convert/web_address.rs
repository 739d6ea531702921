//! Is a text a web address, and which site does it belong to?

use crate::convert::render;

/// The host of a web address in lower case, without `www.`; none where it is not a web address.
pub(crate) fn host(address: &str) -> Option<String> {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))?;
    let host = rest
        .split(['/', '?', '#', ':'])
        .next()?
        .to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_host = host.contains('.')
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    is_host.then(|| host.to_owned())
}

/// The web address in an attribute or field; none where it is not one.
pub(crate) fn web_address(raw: &str) -> Option<String> {
    let address = render::value(raw);
    host(&address).is_some().then_some(address)
}
