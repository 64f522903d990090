//! Names of the SDK that are those of something else, or may be.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use support::lowered;

fn count(code: &str) -> usize {
    let code = code.replace("CALL", "PortOne.requestPayment({ channelKey: 'k' })");
    lowered("page.tsx", &code).requests.len()
}

const SDK: &str = "import * as PortOne from '@portone/browser-sdk/v2';";

#[test]
fn what_nobody_sees_is_the_sdk_only_if_it_is_named_after_it() {
    for code in [
        "const PortOne = makePort(); CALL",
        "const PortOne = await makePort(); CALL",
        "let PortOne = makePort(); CALL",
        "const PortOne = container.get('payments'); CALL",
        "const PortOne = payments.port(); CALL",
        "const { PortOne } = makePorts(); CALL",
        "const { PortOne } = await makePorts(); CALL",
        "const { port: PortOne } = await loadSdk(); CALL",
        "const [PortOne] = makePorts(); CALL",
        "const PortOne = mockPortOne(); CALL",
        "const PortOne = await createFakePortOne(); CALL",
        "import { makePort } from './port'; const PortOne = makePort(); CALL",
        "import { makePort } from './mock-portone'; const PortOne = makePort(); CALL",
        "import ports from './ports'; const { PortOne } = await ports(); CALL",
        "const PortOne = new Port(); CALL",
        "const PortOne = port; CALL",
        "const PortOne = ports.one; CALL",
        "makePort().requestPayment({ channelKey: 'k' })",
        "(await makePort()).requestPayment({ channelKey: 'k' })",
        "ports.PortOne.requestPayment({ channelKey: 'k' })",
        "import { ports } from './ports'; ports.PortOne.requestPayment({ channelKey: 'k' })",
    ] {
        assert_eq!(count(code), 0, "{code}");
    }
    for code in [
        "const PortOne = await loadSdk(); CALL",
        "const PortOne = await getPortOne(); CALL",
        "const PortOne = usePortOne(); CALL",
        "const { PortOne } = usePortOne(); CALL",
        "const { PortOne } = await loadSdks(); CALL",
        "import { load } from './sdk'; const PortOne = await load(); CALL",
        "const PortOne = inject('portone'); CALL",
        "const PortOne = useContext(PortOneContext); CALL",
        "const PortOne = window.PortOne; CALL",
    ] {
        assert_eq!(count(code), 1, "{code}");
    }
}

#[test]
fn a_parameter_of_another_type_is_not_the_sdk() {
    for code in [
        "interface Port { requestPayment(x: object): void } export const f = (PortOne: Port) => CALL",
        "import type { Port } from './port'; export const f = (PortOne: Port) => CALL",
        "import type { Port } from './port'; export function f({ PortOne }: { PortOne: Port }) { CALL }",
        "export const f = (PortOne: FakePortOne) => CALL",
        "export const f = (PortOne: jest.Mocked<typeof import('@portone/browser-sdk/v2')>) => CALL",
        "const PortOne: Port = await loadPortOne(); CALL",
        "declare const PortOne: FakePort; CALL",
        "declare const PortOne: Mocked<PortOneSdk>; CALL",
        "ports.forEach((PortOne) => CALL)",
        "ports.map(function (PortOne) { CALL })",
        "for (const PortOne of ports) CALL",
        "try { f() } catch (PortOne) { CALL }",
        "withPort((PortOne) => CALL)",
        "test.each(ports)('pays', (PortOne) => { CALL })",
    ] {
        assert_eq!(count(code), 0, "{code}");
    }
    for code in [
        "export const f = (PortOne: any) => CALL",
        "export const f = (PortOne: typeof import('@portone/browser-sdk/v2')) => CALL",
        "import type { PortOneSdk } from './types'; export const f = (PortOne: PortOneSdk) => CALL",
        "export function f({ PortOne }: { PortOne: any }) { CALL }",
        "import type { Props } from './props'; export function f({ PortOne }: Props) { CALL }",
        "loadSdk().then((PortOne) => CALL)",
        "withPortOne((PortOne) => CALL)",
        "declare const PortOne: PortOneSdk; CALL",
        "declare const PortOne: typeof import('@portone/browser-sdk/v2'); CALL",
        "declare const PortOne: { requestPayment(request: object): Promise<unknown> }; CALL",
    ] {
        assert_eq!(count(code), 1, "{code}");
    }
}

