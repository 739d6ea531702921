//! Which file uses which: read from `use` lines and from the paths in the code.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;

/// Where the names of a path begin: below the crate, from its top.
type Path = Vec<String>;

/// What a file says about names.
struct Module {
    path: Path,
    /// Names that `use` brings in, and the paths they come from.
    imported: BTreeMap<String, Path>,
    /// Those of them that it passes on: `pub use`.
    passed_on: BTreeSet<String>,
    /// Modules all of whose names are brought in: `use x::*`.
    all_of: Vec<Path>,
    /// The modules that it declares.
    children: BTreeSet<String>,
    /// The items that it defines.
    defined: BTreeSet<String>,
    /// Paths in the code, outside of `use` lines.
    mentioned: BTreeSet<Path>,
}

/// For each file, the files whose items it uses. What only passes through a file (`pub use`) is used where it is defined.
pub fn uses(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: Vec<Module> = sources.iter().map(read).collect();
    let places: BTreeMap<Path, usize> = modules
        .iter()
        .enumerate()
        // `lib.rs` and `main.rs` are both the crate's top, and use everything.
        .filter(|(_, module)| !module.path.is_empty())
        .map(|(at, module)| (module.path.clone(), at))
        .collect();
    let crate_ = Crate { modules, places };
    let mut graph = BTreeMap::new();
    for (at, source) in sources.iter().enumerate() {
        let module = &crate_.modules[at];
        let mut used = BTreeSet::new();
        // A trait is imported and mentioned nowhere else.
        let imports = module
            .imported
            .iter()
            .filter(|(name, _)| !module.defined.is_empty() && !module.passed_on.contains(*name));
        let imports = imports.map(|(_, path)| path);
        for path in imports.chain(&module.mentioned) {
            used.extend(crate_.definers(at, path, 0));
        }
        used.remove(&at);
        let files = used.into_iter().map(|at| sources[at].file.clone());
        graph.insert(source.file.clone(), files.collect());
    }
    graph
}

struct Crate {
    modules: Vec<Module>,
    places: BTreeMap<Path, usize>,
}

impl Crate {
    /// The files that define what a path in a file means; none where it means nothing of the crate, or a module as such.
    fn definers(&self, from: usize, path: &[String], depth: usize) -> BTreeSet<usize> {
        let Some(absolute) = self.absolute(from, path, depth) else {
            return BTreeSet::new();
        };
        self.definers_of(&absolute, depth)
    }

    /// The same for a path from the top of the crate.
    fn definers_of(&self, path: &[String], depth: usize) -> BTreeSet<usize> {
        // The longest beginning that is a file; deeper than any chain of imports is a circle of imports.
        let longest = (1..=path.len())
            .rev()
            .find_map(|length| self.places.get(&path[..length]).map(|at| (length, *at)));
        let (Some((length, at)), true) = (longest, depth < 20) else {
            return BTreeSet::new();
        };
        let Some(name) = path.get(length) else {
            return BTreeSet::new();
        };
        let module = &self.modules[at];
        if name == "*" || module.defined.contains(name) {
            return BTreeSet::from([at]);
        }
        if module.imported.contains_key(name) {
            let passed_on = self.definers(at, &path[length..], depth + 1);
            if !passed_on.is_empty() {
                return passed_on;
            }
        }
        for all in &module.all_of {
            let Some(mut within) = self.absolute(at, all, depth + 1) else {
                continue;
            };
            within.extend_from_slice(&path[length..]);
            let found = self.definers_of(&within, depth + 1);
            if !found.is_empty() && !found.contains(&at) {
                return found;
            }
        }
        // Made by a macro, or of another crate.
        if module.imported.contains_key(name) || !module.all_of.is_empty() {
            BTreeSet::new()
        } else {
            BTreeSet::from([at])
        }
    }

    /// The path from the top of the crate that a path in a file means.
    fn absolute(&self, from: usize, path: &[String], depth: usize) -> Option<Path> {
        let module = &self.modules[from];
        let (first, rest) = path.split_first()?;
        if depth > 20 {
            return None;
        }
        Some(match first.as_str() {
            "crate" | "dragnet" => rest.to_vec(),
            "self" => [&module.path, rest].concat(),
            "super" => {
                let mut above = module.path.clone();
                above.pop()?;
                let mut rest = rest;
                while let Some(("super", further)) = rest
                    .split_first()
                    .map(|(name, further)| (name.as_str(), further))
                {
                    above.pop()?;
                    rest = further;
                }
                above.extend_from_slice(rest);
                above
            }
            name if module.children.contains(name) => [&module.path, path].concat(),
            name => {
                let import = module.imported.get(name)?;
                // `use fmt::Write` within a function may name itself.
                if import.first() == Some(first) {
                    return None;
                }
                let import = self.absolute(from, import, depth + 1)?;
                [&import, rest].concat()
            }
        })
    }
}

