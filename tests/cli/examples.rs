//! Do the examples of the help pages, of the README and of its pages run, and find something?

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::copy;
use crate::support::test_repo::{Ran, TestRepo};

const COMMANDS: [&str; 10] = [
    "",
    "index",
    "search",
    "show",
    "facets",
    "inspect",
    "check",
    "stats",
    "completions",
    "man",
];

/// The commands of this build.
fn commands() -> impl Iterator<Item = &'static str> {
    let fetch = cfg!(feature = "fetch").then_some("fetch");
    let serve = cfg!(feature = "serve").then_some("serve");
    COMMANDS.into_iter().chain(fetch).chain(serve)
}

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

/// The examples among the lines of a page, without the remarks after three spaces or after ` # `.
fn examples(page: &str) -> Vec<String> {
    page.lines()
        .map(str::trim)
        .filter(|line| line.starts_with("dragnet "))
        .map(|line| line.split("   ").next().unwrap_or_default())
        .map(|line| line.split(" # ").next().unwrap_or_default().to_owned())
        .collect()
}

/// Runs each example. Those that index into `index/` run in a folder without an index, and those that fetch against a server
/// on loopback.
fn run_all(lines: &[String], repo: &TestRepo) {
    for line in lines {
        if line.starts_with("dragnet fetch") {
            run_fetch(line);
            continue;
        }
        if line.starts_with("dragnet serve") {
            run_serve(line, repo);
            continue;
        }
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
fn examples_of_every_help_page_run_and_find_something() {
    let repo = with_sample();
    repo.run(&["index"]);
    let mut lines = Vec::new();
    for command in commands() {
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

/// Runs an example that serves until it has printed its address.
fn run_serve(line: &str, repo: &TestRepo) {
    if !cfg!(feature = "serve") {
        return;
    }
    let words = line.split_whitespace().skip(1);
    // No browser is opened, and the index is the one that there is.
    let mut words: Vec<&str> = words.filter(|word| *word != "--open").collect();
    if let Some(at) = words.iter().position(|word| *word == "--index") {
        words[at + 1] = "index";
    }
    let mut server = repo.command(&words).stdout(Stdio::piped()).spawn();
    let server = server.as_mut().expect("dragnet runs");
    let mut printed = String::new();
    let out = server.stdout.as_mut().expect("standard output");
    BufReader::new(out).read_line(&mut printed).expect("a line");
    server.kill().expect("it runs");
    server.wait().expect("it ends");
    assert!(
        printed.starts_with("http://127.0.0.1:"),
        "{line}: {printed}"
    );
}

#[cfg(not(feature = "fetch"))]
fn run_fetch(_: &str) {}

/// Runs an example that fetches. Its addresses become those of a server of this test.
#[cfg(feature = "fetch")]
fn run_fetch(line: &str) {
    let (repo, rig) = (with_sample(), crate::fetch::rig::Rig::new(3, 2));
    repo.write("addresses.txt", rig.server.url("/feed.xml"));
    let api = rig.server.url(crate::fetch::site::API);
    let line = line.replace("https://agency.example", &rig.server.url(""));
    let line = if line.contains("--list") {
        line
    } else {
        format!("{line} --rate 10 --api {api}")
    };
    let ran = run(&repo, &line);
    assert_eq!(ran.status, 0, "{line}: {}{}", ran.out, ran.err);
}

/// The README, then the pages that it leads to, by path from the top of the repository.
fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = vec!["README.md".to_owned()];
    let mut docs: Vec<String> = fs::read_dir(root.join("docs"))
        .expect("the pages")
        .map(|entry| {
            entry
                .expect("a page")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .map(|name| format!("docs/{name}"))
        .collect();
    docs.sort();
    names.append(&mut docs);
    let read = |name: &String| fs::read_to_string(root.join(name)).expect("a page");
    names
        .iter()
        .map(|name| (name.clone(), read(name)))
        .collect()
}

#[cfg(unix)]
#[test]
fn examples_of_the_readme_and_its_pages_run_and_find_something() {
    let repo = with_sample();
    repo.run(&["index"]);
    let mut lines = Vec::new();
    for (_, page) in pages() {
        for (number, block) in page.split("```").enumerate() {
            if let Some(commands) = block.strip_prefix("sh\n").filter(|_| number % 2 == 1) {
                lines.extend(examples(&commands.replace("/srv/", "")));
            }
        }
    }
    lines.retain(|line| !line.contains("| jq"));
    assert!(lines.len() > 20, "{lines:?}");
    // The sample holds no release of the last months.
    let (recent, lines): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .partition(|line| line.contains("--since 90d"));
    run_all(&lines, &repo);
    for line in recent {
        assert_eq!(run(&repo, &line).status, 1, "{line}");
    }
}

#[test]
fn links_of_the_readme_and_its_pages_lead_somewhere() {
    let pages = pages();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(pages[0].1.lines().count() < 200, "the README is long");
    for (name, page) in &pages {
        let folder = root.join(name).parent().expect("a folder").to_owned();
        for link in page.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap_or_default();
            if !target.starts_with("https://") {
                assert!(folder.join(target).exists(), "{name}: {target}");
            }
        }
        // The README leads to every page.
        assert!(pages[0].1.contains(name) || name == "README.md", "{name}");
    }
}

#[test]
fn completions_know_the_agencies_and_what_can_have_happened() {
    let repo = TestRepo::empty();
    for shell in ["bash", "zsh", "fish"] {
        let script = repo.run(&["completions", shell]).out;
        for name in [
            "FBI",
            "IRS-CI",
            "SDNY",
            "/doj/tax",
            "extradition",
            "antitrust",
            "disgorgement",
        ] {
            assert!(script.contains(name), "{shell}: {name}");
        }
    }
}

#[test]
fn each_command_has_a_manual_page() {
    let repo = TestRepo::empty();
    for command in commands().skip(1) {
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
