//! Builds what of the npm package is WebAssembly: `cargo run -p smartro-lint-wasm-build`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

/// The entries of the package that JavaScript calls: the name of what is generated, the features of
/// it, and how it is optimised. Most pages load the first one alone.
const ENTRIES: [(&str, &[&str], &str); 2] =
    [("smartro", &[], SMALLEST), ("packs", &["--features", "packs"], "")];

/// As small as it gets: what reads a request is inlined by its attributes, everything else hardly. Without a
/// threshold of its own, what is little larger than its call is not inlined, and the module becomes larger.
const SMALLEST: &str = "-C opt-level=z -C llvm-args=-inline-threshold=20";

/// Every engine of the last years has vectors.
const VECTORS: &str = "-C target-feature=+simd128";

/// The command's own stack in bytes, for what nests deeply; only what is used of it takes memory.
const STACK: usize = 16 << 20;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let generated = root.join("npm/generated");
    let repository = fs::canonicalize(root.join("../.."))?;
    for (name, features, flags) in ENTRIES {
        let mut build = cargo(&root, "smartro-lint-wasm", "wasm32-unknown-unknown");
        build.args(features).env(FLAGS, flags_of(&repository, &[VECTORS, flags])?);
        run(&mut build)?;
        let built = root.join("target/wasm32-unknown-unknown/release/smartro_lint_wasm.wasm");
        bind(&built, name, &generated)?;
    }
    command(&repository, &generated)
}

/// The native command, for a system with files.
fn command(workspace: &Path, generated: &Path) -> Result<(), Box<dyn Error>> {
    let mut build = cargo(workspace, "smartro-lint-cli", "wasm32-wasip1");
    build.args(["--no-default-features", "--features", "source"]);
    let stack = format!("-C link-arg=-zstack-size={STACK}");
    build.env(FLAGS, flags_of(workspace, &[VECTORS, &stack])?);
    for (setting, value) in [("OPT_LEVEL", "s"), ("PANIC", "abort"), ("STRIP", "true")] {
        build.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
    }
    run(&mut build)?;
    let built = workspace.join("target/wasm32-wasip1/release/smartro-lint.wasm");
    fs::copy(built, generated.join("command_bg.wasm"))?;
    Ok(())
}

/// The variable of the flags of every crate, in which a flag may contain spaces.
const FLAGS: &str = "CARGO_ENCODED_RUSTFLAGS";

/// These flags, and those that keep the directories of this machine out of what is published.
fn flags_of(repository: &Path, flags: &[&str]) -> Result<String, Box<dyn Error>> {
    let given = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = given.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let crates = home.ok_or("neither CARGO_HOME nor a home directory")?.join("registry/src");
    let unnamed = [crates.as_path(), repository]
        .map(|path| format!("--remap-path-prefix={}=", path.display()));
    let words = flags.iter().flat_map(|flags| flags.split_whitespace()).map(String::from);
    Ok(words.chain(unnamed).collect::<Vec<_>>().join("\x1f"))
}

fn cargo(workspace: &Path, package: &str, target: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.current_dir(workspace).args(["build", "-p", package, "--release", "--target", target]);
    // Where it is looked for, whatever the environment says.
    cargo.args(["--target-dir", "target"]);
    cargo
}

fn run(build: &mut Command) -> Result<(), Box<dyn Error>> {
    match build.status()?.success() {
        true => Ok(()),
        false => Err("the build of the library failed".into()),
    }
}

/// Writes the module and the JavaScript that calls it.
fn bind(built: &PathBuf, name: &str, directory: &Path) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(built).out_name(name).web(true)?.typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.omit_default_module_path(true);
    Ok(bindgen.generate(directory)?)
}
