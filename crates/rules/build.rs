//! Says where the grammar and the rules are: at the top of the repository or, in the crate's package,
//! in its own folder. There `grammar` and `rules` are links, which not every checkout on Windows has.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(packaged)");
    if !Path::new("../../grammar/rules.pest").exists() {
        println!("cargo::rustc-cfg=packaged");
    }
}
