//! What is claimed of a field is never more than what it can be.
#![allow(clippy::unwrap_used, reason = "helpers of tests, outside of test functions")]

mod support;

use smartro_lint_source::is_document;
use support::{
    bodies,
    notation::{Claim, parse},
};

/// What a field can truly be.
enum Possible {
    Unknown,
    /// It may be there or not.
    Maybe,
    OpenList,
    /// One of these; `<undef>` is none.
    Texts(Vec<String>),
}

/// Why a program's claims are more than what is possible; `None` if they are not.
fn excess(extension: &str, code: &str, field: &str, possible: &Possible) -> Option<String> {
    let name = format!("page.{extension}");
    let is_bare = is_document(&name) && !code.contains("<script");
    let page = is_bare.then(|| format!("<script>{code}</script>"));
    let bodies = bodies(&name, page.as_deref().unwrap_or(code));
    let claims: Vec<Option<Claim>> =
        bodies.iter().map(|body| parse(body).unwrap().at(field)).collect();
    let some = |allowed: &dyn Fn(&Option<Claim>) -> bool| claims.iter().any(allowed);
    let absent = some(&|claim| claim.as_ref().is_none_or(Claim::may_be_absent));
    let any = some(&|claim| claim.as_ref().is_some_and(Claim::is_any));
    let sound = match possible {
        Possible::Unknown => any,
        Possible::Maybe => any && absent,
        Possible::OpenList => some(&|claim| match claim {
            Some(Claim::Array { open, .. }) => *open,
            Some(Claim::Hole { ty, .. }) => ty == "any" || ty == "array",
            _ => false,
        }),
        Possible::Texts(texts) => texts.iter().all(|text| match text.as_str() {
            "<undef>" => absent,
            text => some(&|claim| claim.as_ref().is_some_and(|claim| claim.allows(text))),
        }),
    };
    (!sound).then(|| format!("{code}\n  {field}: {bodies:?}"))
}

/// The claims of a file's programs that are more than what is possible.
fn wrong(programs: &str) -> Vec<String> {
    let programs: Vec<serde_json::Value> = serde_json::from_str(programs).unwrap();
    assert!(programs.len() > 20);
    let excess = programs.iter().filter_map(|program| {
        let get = |name: &str| program[name].as_str().unwrap();
        let possible = match &program["possible"] {
            serde_json::Value::String(word) if word == "unknown" => Possible::Unknown,
            serde_json::Value::String(word) if word == "maybe" => Possible::Maybe,
            serde_json::Value::String(_) => Possible::OpenList,
            texts => {
                let texts = texts.as_array().unwrap().iter();
                Possible::Texts(texts.map(|text| text.as_str().unwrap().to_owned()).collect())
            }
        };
        excess(get("ext"), get("code"), get("field"), &possible)
    });
    excess.collect()
}

#[test]
fn programs_are_claimed_soundly() {
    // The values of the last ones are those that Node sends in several runs.
    let programs = [
        include_str!("soundness.json"),
        include_str!("programs.json"),
        include_str!("node.json"),
        include_str!("effects.json"),
        include_str!("templates.json"),
    ];
    for programs in programs {
        let wrong = wrong(programs);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn what_is_plainly_certain_is_claimed() {
    let programs: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("effects.json")).unwrap();
    let certain = programs.iter().filter(|program| program["certain"] == true);
    assert!(certain.clone().count() > 5);
    for program in certain {
        let get = |name: &str| program[name].as_str().unwrap();
        let body = bodies(&format!("page.{}", get("ext")), get("code")).pop().unwrap();
        let known = format!("{:?}: {}", get("field"), program["possible"][0]);
        assert!(body.contains(&known), "{}\n  {body}", get("code"));
    }
}

/// Programs that are kept elsewhere, where the environment names their file.
#[test]
fn programs_of_another_file_are_claimed_soundly() {
    if let Ok(path) = std::env::var("SMARTRO_LINT_SOUNDNESS") {
        let wrong = wrong(&std::fs::read_to_string(path).unwrap());
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
