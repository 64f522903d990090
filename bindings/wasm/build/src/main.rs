//! Builds what of the npm package is WebAssembly: `cargo run -p smartro-lint-wasm-build`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

/// The entries of the package: the name of what is generated, and the features of it.
const ENTRIES: [(&str, &[&str]); 2] = [("smartro", &[]), ("packs", &["--features", "packs"])];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (name, features) in ENTRIES {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo.current_dir(&root).arg("build").args(["-p", "smartro-lint-wasm"]);
        cargo.args(["--release", "--target", "wasm32-unknown-unknown"]).args(features);
        // Every engine of the last years has vectors.
        cargo.env("RUSTFLAGS", "-C target-feature=+simd128");
        if !cargo.status()?.success() {
            return Err("the build of the library failed".into());
        }
        let built = root.join("target/wasm32-unknown-unknown/release/smartro_lint_wasm.wasm");
        bind(&built, name, &root.join("npm/generated"))?;
    }
    Ok(())
}

/// Writes the module and the JavaScript that calls it.
fn bind(built: &PathBuf, name: &str, directory: &Path) -> Result<(), Box<dyn Error>> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(built).out_name(name).web(true)?.typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.omit_default_module_path(true);
    Ok(bindgen.generate(directory)?)
}
