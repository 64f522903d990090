//! Compiles the pack that is built in, as any other is compiled at run time.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::Diagnostic;
use serde::Serialize;

use smartro_lint_rules::pack::{self, Cases, Compiled, Pack, PackError};
use smartro_lint_rules::rule::ShapeRule;
use smartro_lint_rules::source::Source;

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["build.rs", "rules/engine", "rules/portone", "rules/portone-checks"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let pack = Pack::smartro();
    for path in pack.paths() {
        println!("cargo::rerun-if-changed=rules/smartro/{path}");
    }
    let Compiled { program, manifest, catalogs, .. } = match pack.compile() {
        Ok(compiled) => compiled,
        Err(error) => return report(&error),
    };
    let directory = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo gives no OUT_DIR")?);
    println!("cargo::rustc-env=SMARTRO_PACK_VERSION={}", manifest.version);
    let mut examples = BTreeMap::new();
    for rule in &program.rules {
        let own = examples_of("rules/smartro", &rule.name)?;
        let shared = || examples_of("rules/portone-checks", &rule.name);
        examples.extend(own.map_or_else(shared, |own| Ok(Some(own)))?);
    }
    for rule in ShapeRule::ALL {
        examples.extend(examples_of("rules/engine", rule.name())?);
    }
    std::fs::write(directory.join("examples"), serde_json::to_vec(&examples)?)?;
    write(&directory.join("program"), &program)?;
    write(&directory.join("manifest"), &manifest)?;
    for (name, catalogs) in [("smartro", catalogs), ("engine", pack::engine_catalog())] {
        for catalog in catalogs.0 {
            write(&directory.join(format!("{name}-{}", catalog.language.tag())), &catalog)?;
        }
    }
    Ok(())
}

/// What `explain` shows of a rule, if it has cases: a test checks which have none.
fn examples_of(pack: &str, rule: &str) -> Result<Option<(String, Cases)>, Box<dyn Error>> {
    let path = format!("{pack}/cases/{rule}.yaml");
    println!("cargo::rerun-if-changed={path}");
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(None) };
    let cases = Cases::parse(&Source::new(path, text), |name| base(pack, name))?;
    Ok(Some((rule.to_owned(), cases.examples())))
}

/// The request that cases of a pack are made of.
fn base(pack: &str, name: &str) -> Option<Arc<Source>> {
    let path = format!("{pack}/bases/{name}.json");
    println!("cargo::rerun-if-changed={path}");
    let text = std::fs::read_to_string(&path).ok()?;
    Some(Source::new(path, text))
}

fn write(path: &Path, value: &impl Serialize) -> Result<(), Box<dyn Error>> {
    Ok(std::fs::write(path, postcard::to_stdvec(value)?)?)
}

/// Shows the mistakes of the pack as compilers do: file, line, column.
fn report(error: &PackError) -> Result<(), Box<dyn Error>> {
    for mistake in &error.errors {
        let label = mistake.labels().and_then(|mut labels| labels.next());
        let place = label.and_then(|label| {
            let contents = mistake.source_code()?.read_span(label.inner(), 0, 0).ok()?;
            let (line, column) = (contents.line() + 1, contents.column() + 1);
            Some(format!("{}:{line}:{column}: ", contents.name().unwrap_or_default()))
        });
        println!("cargo::error={}{mistake}", place.unwrap_or_default());
    }
    Err(error.to_string().into())
}
