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
    let mut way = vec![FIXED.to_owned()];
    // What is built for another system cannot be tried.
    let is_own = env::var_os("HOST") == env::var_os("TARGET");
    if is_own && let Some(folder) = archives() {
        let folder = format!("-L{}", folder.display());
        let best = [FIXED, STATIC, &folder].map(str::to_owned);
        if is_linked(&best) {
            way = best.into();
        }
    }
    for argument in way {
        println!("cargo::rustc-link-arg-bins={argument}");
    }
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
