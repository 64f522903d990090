//! Every function, in one test: loading the pack takes an interpreter such as Miri minutes.

mod support;

use std::ffi::{CStr, c_char};
use std::ptr;

use smartro_lint_c::*;
use support::{Given, Linter, result, taken};

/// The text that a function writes to the place it is given.
fn written(call: impl FnOnce(&mut *mut c_char) -> *mut c_char) -> Result<String, String> {
    let mut text = ptr::null_mut();
    result(call(&mut text)).map(|()| taken(text))
}

#[test]
fn every_function_gives_what_it_promises() {
    let linter = Linter::open(r#"{"language": "en"}"#).unwrap();
    let given = |operation: &str, path: Option<&str>| Given {
        operation: Some(operation.to_owned()),
        path: path.map(str::to_owned),
        context: Some(r#"{"channel": "live"}"#.to_owned()),
        is_value: false,
    };
    let pay = given("payInstantly", Some(r#"{"paymentId": "a-1"}"#));
    let request = r#"{"orderName": "변심", "amuont": 1}"#.as_bytes();
    let report = linter.report(request, &pay).unwrap();
    assert!(report.contains("payment-id-charset") && report.contains("unknown-field"), "{report}");
    let verdict = linter.verdict(request, &pay).unwrap();
    assert_eq!((verdict.errors > 0, verdict.warnings + verdict.errors > 1), (true, true));
    let wrong = Given { path: Some("[]".to_owned()), ..pay };
    assert!(linter.report(request, &wrong).is_err() && linter.verdict(request, &wrong).is_err());
    let error = Linter::open(r#"{"language": "fr"}"#).err().unwrap();
    assert!(error.contains("fr"), "{error}");
    // SAFETY: the pointers are those of values that live.
    let (masked, operations) = unsafe {
        let text = br#"{"password": "hunter2"}"#;
        let masked = |to: &mut _| smartro_lint_mask(linter.0, text.as_ptr().cast(), text.len(), to);
        (written(masked), written(|to| smartro_lint_operations(linter.0, to)))
    };
    assert_eq!(masked.unwrap(), r#"{"password": "*******"}"#);
    assert!(operations.unwrap().contains(r#""cancelPayment""#));
    // SAFETY: it is a text that is never freed.
    assert!(!unsafe { CStr::from_ptr(smartro_lint_version()) }.is_empty());
}
