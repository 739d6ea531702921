//! Where output goes and how it looks there: data to standard output, all else to standard error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use dragnet::print::{Format, Look, clean};

use crate::cli::{ColorChoice, Global};

/// The widest that text is set: longer lines are hard to read.
const WIDEST: usize = 100;

/// The two streams of the program.
pub struct Output {
    /// How to print.
    pub format: Format,
    /// How text looks on standard output.
    pub look: Look,
    /// Whether standard output is a terminal.
    pub terminal: bool,
    quiet: bool,
    error_color: bool,
}

impl Output {
    pub fn new(global: &Global) -> Self {
        let terminal = io::stdout().is_terminal();
        // See https://no-color.org: set and not empty, whatever its value.
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let (marks, color) = match global.color {
            ColorChoice::Always => (true, true),
            ColorChoice::Never => (false, false),
            ColorChoice::Auto => (terminal && !dumb, terminal && !dumb && !no_color),
        };
        let width = terminal.then(|| {
            terminal_size::terminal_size()
                .map_or(80, |(width, _)| usize::from(width.0))
                .min(WIDEST)
        });
        Output {
            format: global.format.into(),
            look: Look {
                marks,
                color,
                width,
            },
            terminal,
            quiet: global.quiet,
            error_color: io::stderr().is_terminal()
                && !no_color
                && !dumb
                && global.color != ColorChoice::Never,
        }
    }

    /// Plain text, for what is said before the arguments are known.
    pub fn plain() -> Self {
        Output {
            format: Format::Text,
            look: Look::default(),
            terminal: false,
            quiet: false,
            error_color: false,
        }
    }

    /// Standard output, buffered.
    pub fn data() -> BufWriter<StdoutLock<'static>> {
        BufWriter::with_capacity(64 * 1024, io::stdout().lock())
    }

    /// A line on standard error, unless `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            Self::say(&clean(text));
        }
    }

    pub fn error(&self, text: &str) {
        Self::say(&format!("{} {}", self.bold("error:", "1;31"), clean(text)));
    }

    pub fn hint(&self, text: &str) {
        Self::say(&format!("{} {}", self.bold("hint:", "1"), clean(text)));
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

    fn say(text: &str) {
        // Where standard error is closed there is nobody to tell.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}
