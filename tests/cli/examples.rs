//! The examples of every help page and of the README run, and find something.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::test_repo::{Ran, TestRepo};

const COMMANDS: [&str; 9] = [
    "",
    "index",
    "search",
    "show",
    "facets",
    "inspect",
    "check",
    "completions",
    "man",
];

/// A folder with the sample corpus as `corpus/`, and as `releases/`.
fn with_sample() -> TestRepo {
    let repo = TestRepo::empty();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for name in ["corpus", "releases"] {
        copy(&sample, &repo.path().join(name));
    }
    let one = "corpus/justice.gov/2018/bookkeeper-gantry-street-organization-pleads-guilty-racketeering-conspiracy.html";
    fs::copy(repo.path().join(one), repo.path().join("release.html")).expect("a release");
    for folder in [
        ".local/share/bash-completion/completions",
        ".local/share/man/man1",
        ".zfunc",
        ".config/fish/completions",
    ] {
        fs::create_dir_all(repo.path().join(folder)).expect("a folder");
    }
    repo
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Runs a line as a shell does.
fn run(repo: &TestRepo, line: &str) -> Ran {
    let binary = Path::new(env!("CARGO_BIN_EXE_dragnet"));
    let mut folders = vec![binary.parent().expect("a folder").to_owned()];
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    let output = Command::new("sh")
        .args(["-c", line])
        .env("PATH", std::env::join_paths(folders).expect("a path"))
        .env("HOME", repo.path())
        .env_remove("DRAGNET_INDEX")
        .env_remove("DRAGNET_KNOWLEDGE")
        .current_dir(repo.path())
        .stdin(Stdio::null())
        .output();
    Ran::from(output.expect("a shell"))
}

/// The examples among the lines of a page. What stands behind three spaces or `either` and the like says what they do.
fn examples(page: &str) -> Vec<String> {
    page.lines()
        .map(str::trim)
        .filter(|line| line.starts_with("dragnet "))
        .map(|line| line.split("   ").next().unwrap_or_default())
        .map(|line| line.split(" # ").next().unwrap_or_default().to_owned())
        .collect()
}

/// Runs each example; those that index into `index/` in a folder where nothing is indexed yet.
fn run_all(lines: &[String], repo: &TestRepo) {
    for line in lines {
        let ran = if line.starts_with("dragnet index") && !line.contains("releases.index") {
            run(&with_sample(), line)
        } else {
            run(repo, line)
        };
        assert_eq!(ran.status, 0, "{line}: {}{}", ran.out, ran.err);
        assert!(!ran.err.contains("did you mean"), "{line}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn the_examples_of_every_help_page_run_and_find_something() {
    let repo = with_sample();
    repo.run(&["index"]);
    let mut lines = Vec::new();
    for command in COMMANDS {
        let help = run(&repo, &format!("dragnet {command} --help"));
        assert_eq!(help.status, 0, "{command}: {}", help.err);
        let found = examples(&help.out);
        assert!(!found.is_empty(), "{command}: no example");
        lines.extend(found);
    }
    lines.extend(examples(&run(&repo, "dragnet help query").out));
    assert!(lines.len() > 35, "{lines:?}");
    run_all(&lines, &repo);
}

#[cfg(unix)]
#[test]
fn the_examples_of_the_readme_run_and_find_something() {
    let repo = with_sample();
    repo.run(&["index"]);
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let readme = readme.expect("the README");
    let mut lines = Vec::new();
    for (number, block) in readme.split("```").enumerate() {
        if let Some(commands) = block.strip_prefix("sh\n").filter(|_| number % 2 == 1) {
            lines.extend(examples(&commands.replace("/srv/", "")));
        }
    }
    lines.retain(|line| !line.contains("| jq"));
    assert!(lines.len() > 15, "{lines:?}");
    // The last months of a corpus of old releases are empty.
    let (recent, lines): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|line| line.contains("--since 90d"));
    run_all(&lines, &repo);
    for line in recent {
        assert_eq!(run(&repo, &line).status, 1, "{line}");
    }
}

#[test]
fn completions_know_the_agencies() {
    let repo = TestRepo::empty();
    for shell in ["bash", "zsh", "fish"] {
        let script = repo.run(&["completions", shell]).out;
        for name in ["FBI", "IRS-CI", "SDNY", "/doj/tax"] {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
}

#[test]
fn each_command_has_a_manual_page() {
    let repo = TestRepo::empty();
    for command in &COMMANDS[1..] {
        let page = repo.run(&["man", command]).out;
        assert!(
            page.contains(&format!(".TH dragnet-{command}")),
            "{command}: {page}"
        );
        assert!(page.contains("Example"), "{command}: {page}");
    }
    repo.run(&["man", "serch"]).is_error(
        "there is no command `serch`",
        "the commands are index, search",
    );
}