#[test]
fn what_a_test_puts_in_its_place_is_not_the_sdk() {
    for code in [
        format!("{SDK} jest.mock('@portone/browser-sdk/v2'); CALL"),
        format!("{SDK} jest.mock('@portone/browser-sdk/v2', () => ({{ requestPayment: jest.fn() }})); CALL"),
        format!("{SDK} vi.mock('@portone/browser-sdk/v2', () => ({{ requestPayment: vi.fn() }})); CALL"),
        format!("{SDK} vi.mock(import('@portone/browser-sdk/v2')); CALL"),
        format!("{SDK} vi.doMock('@portone/browser-sdk/v2'); CALL"),
        "jest.doMock('@portone/browser-sdk/v2'); const PortOne = await import('@portone/browser-sdk/v2'); CALL".to_owned(),
        "mock.module('@portone/browser-sdk/v2', { namedExports: {} }); const PortOne = await import('@portone/browser-sdk/v2'); CALL".to_owned(),
        "const PortOne = jest.requireMock('@portone/browser-sdk/v2'); CALL".to_owned(),
        format!("{SDK} jest.spyOn(PortOne, 'requestPayment').mockResolvedValue(null); CALL"),
        format!("{SDK} vi.mocked(PortOne.requestPayment).mockResolvedValue(null); CALL"),
        format!("{SDK} sinon.stub(PortOne, 'requestPayment'); CALL"),
        format!("{SDK} mock.method(PortOne, 'requestPayment', () => null); CALL"),
        format!("{SDK} PortOne.requestPayment = fake; CALL"),
        "vi.spyOn(window.PortOne, 'requestPayment'); CALL".to_owned(),
        "vi.stubGlobal('PortOne', { requestPayment: vi.fn() }); CALL".to_owned(),
        "PortOne.requestPayment = vi.fn(); CALL".to_owned(),
        "window.PortOne.requestPayment = vi.fn(); CALL".to_owned(),
        "window['PortOne'] = { requestPayment: vi.fn() }; CALL".to_owned(),
        "Object.defineProperty(window, 'PortOne', { value: fake }); CALL".to_owned(),
        "Object.assign(window, { PortOne: fake }); CALL".to_owned(),
        "Object.assign(PortOne, { requestPayment: fake }); CALL".to_owned(),
        "Reflect.set(globalThis, 'PortOne', fake); CALL".to_owned(),
        "const w = window as any; w.PortOne = fake; CALL".to_owned(),
        "const PortOne = vi.mocked(sdk); CALL".to_owned(),
        "const PortOne = mock<typeof sdk>(); CALL".to_owned(),
        "const PortOne = { requestPayment: vi.fn() } as any; CALL".to_owned(),
        "function PortOne() {} PortOne.requestPayment = send; CALL".to_owned(),
        "namespace PortOne { export function requestPayment(x: object) {} } CALL".to_owned(),
        "enum PortOne { requestPayment } CALL".to_owned(),
    ] {
        assert_eq!(count(&code), 0, "{code}");
    }
    for code in [
        format!("{SDK} jest.mock('./api'); CALL"),
        format!("{SDK} vi.spyOn(console, 'error'); CALL"),
        format!("{SDK} vi.stubGlobal('fetch', fake); CALL"),
        format!("{SDK} window.PortOne = PortOne; CALL"),
        format!("{SDK} other.requestPayment = fake; CALL"),
    ] {
        assert_eq!(count(&code), 1, "{code}");
    }
}
