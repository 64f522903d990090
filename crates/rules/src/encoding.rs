//! Texts that are not UTF-8.

/// Whether a text is UTF-16: it begins with that encoding's byte order mark, or with two ASCII
/// characters in it, as JSON, YAML and rules do.
pub fn is_utf16(text: &[u8]) -> bool {
    match text {
        // UTF-32.
        [0xFF, 0xFE, 0, 0, ..] => false,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [first, 0, second, 0, ..] | [0, first, 0, second, ..] => *first > 0 && *second > 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_known_by_its_beginning() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| {
            text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        for text in ["{}", "{\"reason\": \"변심\"}", "\u{FEFF}[\"변심\"]", "\u{FEFF}변심", "\r\n{"]
        {
            assert!(is_utf16(&utf16(text, u16::to_le_bytes)), "{text}");
            assert!(is_utf16(&utf16(text, u16::to_be_bytes)), "{text}");
            assert!(!is_utf16(text.as_bytes()), "{text}");
        }
        let utf32: Vec<u8> =
            "\u{FEFF}{}".chars().flat_map(|one| (one as u32).to_le_bytes()).collect();
        assert!(
            !is_utf16(&utf32) && !is_utf16(&utf32[4..]) && !is_utf16(b"") && !is_utf16(b"\0\0\0\0")
        );
    }
}
