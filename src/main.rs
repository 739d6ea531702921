//! A stand-in until the command line is built: `dragnet inspect FOLDER` prints one JSON object a release.

use dragnet::corpus::{Limits, Walked, read_records, walk};
use dragnet::knowledge::Knowledge;
use dragnet::{convert::convert, extract::extract};
use std::io::Write;
use std::path::Path;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let root = Path::new(args.get(2).map_or("corpus", String::as_str));
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for walked in walk(root, None, false) {
        let Walked::File(file) = walked else { continue };
        read_records(&file, Limits::default(), &|_| (), &mut |record| {
            let line = match record.and_then(|r| {
                convert(&r)
                    .map(|page| (r.clone(), page))
                    .map_err(|reason| dragnet::corpus::Skip {
                        id: r.id.clone(),
                        reason,
                    })
            }) {
                Ok((record, page)) => {
                    let found = extract(&page, record.file_name(), Knowledge::builtin());
                    serde_json::json!({"id": record.id, "page": page, "found": found})
                }
                Err(skip) => serde_json::json!({"id": skip.id, "skip": skip.reason.to_string()}),
            };
            let _ = writeln!(out, "{line}");
        });
    }
}
