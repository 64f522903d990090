//! The header is the one that cbindgen writes.

use std::fs;
use std::path::Path;

/// `UPDATE_HEADER=1 cargo test --test header` writes it.
#[test]
fn the_header_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).unwrap();
    let sources = ["src/lib.rs", "src/given.rs"].map(|source| root.join(source));
    let mut builder = cbindgen::Builder::new().with_config(config);
    for source in &sources {
        builder = builder.with_src(source);
    }
    let mut written = Vec::new();
    builder.generate().unwrap().write(&mut written);
    let path = root.join("include/smartro_lint.h");
    if std::env::var_os("UPDATE_HEADER").is_some() {
        fs::write(&path, &written).unwrap();
    }
    let kept = fs::read(&path).unwrap_or_default();
    assert!(kept == written, "out of date: UPDATE_HEADER=1 cargo test --test header");
}
