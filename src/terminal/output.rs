//! Where output goes and how it looks there: data to standard output, all else to standard error.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use dragnet::print::{FORMATS, Format, Style, clean};
use dragnet::text::shorten::shorten_message;

use crate::cli::{Global, When};

/// Tells spreadsheets that a file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Maximum width of text in columns: longer lines are hard to read.
const MAX_WIDTH: usize = 100;

/// The two streams of the program.
pub struct Output {
    /// How to print.
    pub format: Format,
    /// How text looks on standard output.
    pub style: Style,
    /// Whether standard output is a terminal.
    pub terminal: bool,
    /// What output begins with. Spreadsheets need a mark at the beginning of a file to take it for UTF-8; programs at the
    /// other end of a pipe want none.
    pub beginning: &'static str,
    quiet: bool,
    error_color: bool,
    /// How messages are wrapped on standard error.
    error_style: Style,
}

impl Output {
    pub fn new(global: &Global) -> Self {
        let terminal = io::stdout().is_terminal();
        // See https://no-color.org: set and not empty, whatever its value.
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let (marks, color) = match global.color {
            When::Always => (true, true),
            When::Never => (false, false),
            When::Auto => (terminal && !dumb, terminal && !dumb && !no_color),
        };
        let width = terminal.then(|| {
            terminal_size::terminal_size()
                .map_or(80, |(width, _)| usize::from(width.0))
                .min(MAX_WIDTH)
        });
        let mark = match global.bom {
            When::Auto => is_new_file(),
            When::Always => true,
            When::Never => false,
        };
        Output {
            format: global.format.0,
            style: Style {
                marks,
                color,
                links: terminal && marks && !cannot_link(),
                width,
            },
            terminal,
            beginning: if global.format.0.is_for_spreadsheets() && mark {
                BYTE_ORDER_MARK
            } else {
                ""
            },
            quiet: global.quiet,
            error_color: io::stderr().is_terminal()
                && !no_color
                && !dumb
                && global.color != When::Never,
            error_style: Style {
                width: io::stderr().is_terminal().then(error_width),
                ..Style::default()
            },
        }
    }

    /// Plain text, for messages before the arguments are known.
    pub fn plain() -> Self {
        Output {
            format: FORMATS[0],
            style: Style::default(),
            terminal: false,
            beginning: "",
            quiet: false,
            error_color: false,
            error_style: Style::default(),
        }
    }

    /// Standard output, buffered.
    pub fn data() -> BufWriter<StdoutLock<'static>> {
        BufWriter::with_capacity(64 * 1024, io::stdout().lock())
    }

    /// A line on standard error, unless `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say_wrapped(&clean(&shorten_message(text)));
        }
    }

    /// A line on standard error, also with `--quiet`: something is not as the user may think.
    pub fn warning(&self, text: &str) {
        self.say_wrapped(&clean(text));
    }

    pub fn error(&self, text: &str) {
        let text = shorten_message(text);
        self.say_wrapped(&format!("{} {}", self.bold("error:", "1;31"), clean(&text)));
    }

    /// A line that belongs to the error before it.
    pub fn detail(&self, line: &str) {
        Self::say(&self.bold(line, "1"));
    }

    pub fn hint(&self, text: &str) {
        let text = shorten_message(text);
        self.say_wrapped(&format!("{} {}", self.bold("hint:", "1"), clean(&text)));
    }

    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    fn bold(&self, text: &str, code: &str) -> String {
        if self.error_color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn say_wrapped(&self, text: &str) {
        Self::say(&self.error_style.wrapped(text, "", ""));
    }

    fn say(text: &str) {
        // If standard error is closed, there is nobody to tell.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// The columns of the terminal that standard error is.
fn error_width() -> usize {
    terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| usize::from(width.0))
}

/// Whether the terminal would print the codes of a link. Others pass over links that they do not know.
fn cannot_link() -> bool {
    std::env::var_os("TERM").is_none_or(|term| term == "linux" || term == "dumb")
}

fn is_new_file() -> bool {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned();
    handle.is_ok_and(|handle| {
        let metadata = File::from(handle).metadata();
        metadata.is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
    })
}