const DEFINING: [&str; 9] = [
    "fn",
    "struct",
    "enum",
    "trait",
    "type",
    "const",
    "static",
    "union",
    "macro_rules",
];

fn read(source: &Source) -> Module {
    let tokens: Vec<&str> = source.tokens.iter().map(String::as_str).collect();
    let mut module = Module {
        path: source.module(),
        imported: BTreeMap::new(),
        passed_on: BTreeSet::new(),
        all_of: Vec::new(),
        children: BTreeSet::new(),
        defined: BTreeSet::new(),
        mentioned: BTreeSet::new(),
    };
    let mut at = 0;
    while at < tokens.len() {
        let next = tokens.get(at + 1).copied().unwrap_or_default();
        match tokens[at] {
            "use" => {
                let length = tokens[at..].iter().position(|token| *token == ";");
                let end = at + length.expect("the end of a use line");
                let known: BTreeSet<String> = module.imported.keys().cloned().collect();
                let mut place = at + 1;
                import(&tokens[..end], &mut place, &[], &mut module);
                // `pub use`, or `pub(crate) use`.
                if at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")") {
                    let names = module.imported.keys();
                    let new = names.filter(|name| !known.contains(*name)).cloned();
                    module.passed_on.extend(new.collect::<Vec<_>>());
                }
                at = end;
            }
            "mod" if tokens.get(at + 2) == Some(&";") => {
                module.children.insert(next.to_owned());
                at += 2;
            }
            word if DEFINING.contains(&word) => {
                let name = if next == "!" || next == "mut" {
                    tokens.get(at + 2)
                } else {
                    Some(&next)
                };
                module.defined.extend(name.map(|name| (*name).to_owned()));
                at += 1;
            }
            word if is_name(word) => {
                let is_begin = at == 0 || tokens[at - 1] != "::";
                let mut path = vec![word.to_owned()];
                while tokens.get(at + 1) == Some(&"::")
                    && tokens.get(at + 2).is_some_and(|token| is_name(token))
                {
                    path.push(tokens[at + 2].to_owned());
                    at += 2;
                }
                if is_begin {
                    module.mentioned.insert(path);
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
    module
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
}

/// Reads one branch of a `use` tree.
fn import(tokens: &[&str], place: &mut usize, before: &[String], module: &mut Module) {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(*place).copied() {
        *place += 1;
        match token {
            "::" => {}
            "{" => {
                while tokens.get(*place).is_some_and(|token| *token != "}") {
                    import(tokens, place, &path, module);
                    if tokens.get(*place) == Some(&",") {
                        *place += 1;
                    }
                }
                *place += 1;
                return;
            }
            "*" => {
                module.all_of.push(path);
                return;
            }
            "as" => {
                let name = tokens.get(*place).copied().unwrap_or_default();
                *place += 1;
                // A trait that is imported `as _` is used, under no name.
                let name = if name == "_" {
                    format!("_ {}", path.join("::"))
                } else {
                    name.to_owned()
                };
                module.imported.insert(name, path);
                return;
            }
            "self" if !path.is_empty() => {
                if tokens.get(*place) != Some(&"as") {
                    let name = path.last().cloned().unwrap_or_default();
                    module.imported.insert(name, path);
                    return;
                }
            }
            name => path.push(name.to_owned()),
        }
        if matches!(tokens.get(*place), None | Some(&"," | &"}")) {
            break;
        }
    }
    if let Some(name) = path.last().cloned() {
        module.imported.insert(name, path);
    }
}

/// The circles of a graph: sets of nodes each of which is reached from each other (strongly connected components).
pub fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = graph
        .keys()
        .map(|from| {
            let mut seen = BTreeSet::new();
            let mut open = vec![from.as_str()];
            while let Some(node) = open.pop() {
                for next in graph.get(node).into_iter().flatten() {
                    if seen.insert(next.as_str()) {
                        open.push(next);
                    }
                }
            }
            (from.as_str(), seen)
        })
        .collect();
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for (from, seen) in &reached {
        if !seen.contains(from) || circles.iter().any(|circle| circle.contains(*from)) {
            continue;
        }
        let both = seen.iter().filter(|to| reached[**to].contains(from));
        circles.push(both.map(|name| (*name).to_owned()).collect());
    }
    circles
}
