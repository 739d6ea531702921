//! Says how the program is linked.
//!
//! A search is a process of a few milliseconds, and how it starts counts. Linked as usual, an eighth of them went into
//! thirty thousand pointers of tables (html5ever's entities, regex's classes) that few searches look at, and a sixth into
//! finding three libraries and tying them to the program, before the first line of ours ran.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    let is_static = target("FEATURE").split(',').any(|it| it == "crt-static");
    // Who links the C library in says himself how.
    if target("OS") != "linux" || target("ENV") != "gnu" || is_static {
        return;
    }
    // At a fixed address, as Go links its programs, the pointers are ready in the file. Stack and heap still lie where
    // nobody can foresee.
    println!("cargo::rustc-link-arg-bins=-no-pie");
    if let Some(folder) = archives() {
        println!("cargo::rustc-link-arg-bins=-static");
        println!("cargo::rustc-link-arg-bins=-L{}", folder.display());
    }
}

/// Makes a folder in which the linker finds archives where it looks for shared libraries; none where there are no archives
/// (some systems have them in a package of their own), or where it is not known whether this compiler's are the right ones.
///
/// Cargo has no way to ask for this: with `-C target-feature=+crt-static` macros are not compiled unless a target is named,
/// and then the program lies elsewhere.
fn archives() -> Option<PathBuf> {
    let is_own = env::var("HOST").ok()? == env::var("TARGET").ok()?;
    let is_usual = ["RUSTC_LINKER", "CARGO_CFG_SANITIZE"].map(env::var_os) == [None, None];
    if !is_own || !is_usual {
        return None;
    }
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
