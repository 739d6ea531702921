//! `dragnet inspect`

use std::path::Path;

use dragnet::convert::convert;
use dragnet::corpus::{Limits, Record, SourceFile, Walked, read_records, walk};
use dragnet::error::Error;
use dragnet::extract::extract;
use dragnet::knowledge::Knowledge;
use dragnet::model::Skip;
use dragnet::print::Inspected;

use crate::cli::InspectArgs;
use crate::commands::context::{Context, Failure, Outcome, finish};
use crate::terminal::output::Output;

pub fn inspect(args: &InspectArgs, context: &Context<'_>) -> Result<Outcome, Failure> {
    let mut out = Output::data();
    std::io::Write::write_all(&mut out, context.output.beginning.as_bytes())?;
    context.output.format.before_inspected(&mut out)?;
    let mut printed = 0;
    let mut failed: Option<Failure> = None;
    for path in &args.files {
        for walked in files(path)? {
            match walked {
                Walked::Skipped(skip) => note_skip(&skip, context.output),
                Walked::LeftOut { .. } => {}
                Walked::File(file) => {
                    read_records(&file, Limits::default(), &|_| (), &mut |record| {
                        if failed.is_some() {
                            return;
                        }
                        match record.and_then(|record| inspected(record, context.knowledge)) {
                            Ok(inspected) => {
                                printed += 1;
                                let (format, options) =
                                    (context.output.format, context.print_options());
                                if let Err(error) = format.inspected(&inspected, &options, &mut out)
                                {
                                    failed = Some(error.into());
                                }
                            }
                            Err(skip) => note_skip(&skip, context.output),
                        }
                    });
                }
            }
            if let Some(failure) = failed {
                return Err(failure);
            }
        }
    }
    finish(out)?;
    Ok(if printed == 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

fn inspected(record: Record, knowledge: &Knowledge) -> Result<Inspected, Skip> {
    match convert(&record) {
        Ok(page) => {
            let findings = extract(&page, record.id.file_name(), knowledge);
            Ok(Inspected {
                id: record.id.to_string(),
                page,
                findings,
            })
        }
        Err(reason) => Err(Skip {
            id: record.id,
            reason,
        }),
    }
}

/// The file itself, with its path as its id, or all files below a folder, with the ids that an index of it has.
fn files(path: &Path) -> Result<Vec<Walked>, Error> {
    let metadata = path.metadata();
    let metadata = metadata.map_err(|source| Error::cannot_read(path.to_owned(), source))?;
    if metadata.is_dir() {
        return Ok(walk(path, None, false).collect());
    }
    let id = path.display().to_string();
    Ok(vec![Walked::File(SourceFile {
        path: path.to_owned(),
        id,
        size: metadata.len(),
        modified: 0,
        changed: 0,
    })])
}

fn note_skip(skip: &Skip, output: &Output) {
    output.note(&format!("skipped {}: {}", skip.id, skip.reason));
}
