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

/// The web address in an attribute or field; none where it is not one. Of a copy in an archive, that of the page itself.
pub(crate) fn web_address(raw: &str) -> Option<String> {
    let address = render::value(raw);
    let address = archived(&address).map(str::to_owned).unwrap_or(address);
    host(&address).is_some().then_some(address)
}

/// The address of the page of which this is a copy in the Wayback Machine:
/// `https://web.archive.org/web/20210310120000id_/https://example.gov/1`.
fn archived(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://web.archive.org/web/")?;
    let (time, page) = rest.split_once('/')?;
    let is_time = time.len() <= 20 && time.starts_with(|digit: char| digit.is_ascii_digit());
    (is_time && host(page).is_some()).then_some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_in_an_archive_has_the_address_of_its_page() {
        for copy in [
            "https://web.archive.org/web/20210310120000/https://example.gov/1",
            "http://web.archive.org/web/20210310120000id_/https://example.gov/1",
            "https://example.gov/1",
        ] {
            assert_eq!(web_address(copy).as_deref(), Some("https://example.gov/1"));
        }
        let list = "https://web.archive.org/web/2021*/example.gov";
        assert_eq!(web_address(list).as_deref(), Some(list));
    }
}
