//! Says how the program is linked.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    // A search is a process of a few milliseconds. Linked to run at any address, an eighth of them went into thirty
    // thousand pointers of tables (html5ever's entities, regex's classes) that few searches look at: each page of them was
    // read and copied before the first line of ours ran. At a fixed address, as Go links its programs, they are ready in
    // the file. Stack, heap and libraries still lie where nobody can foresee. Who links the C library in says himself how.
    let is_static = target("FEATURE")
        .split(',')
        .any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !is_static {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
