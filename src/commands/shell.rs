//! `dragnet completions` and `dragnet man`

use clap::CommandFactory;

use super::{Failure, Outcome, Output, finish};
use crate::cli::Cli;

pub fn completions(shell: clap_complete::Shell) -> Result<Outcome, Failure> {
    // Generated in memory first: the generator does not report a closed pipe but panics on it.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dragnet", &mut script);
    write_out(&script)
}

pub fn man() -> Result<Outcome, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    write_out(&page)
}

fn write_out(text: &[u8]) -> Result<Outcome, Failure> {
    let mut out = Output::data();
    std::io::Write::write_all(&mut out, text)?;
    finish(out)?;
    Ok(Outcome::Done)
}
