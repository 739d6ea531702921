//! Do the files that CONTRIBUTING.md names exist, and do they hold what it says?

use std::fs;
use std::path::Path;

/// The pieces of a text between backticks, with what follows each.
fn names(text: &str) -> Vec<(&str, &str)> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('`') {
        let Some((name, next)) = after.split_once('`') else {
            break;
        };
        names.push((name, next));
        rest = next;
    }
    names
}

#[test]
fn the_files_of_each_recipe_exist_and_hold_what_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    // Lines are wrapped anywhere.
    let text = text.replace("\n   ", " ").replace('\n', " ");
    let tops = ["src", "tests", "corpus", "docs", ".ci"];
    let (mut files, mut held) = (0, 0);
    for (name, after) in names(&text) {
        let top = name.split('/').next().unwrap_or_default();
        if !tops.contains(&top) {
            continue;
        }
        let path = root.join(name.split(' ').next().unwrap_or_default());
        assert!(path.exists(), "CONTRIBUTING.md names {name}");
        files += 1;
        let Some(list) = after
            .strip_prefix(" (`")
            .and_then(|list| list.split_once(')'))
        else {
            continue;
        };
        let content = fs::read_to_string(&path).expect("a file");
        for item in list.0.split(',').map(|item| item.trim().trim_matches('`')) {
            assert!(defines(&content, item), "{name} does not define `{item}`");
            held += 1;
        }
    }
    assert!(files > 30 && held > 12, "{files} files, {held} names");
}

/// Whether source defines an item.
fn defines(source: &str, item: &str) -> bool {
    ["fn", "struct", "enum", "trait", "const", "static", "type"]
        .iter()
        .any(|kind| {
            source
                .match_indices(&format!("{kind} {item}"))
                .any(|(at, found)| {
                    let after = source[at + found.len()..].chars().next();
                    !after.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
                })
        })
}

#[test]
fn there_is_a_recipe_for_each_usual_change() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    for change in [
        "a field",
        "an input format",
        "an agency",
        "a site layout",
        "a query operator",
        "an output format",
    ] {
        assert!(text.contains(&format!("\n## Add {change}\n")), "{change}");
    }
}
