//! Functions of a script that its markup calls by names of their own.

mod support;

use support::sent;

const CANCELLED: [&str; 1] = ["cancelPayment \"a\" {\"reason\": \"x\"}"];
const PAID: [&str; 1] = ["requestPayment  {\"payMethod\": \"CARD\"}"];

const POST: &str = "const post = (path, body) => fetch('https://api.portone.io' + path, { method: 'POST', body: JSON.stringify(body) });";
const CALL: &str = "post('/payments/a/cancel', { reason: 'x' })";
const IMPORT: &str = "import { requestPayment as pay } from '@portone/browser-sdk/v2';";
const SCRIPT: &str = "<script src='https://cdn.portone.io/v2/browser-sdk.js'></script>";

#[test]
fn a_name_that_stands_for_a_call_is_one_in_markup() {
    let pay = "pay({ payMethod: 'CARD' })";
    for (name, code) in [
        (
            "a.vue",
            format!("<script setup>{IMPORT}</script><template><b @click=\"{pay}\"/></template>"),
        ),
        (
            "a.vue",
            format!(
                "<template><b @click=\"load()\"/><b @click=\"() => {pay}\"/></template><script setup lang=\"ts\">{IMPORT} function load() {{}}</script>"
            ),
        ),
        (
            "a.svelte",
            format!("<script>{IMPORT}</script><button on:click={{() => {pay}}}>x</button>"),
        ),
        (
            "a.svelte",
            format!("<script>{IMPORT}</script><button onclick={{() => {pay}}}>x</button>"),
        ),
        (
            "a.html",
            format!(
                "{SCRIPT}<script>const pay = PortOne.requestPayment;</script><button onclick=\"{pay}; return false\">x</button>"
            ),
        ),
        (
            "a.html",
            format!(
                "{SCRIPT}<script>const P = window.PortOne;</script><button onclick=\"P.requestPayment({{ payMethod: 'CARD' }})\">x</button>"
            ),
        ),
    ] {
        assert_eq!(sent(name, &code), PAID, "{name} {code}");
    }
    for (name, code) in [
        (
            "a.vue",
            format!("<script setup>{POST}</script><template><b @click=\"{CALL}\"/></template>"),
        ),
        ("a.svelte", format!("<script>{POST}</script><b onclick={{() => {CALL}}}/>")),
        ("a.html", format!("<script>{POST}</script><button onclick=\"{CALL}\">x</button>")),
        (
            "a.jsp",
            format!("<%@ page %><button onclick=\"{CALL}\">x</button><script>{POST}</script>"),
        ),
    ] {
        assert_eq!(sent(name, &code), CANCELLED, "{name} {code}");
    }
}

#[test]
fn other_names_in_an_attribute_may_be_the_elements() {
    let pay = "const pay = PortOne.requestPayment;";
    let code = format!(
        "{SCRIPT}<script>const title = 'a-b'; {pay}</script><button onclick=\"pay({{ paymentId: title }})\">x</button>"
    );
    assert_eq!(sent("a.html", &code), ["requestPayment  {\"paymentId\": ?any?}"]);
    for code in [
        "<script>const submit = PortOne.requestPayment;</script><button onclick=\"submit({})\">x</button>"
            .to_owned(),
        format!("<script type=\"module\">{pay}</script><button onclick=\"pay({{}})\">x</button>"),
        format!("<script>{pay}</script><button title=\"pay({{}})\">x</button>"),
        format!("<script>{pay}</script><button onclick=\"this.pay({{}})\">x</button>"),
    ] {
        assert_eq!(sent("a.html", &code), [""; 0], "{code}");
    }
    // Markup that binds the name calls something else.
    let code = format!(
        "<script setup>{IMPORT}</script><template><b v-for=\"pay in ways\" @click=\"pay({{ payMethod: 'CARD' }})\"/></template>"
    );
    assert_eq!(sent("a.vue", &code), [""; 0]);
}

#[test]
fn code_in_markup_that_is_no_javascript_leaves_the_script() {
    let call = "PortOne.requestPayment({ payMethod: 'CARD' });";
    for (name, code) in [
        (
            "a.vue",
            format!(
                "<script setup>{IMPORT} import * as PortOne from '@portone/browser-sdk/v2'; {call}</script><template><b @click=\"pay({{ )\"/></template>"
            ),
        ),
        (
            "a.html",
            format!(
                "<script>const pay = PortOne.requestPayment; {call}</script><script>let = ;</script><b onclick=\"pay({{}})\">"
            ),
        ),
    ] {
        assert_eq!(sent(name, &code), PAID, "{name} {code}");
    }
}
