//! What was typed is not repeated whole where it is long, and output that cannot be written is an error.

use crate::support::test_repo::TestRepo;

#[test]
fn an_argument_of_a_hundred_thousand_letters_is_not_repeated_whole() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    let long = "zqé".repeat(30_000);
    let lines = [
        vec!["search".to_owned(), long.clone()],
        vec!["search".to_owned(), format!("\"{long}\" w/5 fraud")],
        vec!["search".to_owned(), format!("{long}*")],
        vec!["search".to_owned(), format!("date:{long}")],
        vec![
            "search".to_owned(),
            "fraud".to_owned(),
            "--agency".to_owned(),
            long.clone(),
        ],
        vec![
            "search".to_owned(),
            "fraud".to_owned(),
            "--limit".to_owned(),
            long.clone(),
        ],
        vec![
            "search".to_owned(),
            "fraud".to_owned(),
            "--facet".to_owned(),
            long.clone(),
        ],
        vec![
            "search".to_owned(),
            "fraud".to_owned(),
            "--fields".to_owned(),
            long.clone(),
        ],
        vec!["show".to_owned(), long.clone()],
        vec!["facets".to_owned(), long.clone()],
        vec!["man".to_owned(), long.clone()],
    ];
    for line in lines {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let ran = repo.run(&line);
        let shown: String = line.join(" ").chars().take(40).collect();
        assert!(ran.status > 0, "{shown}");
        assert!(!ran.err.is_empty(), "{shown}");
        assert!(ran.err.len() < 10_000, "{shown}: {} bytes", ran.err.len());
        ran.has_no_internal_error();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn help_that_cannot_be_written_is_an_error() {
    use std::fs::OpenOptions;

    use crate::support::test_repo::Ran;

    let repo = TestRepo::new();
    for line in [
        &["--help"][..],
        &["--version"],
        &["search", "--help"],
        &["help", "query"],
    ] {
        let full = OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("a device");
        let ran = repo
            .command(line)
            .stdout(full)
            .output()
            .expect("dragnet runs");
        let ran = Ran::from(ran);
        ran.is_error("cannot write the output", "");
    }
}
