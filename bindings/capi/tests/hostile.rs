//! What a caller may get wrong, and threads.

mod support;

use std::ffi::c_char;
use std::ptr;

use smartro_lint_c::*;
use support::{Given, Linter, result, taken};

fn cancel() -> Given {
    Given { operation: Some("cancelPayment".to_owned()), ..Given::default() }
}

#[test]
fn null_pointers_are_errors() {
    let linter = Linter::open("").unwrap();
    let request = c"{}".as_ptr();
    let (mut report, mut verdict) = (ptr::null_mut(), SmartroVerdict::default());
    // SAFETY: pointers are null, or those of values that live.
    let messages = unsafe {
        [
            smartro_lint_open(ptr::null(), 2, &mut ptr::null_mut()),
            smartro_lint_open(ptr::null(), 0, ptr::null_mut()),
            smartro_lint_report(ptr::null(), request, 2, ptr::null(), &mut report),
            smartro_lint_report(linter.0, ptr::null(), 2, ptr::null(), &mut report),
            smartro_lint_report(linter.0, request, 2, ptr::null(), ptr::null_mut()),
            smartro_lint_verdict(ptr::null(), request, 2, ptr::null(), &mut verdict),
            smartro_lint_verdict(linter.0, request, 2, ptr::null(), ptr::null_mut()),
            smartro_lint_verdict(linter.0, request, usize::MAX, ptr::null(), &mut verdict),
            smartro_lint_mask(linter.0, request, 2, ptr::null_mut()),
            smartro_lint_mask(ptr::null(), request, 2, &mut report),
            smartro_lint_operations(ptr::null(), &mut report),
        ]
    };
    assert_eq!(
        messages.map(taken),
        [
            "the settings is null",
            "there is no place for the linter",
            "the linter is null",
            "the request is null",
            "there is no place for the report",
            "the linter is null",
            "there is no place for the verdict",
            "the request is longer than memory can be",
            "there is no place for the masked text",
            "the linter is null",
            "the linter is null",
        ]
    );
    assert!(report.is_null());
    // SAFETY: null does nothing.
    unsafe {
        smartro_lint_free(ptr::null_mut());
        smartro_lint_close(ptr::null_mut());
    }
}

