//! `dragnet serve`

use std::io::Write as _;
use std::process::{Command, Stdio};

use dragnet::serve::{Server, Settings, is_host};

use crate::cli::ServeArgs;
use crate::commands::context::{Context, Failure, Outcome, finish};
use crate::commands::hint;
use crate::commands::search::open;
use crate::terminal::output::Output;
use crate::terminal::signals::{INTERRUPTED, end_on_signal};

pub fn serve(args: &ServeArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let is_open_to_others = !args.bind.is_loopback();
    if is_open_to_others && args.allow_host.is_empty() {
        return Err(Failure::Usage(
            format!("--bind {} lets others in: whoever reaches it can read all that the index holds", args.bind),
            Some("name with --allow-host under which name they will ask, such as that of this machine".to_owned()),
        ));
    }
    for host in &args.allow_host {
        if !is_host(host) {
            return Err(Failure::Usage(
                format!("--allow-host `{host}`: no name of a machine"),
                Some(
                    "write it as in an address: docs.example.org, or docs.example.org:8640"
                        .to_owned(),
                ),
            ));
        }
    }
    // Where there is no index yet, it is built first, as for a search.
    drop(open(context)?);
    let settings = Settings {
        index: context.global.index.clone(),
        index_option: hint::index_option(&context.global.index),
        knowledge: context.knowledge,
        hosts: args.allow_host.clone(),
        hint: hint::hint,
    };
    end_on_signal();
    let server = Server::bind(settings, args.bind, args.port)?;
    let address = server.address();
    if address.port() != args.port && args.port != 0 {
        context.output.note(&format!("port {} is taken", args.port));
    }
    if is_open_to_others {
        context.output.warning(&format!(
            "whoever reaches {address} can read all that the index holds, without a password, and what is sent is not encrypted"
        ));
    }
    // Under the name that is allowed, where others may ask.
    let page = match args.allow_host.first().filter(|_| is_open_to_others) {
        Some(host) if host.contains(':') => format!("http://{host}/"),
        Some(host) => format!("http://{host}:{}/", address.port()),
        None => format!("http://{address}/"),
    };
    let mut out = Output::data();
    writeln!(out, "{page}")?;
    finish(out)?;
    context.output.note("Ctrl-C ends it");
    if args.open {
        open_browser(&page, context.output);
    }
    server.run(&INTERRUPTED);
    Ok(Outcome::Done)
}

/// Opens a page in the browser of this desktop.
fn open_browser(page: &str, output: &Output) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/c", "start"])
    } else {
        ("xdg-open", &[])
    };
    let started = Command::new(program)
        .args(arguments)
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if started.is_err() {
        output.note(&format!("no browser could be opened: open {page} yourself"));
    }
}
