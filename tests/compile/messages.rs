//! What `check` warns of in messages.

use super::*;

/// The warnings of a pack whose rule has these Korean and English messages: each with what is
/// underlined and its help.
fn warnings(korean: &str, english: &str) -> Vec<String> {
    let rule = "rule r: error on pay { let length = chars(id) require length > 3 }";
    mistakes_of(rule, korean, english)
}

#[test]
fn a_particle_that_is_written_out_after_a_value() {
    let english = "r: { message: \"a\" }";
    for (message, underlined, pair) in [
        ("`{field}`은 짧습니다", "{field}`은", "은/는"),
        ("{value}를 빼세요", "{value}를", "을/를"),
        ("{length}이(가) 짧습니다", "{length}이(가)", "이/가"),
        ("{length}는(은) 짧습니다", "{length}는(은)", "은/는"),
        ("`{field}`(으)로 쓰세요", "{field}`(으)로", "으로/로"),
        ("`{field}`와, 다른 것", "{field}`와", "과/와"),
    ] {
        let name = underlined.trim_start_matches('{').split('}').next().unwrap_or_default();
        let written = underlined.rsplit(['}', '`']).next().unwrap_or_default();
        let expected = format!(
            "the particle `{written}` after `{{{name}}}` fits some of its values only @ {underlined} ? \
             write `{{{name}:{pair}}}`: the form that fits is chosen"
        );
        assert_eq!(warnings(&format!("r: {{ message: '{message}' }}"), english), [expected]);
        let help = format!("r: {{ message: a, help: '{message}' }}");
        assert_eq!(warnings(&help, english).len(), 1, "{message}");
    }
    for fine in [
        "`{field:은/는}` 짧습니다",
        "금액(`{field}`)은 큽니다",
        "{length}자입니다",
        "`{field}`이며 {length}가지입니다",
        "{field} 이 값",
    ] {
        assert_eq!(warnings(&format!("r: {{ message: '{fine}' }}"), english).len(), 0, "{fine}");
    }
}

#[test]
fn a_message_that_ends_with_a_full_stop() {
    let fine = "r: { message: \"a. b\", help: \"c…\", explain: { what: \"a.\", why: b., do: c. } }";
    assert_eq!(warnings(fine, fine).len(), 0);
    let stop = "a message, help or label of `r` ends with a full stop @ ";
    let advice = " ? remove it: only the sentences of `explain` end with one";
    for message in ["message: \"a b.\"", "message: a, help: \"a b.\"", "message: a, label: a b."] {
        let found = warnings(&format!("r: {{ {message} }}"), fine);
        assert_eq!(found, [format!("{stop}b.{advice}")], "{message}");
        assert_eq!(warnings(fine, &format!("r: {{ {message} }}")).len(), 1, "{message}");
    }
}

#[test]
fn a_backtick_without_another() {
    let fine = "r: { message: \"`{field}` `a`\" }";
    assert_eq!(warnings(fine, fine).len(), 0);
    for message in ["message: \"`{field} a\"", "message: a, help: \"a `b` `\""] {
        let found = warnings(fine, &format!("r: {{ {message} }}"));
        let what = "a backtick in a message, help or label of `r` has no other one @ `";
        assert!(found.len() == 1 && found[0].starts_with(what), "{message}: {found:?}");
    }
}
