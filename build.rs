//! Says how the program is linked.
//!
//! A search is a process of a few milliseconds, and how it starts counts.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// At a fixed address, as Go links its programs: thirty thousand pointers of tables that few searches look at (html5ever's
/// entities, regex's classes) are ready in the file. They took an eighth of a search. Stack and heap still lie where nobody
/// can foresee.
const FIXED: &str = "-no-pie";

/// Written in one piece. Else Rust's linker, since version 21, writes through a map of the file, and the system keeps in memory
/// what was written so in pieces of 4 KiB: a search took a seventh more, until somebody copied the program. The option says
/// the contrary of what it does (<https://github.com/llvm/llvm-project/issues/207459>); linkers that do not know it are not
/// told.
const AT_ONCE: &str = "-Wl,--mmap-output-file";

/// With the C library in it: to find three libraries and tie them to the program took a sixth of a search. Cargo has no way
/// to ask for that: with `-C target-feature=+crt-static` macros are not compiled unless a target is named, and then the
/// program lies elsewhere. So the linker is given archives where it looks for shared libraries: see [`archives`].
const STATIC: &str = "-static";

/// The libraries that Rust's own asks for, and the archives that hold the same.
const LIBRARIES: [(&str, &[&str]); 7] = [
    ("c", &["libc.a", "libgcc.a", "libgcc_eh.a"]),
    ("gcc_s", &["libgcc_eh.a"]),
    ("m", &["libm.a"]),
    // Nothing is in them since the GNU C library 2.34.
    ("dl", &["libdl.a"]),
    ("pthread", &["libpthread.a"]),
    ("rt", &["librt.a"]),
    ("util", &["libutil.a"]),
];

/// What is linked to see whether that can be done here: it starts a thread, and unwinds it.
const TRIAL: &str = "fn main() { assert!(std::thread::spawn(|| panic!()).join().is_err()) }";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    let is_static = target("FEATURE").split(',').any(|it| it == "crt-static");
    // Who links the C library in says himself how.
    if target("OS") != "linux" || target("ENV") != "gnu" || is_static {
        return;
    }
    // What is built for another system cannot be tried.
    let is_own = env::var_os("HOST") == env::var_os("TARGET");
    let mut tried = is_own.then(ways).into_iter().flatten();
    let way = tried.find(|way| is_linked(way));
    for argument in way.unwrap_or_else(|| vec![FIXED.to_owned()]) {
        println!("cargo::rustc-link-arg-bins={argument}");
    }
}

/// The ways that may be possible here, the best first.
fn ways() -> Vec<Vec<String>> {
    let dynamic = vec![FIXED.to_owned()];
    let folder = archives().map(|folder| format!("-L{}", folder.display()));
    let whole = folder.map(|folder| vec![FIXED.to_owned(), STATIC.to_owned(), folder]);
    let ways = whole.into_iter().chain([dynamic]);
    let at_once = |way: Vec<String>| [&way[..], &[AT_ONCE.to_owned()]].concat();
    ways.flat_map(|way| [at_once(way.clone()), way]).collect()
}

/// Makes a folder in which the linker finds archives where it looks for shared libraries; none where there are no archives:
/// some systems have them in a package of their own.
fn archives() -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os("OUT_DIR")?).join("archives");
    fs::create_dir_all(&folder).ok()?;
    for (library, archives) in LIBRARIES {
        let archives: Option<String> = archives.iter().map(|name| archive(name)).collect();
        // A text that names other files: what the C library has under this name is one, too.
        let text = format!("GROUP ({} )\n", archives?);
        fs::write(folder.join(format!("lib{library}.so")), text).ok()?;
    }
    Some(folder)
}

/// Where the C compiler has an archive, as such a text names it.
fn archive(name: &str) -> Option<String> {
    let asked = Command::new("cc")
        .arg(format!("-print-file-name={name}"))
        .output()
        .ok()?;
    let path = String::from_utf8(asked.stdout).ok()?;
    let path = path.trim();
    // It answers with the name alone where it has none.
    Path::new(path)
        .is_absolute()
        .then(|| format!(" \"{path}\""))
}

/// Whether a program can be linked in this way by this compiler and linker, and runs.
fn is_linked(way: &[String]) -> bool {
    let Some(folder) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        return false;
    };
    let (source, program) = (folder.join("trial.rs"), folder.join("trial"));
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let flags = flags.split('\x1f').filter(|flag| !flag.is_empty());
    let linker = env::var("RUSTC_LINKER").map(|linker| format!("-Clinker={linker}"));
    let compiled = fs::write(&source, TRIAL).is_ok()
        && succeeds(
            Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()))
                .args(flags)
                .args(linker)
                .args(way.iter().map(|argument| format!("-Clink-arg={argument}")))
                .args([OsStr::new("-o"), program.as_ref(), source.as_ref()]),
        );
    compiled && succeeds(&mut Command::new(program))
}

fn succeeds(command: &mut Command) -> bool {
    let done = command.output();
    done.is_ok_and(|done| done.status.success())
}
