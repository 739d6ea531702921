//! The source files of the program, cut into tokens without comments, strings and tests.

use std::fs;
use std::path::{Path, PathBuf};

/// A file below `src`.
pub struct Source {
    /// Its path below `src`, with `/`.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Its tokens outside of tests: identifiers, `::`, and single characters.
    pub tokens: Vec<String>,
    /// The modules that it declares for tests only.
    pub test_modules: Vec<String>,
}

impl Source {
    /// The names of its module below the crate: `["query", "plan"]` for `query/plan/mod.rs`. Empty for `lib.rs` and `main.rs`.
    pub fn module(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .file
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect();
        let last = names.last().map(String::as_str);
        if last == Some("mod") || (names.len() == 1 && matches!(last, Some("lib" | "main"))) {
            names.pop();
        }
        names
    }

    /// The room it belongs to: the first folder, or the file itself at the top.
    pub fn room(&self) -> &str {
        self.file.split(['/', '.']).next().unwrap_or_default()
    }

    /// Whether its code has these tokens one after the other, as the beginning of a path.
    pub fn names(&self, tokens: &[&str]) -> bool {
        self.tokens
            .windows(tokens.len())
            .enumerate()
            .any(|(at, found)| found == tokens && (at == 0 || self.tokens[at - 1] != "::"))
    }
}

/// All files of the program that hold no tests only, in the order of their names.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let mut sources: Vec<Source> = paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a source file");
            let (tokens, test_modules) = without_tests(&tokens(&text));
            let file = path.strip_prefix(&root).expect("below src");
            Source {
                file: file.to_string_lossy().replace('\\', "/"),
                text,
                tokens,
                test_modules,
            }
        })
        .collect();
    let of_tests: Vec<Vec<String>> = sources
        .iter()
        .flat_map(|source| {
            let module = source.module();
            let names = source.test_modules.iter();
            names.map(move |name| [&module[..], std::slice::from_ref(name)].concat())
        })
        .collect();
    sources.retain(|source| {
        let module = source.module();
        !of_tests.iter().any(|of_test| module.starts_with(of_test))
    });
    sources
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of source files") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// The tokens of Rust source. Comments, strings, characters, numbers and lifetimes are left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if let Some(length) = raw_string(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            let mut letters = rest.chars().skip(1);
            match (letters.next(), letters.next()) {
                (Some('\\'), _) | (_, Some('\'')) => quoted(rest, '\''),
                _ => 1,
            }
        } else if is_name(first) {
            let length = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
            if !first.is_ascii_digit() {
                tokens.push(rest[..length].to_owned());
            }
            length
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length in bytes of a raw string at the beginning of a text.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    if !after[hashes..].starts_with('"') {
        return None;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = text.len() - after.len() + hashes + 1;
    Some(
        text[begin..]
            .find(&end)
            .map_or(text.len(), |at| begin + at + end.len()),
    )
}

/// The length in bytes of what stands in quotation marks at the beginning of a text.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if letter == '\\' {
            escaped = true;
        } else if letter == mark {
            return at + 1;
        }
    }
    text.len()
}

/// Leaves out each item behind `#[cfg(test)]`. Returns the names of the modules in files of their own among them, too.
fn without_tests(tokens: &[String]) -> (Vec<String>, Vec<String>) {
    let mark = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut modules) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..]
            .iter()
            .zip(mark)
            .all(|(token, part)| token == part)
            || at + mark.len() > tokens.len()
        {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += mark.len();
        let item = &tokens[at..];
        let mut depth = 0;
        let mut length = item.len();
        for (index, token) in item.iter().enumerate() {
            match token.as_str() {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 && (token == ";" || token == "}") {
                length = index + 1;
                break;
            }
        }
        if let Some(place) = item[..length].iter().position(|token| token == "mod")
            && item[..length].last().is_some_and(|token| token == ";")
        {
            modules.push(item[place + 1].clone());
        }
        at += length;
    }
    (kept, modules)
}
