//! `dragnet serve` as a person runs it.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use dragnet::index::Options;

use super::rig::Rig;
use crate::support::index;
use crate::support::test_repo::TestRepo;

/// Starts the program and gives the address that it prints.
fn start(repo: &TestRepo, line: &[&str]) -> (Child, String) {
    let mut command = repo.command(&[&["serve"], line].concat());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("dragnet runs");
    let mut address = String::new();
    let out = child.stdout.as_mut().expect("standard output");
    BufReader::new(out).read_line(&mut address).expect("a line");
    (child, address.trim().to_owned())
}

#[cfg(unix)]
fn end(child: &mut Child, signal: &str) -> Duration {
    let started = Instant::now();
    let id = child.id().to_string();
    let sent = std::process::Command::new("kill")
        .args([signal, &id])
        .status();
    assert!(sent.expect("kill runs").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    started.elapsed()
}

#[cfg(unix)]
#[test]
fn it_prints_its_address_and_ends_within_a_second() {
    let repo = TestRepo::new();
    for signal in ["-INT", "-TERM"] {
        let (mut child, address) = start(&repo, &["--port", "0"]);
        assert!(address.starts_with("http://127.0.0.1:"), "{address}");
        // A connection that stays open does not hold it up.
        let open = std::net::TcpStream::connect(&address[7..address.len() - 1]);
        let took = end(&mut child, signal);
        assert!(took < Duration::from_secs(1), "{signal}: {took:?}");
        drop(open);
    }
}

#[cfg(unix)]
#[test]
fn where_the_port_is_taken_it_takes_another() {
    let repo = TestRepo::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (mut child, address) = start(&repo, &["--port", &port]);
    assert!(!address.ends_with(&format!(":{port}/")), "{address}");
    end(&mut child, "-TERM");
    let mut told = String::new();
    let err = child.stderr.as_mut().expect("standard error");
    err.read_to_string(&mut told).expect("text");
    assert!(told.contains(&format!("port {port} is taken")), "{told}");
}

#[test]
fn others_are_let_in_only_by_a_name() {
    let repo = TestRepo::new();
    repo.run(&["index"]).is_done();
    repo.run(&["serve", "--bind", "0.0.0.0"])
        .is_error("--bind 0.0.0.0 lets others in", "--allow-host");
    repo.run(&["serve", "--index", "nowhere"])
        .is_error("cannot open index `nowhere`", "dragnet index CORPUS");
}

#[test]
fn an_update_and_a_rebuild_show_in_the_next_request() {
    let rig = Rig::new();
    let total = |rig: &Rig| {
        let reply = rig.get("/search?q=quillhaven&strict=on&format=json");
        let answer: serde_json::Value = serde_json::from_str(&reply.body).expect("JSON");
        answer["total"].as_u64().expect("a total")
    };
    let before = total(&rig);
    let options = Options::of(&rig.corpus(), &rig.index());
    std::fs::write(
        rig.corpus().join("new.txt"),
        "Quillhaven Baker Sentenced for Arson\n\nA baker of Quillhaven was sentenced today to two years for arson.\n",
    )
    .expect("a file");
    index(&options).expect("an update");
    assert_eq!(total(&rig), before + 1);
    std::fs::remove_file(rig.corpus().join("new.txt")).expect("the file");
    index(&Options {
        full: true,
        accept_losses: true,
        ..options
    })
    .expect("a rebuild");
    assert_eq!(total(&rig), before);
}
