//! `smartro-lint init`.

use std::fs;
use std::path::Path;

use crate::{CANCEL, NOW, Workspace};

#[test]
fn a_project_file_to_start_from() {
    let place = Workspace::new(&[("a.json", CANCEL)]);
    let output = place.run(&["init"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(place.status(&["a.json"]), 1);
    assert_eq!(
        place.stderr_of(&["init"]),
        "error: `smartro-lint.yaml` exists already and is left as it is\n"
    );
    // Every example in it is one that can be used.
    let template = place.read("smartro-lint.yaml");
    let lines = template.lines().map(|line| {
        let example = line.strip_prefix("# ").filter(|rest| {
            let key = rest.split(' ').next().unwrap_or("");
            rest.starts_with([' ', '-']) || (key.ends_with(':') && key != "yaml-language-server:")
        });
        example.unwrap_or(line).to_owned() + "\n"
    });
    let used: String = lines.collect();
    assert!(used.contains("\nlanguage: ko\n") && used.contains("\n    expires: "), "{used}");
    place.project(&used);
    place.write(".smartro-lint-baseline.json", r#"{"version": 1, "findings": []}"#);
    let output = place.run(&["--context", NOW, "a.json"]);
    assert_eq!(place.plain(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn names_of_the_template_and_the_readme_lead_to_the_schema() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let first = read("crates/cli/src/init/template.en.yaml").lines().next().unwrap().to_owned();
    let schema = first.strip_prefix("# yaml-language-server: $schema=").unwrap();
    assert!(["README.md", "README.ko.md"].iter().all(|page| read(page).contains(&first)));
    let place = Workspace::new(&[]);
    place.run(&["init"]);
    assert_eq!(place.read(schema), read("smartro-lint.schema.json"));
}

#[test]
fn the_channels_of_source_code_are_listed() {
    let page = "\
import * as PortOne from '@portone/browser-sdk/v2';
PortOne.requestPayment({ storeId: 's', channelKey: process.env.TOSS_KEY });
PortOne.requestPayment({ storeId: 's', channelKey: '결제 키' });
";
    let place = Workspace::new(&[("app/page.ts", page), ("app/other.ts", "export const a = 1;")]);
    let output = place.run(&["init"]);
    let written = place.read("smartro-lint.yaml");
    let listed = "\
# channels:
#   TOSS_KEY: { pack: smartro, channel: test }  # app/page.ts:2
#   \"결제 키\": { pack: smartro, channel: test }  # app/page.ts:3

";
    assert!(written.contains(listed), "{written}");
    assert!(!written.contains("TOSS_CHANNEL_KEY"));
    assert!(place.plain(&output.stdout).contains("calls in source code: 2"));
    // As it is, it changes nothing; without the `#`, it can be used.
    let without = place.json(&["--no-config", "app"]);
    assert_eq!(place.json(&["app"]), without);
    place.project(&listed.replace("# channels", "channels").replace("#   ", "  "));
    assert!(place.json(&["app"])["summary"].get("assumed").is_none());
}

#[test]
fn of_a_channel_in_many_places_the_first_are_listed() {
    let call = "PortOne.requestPayment({ storeId: 's', channelKey: process.env.KEY });\n";
    let page = format!("import * as PortOne from '@portone/browser-sdk/v2';\n{}", call.repeat(5));
    let place = Workspace::new(&[("a.ts", &*page)]);
    place.run(&["init"]);
    let written = place.read("smartro-lint.yaml");
    assert!(written.contains("  # a.ts:2, a.ts:3, a.ts:4\n"), "{written}");
}
