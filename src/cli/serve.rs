//! The arguments of `dragnet serve`.

use std::net::{IpAddr, Ipv4Addr};

use clap::Args;

/// What stands below the help of `dragnet serve`.
pub const SERVE_EXAMPLES: &str = "\
Examples:
  dragnet serve                          pages for index/ at http://127.0.0.1:8640/
  dragnet serve --open                   the same, and opens the browser
  dragnet serve --index ix --port 9000   another index, another port
Ctrl-C ends it. Only programs on this machine reach it. --bind lets others in: whoever reaches that address can read all that
the index holds, without a password, and what is sent is not encrypted.";

#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The port to listen on; where it is taken, one of the next.
    #[arg(long, default_value_t = 8640, value_name = "N")]
    pub port: u16,
    /// Open the page in the browser.
    #[arg(long)]
    pub open: bool,
    /// The address of this machine to listen on. One that others reach demands --allow-host.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    pub bind: IpAddr,
    /// A name under which browsers may ask, beside localhost: docs.example.org, or with a port. Repeat for more.
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
}