#[test]
fn without_options_the_operation_is_detected() {
    let linter = Linter::open(r#"{"language": "en"}"#).unwrap();
    let mut report: *mut c_char = ptr::null_mut();
    // SAFETY: pointers are null, or those of values that live.
    let error = unsafe { smartro_lint_report(linter.0, ptr::null(), 0, ptr::null(), &mut report) };
    result(error).unwrap();
    assert!(taken(report).contains("invalid-json"));
}

#[test]
fn broken_requests_are_findings() {
    let linter = Linter::open("").unwrap();
    let long = vec![b'x'; 100_000_000];
    let deep = b"[".repeat(1_000_000);
    let deep_keys = b"{\"a\":".repeat(1_000_000);
    for request in [b"".as_slice(), b"\xff\xfe", b"{", b"\0", &long, &deep, &deep_keys] {
        let report = linter.report(request, &cancel()).unwrap();
        assert!(report.contains(r#""rule":"invalid-json""#), "{}", request.len());
        assert_eq!(linter.verdict(request, &cancel()).unwrap().errors, 1);
    }
}

#[test]
fn errors_are_those_of_the_library() {
    let linter = Linter::open(r#"{"language": "en"}"#).unwrap();
    let with = |path: Option<&str>, context: Option<&str>| {
        let own = |text: Option<&str>| text.map(str::to_owned);
        linter.report(b"{}", &Given { path: own(path), context: own(context), ..cancel() })
    };
    assert!(with(None, Some(r#"{"chanel": "live"}"#)).unwrap_err().contains("`chanel`"));
    assert!(with(None, Some("")).is_err());
    assert!(with(Some(r#"{"paymentId": 1}"#), None).unwrap_err().contains("path"));
    assert!(with(Some("[]"), None).is_err());
    for settings in [
        r#"{"lang": "en"}"#,
        r#"{"language": "fr"}"#,
        r#"{"severity": {"no-such-rule": "off"}}"#,
        r#"{"severity": {"unknown-field": "loud"}}"#,
        r#"{"pack": "/no/such/directory"}"#,
        "[1]",
        "{",
    ] {
        assert!(!Linter::open(settings).map(drop).unwrap_err().is_empty(), "{settings}");
    }
    let mut options = SmartroOptions {
        operation: b"\xff".as_ptr().cast(),
        operation_length: 1,
        path: ptr::null(),
        path_length: 0,
        context: ptr::null(),
        context_length: 0,
        is_value: false,
    };
    let mut verdict = SmartroVerdict::default();
    let mut run = |options: &SmartroOptions| {
        // SAFETY: the pointers are those of values that live.
        result(unsafe { smartro_lint_verdict(linter.0, c"{}".as_ptr(), 2, options, &mut verdict) })
    };
    assert_eq!(run(&options).unwrap_err(), "the operation is not UTF-8");
    (options.operation, options.operation_length) = (ptr::null(), 3);
    assert_eq!(run(&options).unwrap_err(), "the operation is null");
}

#[test]
fn masking_operations_and_version() {
    let linter = Linter::open("").unwrap();
    let json = r#"{"customer": {"fullName": "홍길동"}}"#;
    let (mut masked, mut names) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: the pointers are those of values that live.
    unsafe {
        result(smartro_lint_mask(linter.0, json.as_ptr().cast(), json.len(), &mut masked)).unwrap();
        result(smartro_lint_operations(linter.0, &mut names)).unwrap();
    }
    assert!(!taken(masked).contains("홍길동"));
    assert!(taken(names).contains(r#""cancelPayment""#));
    // SAFETY: it ends with NUL and is never freed.
    let version = unsafe { std::ffi::CStr::from_ptr(smartro_lint_version()) };
    assert_eq!(version.to_str().unwrap(), env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_pack_of_ones_own_and_its_mistakes() {
    let directory = std::env::temp_dir().join(format!("smartro-lint-capi-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    std::fs::write(directory.join("pack.yaml"), "name: my-pg\nversion: 0.1.0\nuses: [portone]\n")
        .unwrap();
    let rules = directory.join("ids.rules");
    let rule = "/// At most 20.\nrule my-payment-id: error on requestPayment {\n  \
        require paymentId matches /[A-Za-z0-9]{1,20}/\n}\n";
    std::fs::write(&rules, rule).unwrap();
    let settings = serde_json::json!({ "pack": directory, "language": "en" }).to_string();
    let linter = Linter::open(&settings).unwrap();
    let given = Given { operation: Some("requestPayment".to_owned()), ..Given::default() };
    let report = linter.report(br#"{"paymentId": "order 1"}"#, &given).unwrap();
    assert!(report.contains("my-payment-id"));
    std::fs::write(&rules, "rule x: eror on requestPayment {}").unwrap();
    let refused = Linter::open(&settings).map(drop).unwrap_err();
    assert!(refused.lines().count() > 1, "{refused}");
    std::fs::remove_dir_all(&directory).unwrap();
}

#[test]
fn threads_share_a_linter() {
    let linter = Linter::open(r#"{"language": "en"}"#).unwrap();
    let wrong = br#"{"reason": "a", "ammount": 1}"#;
    // In one channel the fix would be a partial cancellation that is not to be had.
    let given = ["live", "test"].map(|channel| {
        let context = Some(format!(r#"{{"channel": "{channel}"}}"#));
        Given { context, ..cancel() }
    });
    let expected = given.clone().map(|given| linter.report(wrong, &given).unwrap());
    assert_ne!(expected[0], expected[1]);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (linter, given, expected) = (&linter, &given[thread % 2], &expected[thread % 2]);
            scope.spawn(move || {
                for _ in 0..100 {
                    assert_eq!(linter.report(wrong, given).unwrap(), *expected);
                    let right = linter.verdict(br#"{"reason": "a"}"#, given).unwrap();
                    assert_eq!(right, SmartroVerdict::default());
                }
            });
        }
    });
}
