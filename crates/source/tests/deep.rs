//! No nesting overflows the stack, and what is not deep is read.

mod support;

use smartro_lint_source::{Options, Skipped, lower};
use support::calls;

const CALL: &str = "PortOne.requestPayment({ paymentId: 'a-b' });\n";

/// Whether the call beside some code is found, or why the file is skipped.
fn found(code: &str) -> Result<usize, Skipped> {
    let found = lower("a.tsx", &format!("{CALL}{code}"), &calls(), &Options::default());
    found.skipped.map_or(Ok(found.requests.len()), Err)
}

fn nested(before: &str, (open, middle, close): (&str, &str, &str), count: usize) -> String {
    // Types follow `as` on its line.
    let is_long = |part: &str| part.len() > 1 && !part.starts_with(" as");
    let lines = |part: &str| format!("{part}{}", if is_long(part) { "\n" } else { "" });
    format!("{before}{}{middle}{};", lines(open).repeat(count), lines(close).repeat(count))
}

/// Expressions, statements and types that nest without an end, and how they begin.
const SHAPES: [(&str, (&str, &str, &str)); 34] = [
    ("x = ", ("(", "1", ")")),
    ("x = ", ("[", "1", "]")),
    ("x = ", ("{a:", "1", "}")),
    ("x = ", ("!", "1", "")),
    ("x = ", ("a=>", "1", "")),
    ("x = ", ("a=", "1", "")),
    ("x = ", ("a+", "1", "")),
    ("x = ", ("a?", "1", ":2")),
    ("x = ", ("", "a", ".b")),
    ("x = ", ("", "a", "()")),
    ("x = ", ("", "a", "``")),
    ("x = ", ("", "a", " as b")),
    ("x = ", ("new ", "a", "")),
    ("x = ", ("typeof ", "a", "")),
    ("x = ", ("`${", "1", "}`")),
    ("x = ", ("<a>", "", "</a>")),
    ("x = ", ("<a b={", "1", "}/>")),
    ("x = ", ("function f(){", "", "}")),
    ("x = ", ("class{a=", "1", "}")),
    ("x = ", ("a(x=>{", "1", "})")),
    ("x = ", ("", "a", " in b")),
    ("x = ", ("','+", "1", "")),
    ("x = ", ("~/*\nx*/", "1", "")),
    ("", ("if(1)x;else ", "", "")),
    ("", ("if(1)\n", "", "")),
    ("", ("do ", "x;", "while(0)")),
    ("", ("{", "", "}")),
    ("", ("a:", "1", "")),
    ("type X = ", ("A<0,", "1", ">")),
    ("type X = ", ("[", "1", "]")),
    ("type X = ", ("{a:", "1", "}")),
    ("type X = ", ("keyof ", "1", "")),
    ("type X = ", ("A extends B?", "1", ":2")),
    ("type X = ", ("(a:", "1", ")=>1")),
];

#[test]
fn what_nests_as_deep_as_it_may_is_read() {
    for (before, shape) in SHAPES {
        assert_eq!(found(&nested(before, shape, 60)), Ok(1), "{shape:?}");
    }
    // Brackets may nest this deep, and operators of one statement.
    for shape in [("(", "1", ")"), ("[", "1", "]"), ("{a:", "1", "}"), ("a(x=>{", "1", "})")] {
        assert_eq!(found(&nested("x = ", shape, 120)), Ok(1), "{shape:?}");
    }
    for shape in [("!", "1", ""), ("a+", "1", ""), ("a=", "1", ""), ("", "a", ".b")] {
        assert_eq!(found(&nested("x = ", shape, 3900)), Ok(1), "{shape:?}");
    }
}

#[test]
fn no_nesting_overflows_the_stack() {
    for (before, shape) in SHAPES {
        for count in [300, 6000] {
            // Skipped, an error, or read: but it ends.
            let _ = found(&nested(before, shape, count));
        }
    }
    let operators = format!("{}\n[0,", ("~".repeat(400) + "\n").repeat(9));
    assert_eq!(found(&format!("x = {}", operators.repeat(250))), Err(Skipped::TooDeep));
    // What is flat is not said to nest.
    assert_eq!(found(&"if(a)b=-c;\n".repeat(80_000)), Err(Skipped::MayBeTooDeep));
    assert_eq!(found(&"[".repeat(251)), Err(Skipped::TooDeep));
    for part in ["if(1)x;else ", "A<0,", "if(1)\n", "do\n", "','+\n"] {
        let _ = found(&format!("x;{}", part.repeat(900_000 / part.len())));
    }
}
