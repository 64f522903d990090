//! Components of an SDK that take the request in an attribute.

mod support;

use support::{bodies, lowered};

const IMPORT: &str = "import { Payment, IssueBillingKey } from '@portone/react-native-sdk';";

fn operations(code: &str) -> Vec<String> {
    lowered("page.tsx", code).requests.into_iter().map(|request| request.operation).collect()
}

#[test]
fn components_of_the_sdk_are_calls_however_they_are_imported() {
    for code in [
        "import { Payment } from '@portone/react-native-sdk'; <Payment request={{}} />",
        "import { Payment } from '@portone/react-native-sdk'; <Payment ref={r} request={{}} onError={e}></Payment>",
        "import { Payment as Pay } from '@portone/react-native-sdk'; const a = () => <Pay request={{}} />",
        "import * as PortOne from '@portone/react-native-sdk'; <PortOne.Payment request={{}} />",
        "const { Payment } = require('@portone/react-native-sdk'); <Payment request={{}} />",
        "import { Payment } from '@portone/react-native-sdk'; const Pay = Payment; <Pay request={{}} />",
        "import { Payment } from '@portone/react-native-sdk'; <Payment {...props} />",
        "import React from 'react'; import { Payment } from '@portone/react-native-sdk'; React.createElement(Payment, { request: {} })",
        "import { createElement } from 'react'; import * as P from '@portone/react-native-sdk'; createElement(P.Payment, { request: {} })",
    ] {
        assert_eq!(operations(code), ["requestPayment"], "{code}");
    }
    let both =
        format!("{IMPORT} <><IssueBillingKey request={{{{}}}} /><Payment request={{{{}}}} /></>");
    assert_eq!(operations(&both), ["requestIssueBillingKey", "requestPayment"]);
}

#[test]
fn other_components_of_the_same_name_are_no_calls() {
    for code in [
        "import { Payment } from './payment'; <Payment request={{}} /> // @portone/react-native-sdk",
        "import { Payment } from 'other'; <Payment request={{}} /> // @portone/react-native-sdk",
        "const Payment = () => null; <Payment request={{}} /> // @portone/react-native-sdk",
        "<Payment request={{}} /> // @portone/react-native-sdk",
        "import type { Payment } from '@portone/react-native-sdk'; function f({ Payment }) { return <Payment request={{}} /> }",
        "import { PaymentUI } from '@portone/react-native-sdk'; <PaymentUI request={{}} />",
        "import { Payment } from '@portone/react-native-sdk'; <Payment onError={e} />",
        "import { Payment } from '@portone/react-native-sdk'; function f(Payment) { return <Payment request={{}} /> }",
        "import { Payment } from '@portone/react-native-sdk'; createElement(View, { request: {} })",
        "import { Payment } from '@portone/react-native-sdk'; jest.mock('@portone/react-native-sdk', () => ({})); <Payment request={{}} />",
    ] {
        assert_eq!(operations(code), [""; 0], "{code}");
    }
}

/// What a component is given as `payMethod`, in each world.
fn methods(code: &str) -> Vec<String> {
    bodies("page.tsx", &format!("import {{ useMemo, useState }} from 'react'; {IMPORT} {code}"))
        .into_iter()
        .map(|body| body.replace(r#", "redirectUrl": ?string"#, ""))
        .collect()
}

#[test]
fn what_a_component_is_given_is_known_as_an_argument_is() {
    let known = [r#"{"payMethod": "CARD"}"#];
    for code in [
        "<Payment request={{ payMethod: 'CARD' }} />",
        "<Payment {...props} request={{ payMethod: 'CARD' }} />",
        "<Payment request={{ payMethod: 'CARD' }} {...{ a: 1 }} />",
        "<Payment {...{ request: { payMethod: 'CARD' } }} />",
        "const request = { payMethod: 'CARD' }; <Payment request={request} />",
        "const request = { payMethod: 'CARD' } as const; <><Payment request={request} /><Payment /></>",
        "function A() { const request = useMemo(() => ({ payMethod: 'CARD' }), []); return <Payment request={request} /> }",
        "function A() { const [request] = useState({ payMethod: 'CARD' }); return <Payment request={request} /> }",
        "function A() { const r = { payMethod: 'MOBILE' }; r.payMethod = 'CARD'; return <Payment request={r} /> }",
        "createElement(Payment, { request: { payMethod: 'CARD' } })",
        // It becomes JSON.
        "<Payment request={{ payMethod: 'CARD', orderName: undefined, f: () => 1 }} />",
    ] {
        assert_eq!(methods(code), known, "{code}");
    }
    assert_eq!(
        methods("<Payment request={{ payMethod: c ? 'CARD' : 'MOBILE' }} />"),
        [r#"{"payMethod": "CARD"}"#, r#"{"payMethod": "MOBILE"}"#]
    );
}

#[test]
fn what_else_may_be_given_is_not_claimed() {
    for code in [
        "<Payment request={{ payMethod: 'CARD' }} {...props} />",
        "<Payment {...props} />",
        "<Payment request={props.request} />",
        "<Payment request />",
        "createElement(Payment, props)",
    ] {
        assert_eq!(methods(code), ["?any"], "{code}");
    }
    for code in [
        "const r = { payMethod: 'CARD' }; <View style={r} />; <Payment request={r} />",
        "const r = { payMethod: 'CARD' }; <Payment request={r} onError={() => { r.payMethod = 'X' }} />",
    ] {
        assert!(
            methods(code).iter().any(|body| body.contains("...") || body.contains("?any")),
            "{code}"
        );
    }
}

#[test]
fn a_field_that_the_component_sets_is_not_what_is_written() {
    let code = format!(
        "{IMPORT} <Payment request={{{{ redirectUrl: 'shop://done', payMethod: 'CARD' }}}} />"
    );
    assert_eq!(bodies("page.tsx", &code), [r#"{"redirectUrl": ?string, "payMethod": "CARD"}"#]);
}

#[test]
fn a_request_is_read_when_the_component_is_shown() {
    let code = "function A() { const r = { payMethod: 'CARD' }; const shown = <Payment request={r} />; r.payMethod = 'MOBILE'; return shown }";
    let methods = methods(code);
    assert!(methods.iter().any(|body| !body.contains("CARD")), "{methods:?}");
}
