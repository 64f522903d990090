//! What the page's address and the browser's stores hold: a text, or nothing.

mod support;

use support::body;

#[test]
fn what_an_address_or_a_store_holds_is_a_text_or_nothing() {
    for (code, expected) in [
        ("const p = new URLSearchParams(location.search); const a = p.get('a');", "?string?"),
        ("const a = new window.URLSearchParams(x)?.get('a')!;", "?string?"),
        ("const a = localStorage.getItem('a');", "?string?"),
        ("const a = window.sessionStorage.getItem('a') as unknown as number;", "?string?"),
        ("const a = prompt('?');", "?string?"),
        (
            "import { useSearchParams } from 'next/navigation'; const p = useSearchParams(); const a = p?.get('a');",
            "?string?",
        ),
        (
            "import { useSearchParams } from 'react-router-dom'; const [p, set] = useSearchParams(); const a = p.get('a');",
            "?string?",
        ),
        ("const a = localStorage.getItem('a') ?? '1000';", "?string"),
        ("const a = localStorage.getItem('a') || 1000;", "?any"),
        ("const a = Number(localStorage.getItem('a'));", "?number"),
        ("const a = +localStorage.getItem('a');", "?number"),
        ("const a = JSON.parse(localStorage.getItem('a'));", "?any?"),
        ("const a = localStorage.getItem('a').slice(0, 8);", "?(*{0,8})"),
        // Another's of the same name.
        ("const localStorage = { getItem }; const a = localStorage.getItem('a');", "?any?"),
        ("window.localStorage = store; const a = localStorage.getItem('a');", "?any?"),
        ("localStorage.getItem = (key) => 1; const a = localStorage.getItem('a');", "?any?"),
        ("import { useSearchParams } from './own'; const a = useSearchParams().get('a');", "?any?"),
        ("const a = new FormData(form).get('a');", "?any?"),
    ] {
        let code = format!("{code} PortOne.requestPayment({{ a }})");
        assert_eq!(body(&code), format!("{{\"a\": {expected}}}"), "{code}");
    }
}
