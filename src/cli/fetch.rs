//! The arguments of `dragnet fetch`.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use dragnet::fetch::{
    DEFAULT_MAX_BYTES, DEFAULT_RATE, DEFAULT_RECHECK, DEFAULT_TIMEOUT, MAX_RATE, Recheck,
};

/// Examples that stand below the help.
pub const FETCH_EXAMPLES: &str = "\
Examples:
  dragnet fetch doj --since 2015 --into releases       the Justice Department's releases
  dragnet fetch doj --match 'wire fraud' --limit 200   some of them, into the corpus of the index
  dragnet fetch https://agency.example/feed.xml https://agency.example/sitemap.xml
  dragnet fetch @addresses.txt --into releases         the addresses of a file, one a line
  dragnet fetch doj --since 30d --dry-run              say what would be fetched
  dragnet fetch --list                                 the sources that have a name
Exit status: 0 done, 1 some of it failed, 2 nothing could be fetched. The next run goes on.";

#[derive(Args, Debug)]
pub struct FetchArgs {
    /// Names of known sources (--list), addresses of feeds, sitemaps or pages, @FILE with such on its lines, or - for
    /// standard input.
    #[arg(required_unless_present = "list", value_name = "SOURCE", value_hint = ValueHint::Url)]
    pub sources: Vec<String>,
    /// The folder that they are kept in, as HOST/YEAR/NAME. Without it: the corpus of the index, or, where there is no index,
    /// corpus/.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub into: Option<PathBuf>,
    /// Only releases of this day and later; those whose day the source does not tell are fetched, too.
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only releases of this day and earlier.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// At most this number of releases; the next run goes on.
    #[arg(long, short = 'n', value_name = "N", value_parser = limit)]
    pub limit: Option<u64>,
    /// Only releases with this text in their address or title.
    #[arg(long = "match", value_name = "TEXT")]
    pub matching: Option<String>,
    /// Say what would be fetched, and keep nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Requests a second to one host, at most 10. What a robots.txt asks for goes before it.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_RATE, value_parser = rate)]
    pub rate: f64,
    /// What dragnet calls itself. Without it: dragnet, its version and the contact.
    #[arg(long, value_name = "TEXT")]
    pub user_agent: Option<String>,
    /// How you can be reached: an address of mail or of a page. Some publishers demand it.
    #[arg(long, value_name = "TEXT", env = "DRAGNET_CONTACT")]
    pub contact: Option<String>,
    /// How long a connection, and the beginning of an answer, may take.
    #[arg(long, value_name = "SECONDS", default_value_t = DEFAULT_TIMEOUT, value_parser = seconds)]
    pub timeout: u64,
    /// Maximum size of one answer, unpacked: bytes, or with k, M or G.
    #[arg(long, value_name = "BYTES", default_value = "16M", value_parser = bytes)]
    pub max_bytes: u64,
    /// Which pages are asked for again: those younger than this number of days, or all.
    #[arg(long, value_name = "DAYS", default_value = "90d", value_parser = recheck)]
    pub recheck: Recheck,
    /// Another address of the Justice Department's API.
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    pub api: Option<String>,
    /// Name each file that is new, changed or gone.
    #[arg(long, short = 'v')]
    pub verbose: bool,
    /// List the sources that have a name; with words those whose name or publisher has one of them.
    #[arg(long)]
    pub list: bool,
}

fn limit(text: &str) -> Result<u64, String> {
    if text == "all" {
        return Ok(u64::MAX);
    }
    let limit = text.parse().ok().filter(|limit| *limit > 0);
    limit.ok_or_else(|| "a number from 1 on, or `all`".to_owned())
}

fn seconds(text: &str) -> Result<u64, String> {
    let seconds = text.strip_suffix('s').unwrap_or(text).parse().ok();
    seconds
        .filter(|seconds| (1..=MAX_TIMEOUT).contains(seconds))
        .ok_or_else(|| format!("a number of seconds from 1 to {MAX_TIMEOUT}"))
}

/// The longest time that can be asked for, in seconds.
const MAX_TIMEOUT: u64 = 3600;

fn rate(text: &str) -> Result<f64, String> {
    let rate = text
        .parse()
        .ok()
        .filter(|rate| (0.001..=MAX_RATE).contains(rate));
    rate.ok_or_else(|| format!("a number from 0.001 to {MAX_RATE}"))
}

fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" | "b" => 0,
        "k" | "kb" | "kib" => 10,
        "m" | "mb" | "mib" => 20,
        "g" | "gb" | "gib" => 30,
        _ => return Err("a number of bytes, or with k, M or G".to_owned()),
    };
    let number = digits.parse::<u64>().ok().filter(|number| *number > 0);
    let bytes = number.and_then(|number| number.checked_mul(1 << unit));
    bytes
        .filter(|bytes| *bytes <= MAX_MAX_BYTES)
        .ok_or_else(|| format!("a number of bytes up to {}M", MAX_MAX_BYTES >> 20))
}

/// The largest bound that can be asked for, in bytes: an answer is held in memory.
const MAX_MAX_BYTES: u64 = 1 << 30;

const _: () = assert!(DEFAULT_MAX_BYTES == 16 << 20 && DEFAULT_RECHECK == 90);

fn recheck(text: &str) -> Result<Recheck, String> {
    if text == "all" {
        return Ok(Recheck::All);
    }
    let days = text.strip_suffix('d').unwrap_or(text).parse();
    days.map(Recheck::Younger)
        .map_err(|_| "a number of days, such as 90d, or `all`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_rates_and_days_have_their_forms() {
        assert_eq!(bytes("16M"), Ok(16 << 20));
        assert_eq!(bytes("5000"), Ok(5000));
        assert_eq!(bytes("2kb"), Ok(2048));
        for bad in ["", "M", "0", "-1", "16X", "99999999999G", "2G"] {
            assert!(bytes(bad).is_err(), "{bad}");
        }
        assert_eq!(recheck("30d"), Ok(Recheck::Younger(30)));
        assert_eq!(recheck("all"), Ok(Recheck::All));
        assert!(recheck("soon").is_err());
        assert_eq!((seconds("5s"), limit("all")), (Ok(5), Ok(u64::MAX)));
        assert!(seconds("0").is_err() && limit("0").is_err());
        assert_eq!(rate("0.5"), Ok(0.5));
        for bad in ["0", "11", "-1", "NaN", "x"] {
            assert!(rate(bad).is_err(), "{bad}");
        }
    }
}
