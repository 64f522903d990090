//! JSON that is safe to look at: invisible characters are written as escapes.

use smartro_lint::report::is_invisible;

/// Writes the characters as escapes that are not seen in JSON which was just written, from an
/// offset on. Outside of strings it has none of these.
pub(crate) fn escape_invisible(out: &mut Vec<u8>, from: usize) {
    // JSON writes the ASCII ones as escapes already, but for the last.
    let hides = |character: char| character >= '\u{7F}' && is_invisible(character);
    let written = std::str::from_utf8(out.get(from..).unwrap_or_default()).unwrap_or("");
    if !written.contains(hides) {
        return;
    }
    let mut escaped = String::with_capacity(written.len() + 32);
    for character in written.chars() {
        if !hides(character) {
            escaped.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            escaped.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out.truncate(from);
    out.extend_from_slice(escaped.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_stay_what_they_are() {
        let text = "가\u{7F}\u{85}\u{202E}\u{E0041}\n";
        let mut out = b"[".to_vec();
        serde_json::to_writer(&mut out, text).unwrap();
        escape_invisible(&mut out, 1);
        assert_eq!(out, "[\"가\\u007f\\u0085\\u202e\\udb40\\udc41\\n\"".as_bytes());
        assert_eq!(serde_json::from_slice::<String>(&out[1..]).unwrap(), text);
    }
}
