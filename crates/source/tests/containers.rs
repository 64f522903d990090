//! Calls of an SDK that is loaded when the program runs, and is in a container until it is called.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::HashMap;

use smartro_lint_source::{Options, lower};
use support::Files;

const SDK: &str = "import * as SDK from '@portone/browser-sdk/v2';";
const LOADED: &str = "await import('@portone/browser-sdk/v2')";

/// How many calls of a file are found, beside a file that it may import.
fn count(name: &str, code: &str, library: &str) -> usize {
    let files = Files(HashMap::from([("lib.tsx", library.to_owned())]));
    let options = Options { reader: Some(&files), ..Options::default() };
    lower(name, code, &support::calls(), &options).requests.len()
}

/// The programs whose call is not found. Each is code with `PAY` for the call and, after a `#`, what
/// is the SDK in it, and the file that it imports.
fn missed(name: &str, pay: &str, programs: &[(String, String)]) -> Vec<String> {
    let missed = programs.iter().filter_map(|(code, library)| {
        let (code, sdk) = code.rsplit_once('#').unwrap();
        let call = pay.replacen('$', sdk.trim(), 1);
        let code = code.replacen("PAY", &call, 1);
        (count(name, &code, library) != 1).then(|| format!("{code}\n{library}"))
    });
    missed.collect()
}

fn alone(programs: &[String]) -> Vec<(String, String)> {
    programs.iter().map(|code| (code.clone(), String::new())).collect()
}

#[test]
fn references_and_states_hold_the_sdk() {
    let hooks = "import { useRef, useState, useMemo, useEffect, use } from 'react';";
    let component = |code: &str| {
        let (code, sdk) = code.rsplit_once('#').unwrap();
        format!("{hooks}{SDK} export function P(props) {{ {code} return () => PAY }} # {sdk}")
    };
    let programs = [
        component(&format!(
            "const sdk = useRef(null); useEffect(() => {{ (async () => {{ sdk.current = {LOADED} }})() }}, []); # sdk.current"
        )),
        component("const sdk = useRef(SDK); # sdk.current"),
        component(
            "const sdk = useRef(null); useEffect(() => { sdk.current = window.PortOne }); # sdk.current!",
        ),
        component(
            "const [sdk, setSdk] = useState(null); useEffect(() => { import('@portone/browser-sdk/v2').then((m) => setSdk(() => m.default)) }); # sdk",
        ),
        component(
            "const [sdk, setSdk] = useState(null); useEffect(() => { import('@portone/browser-sdk/v2').then(setSdk) }); # sdk",
        ),
        component(
            "const [sdk, setSdk] = useState(null); const done = <Script onLoad={() => setSdk(window.PortOne)} />; # sdk",
        ),
        component("const [sdk] = useState(() => SDK); # sdk"),
        component("const sdk = useMemo(() => SDK, []); # sdk"),
        component(
            "const loading = import('@portone/browser-sdk/v2'); const sdk = use(loading); # sdk",
        ),
        component(
            "const [PortOne, setPortOne] = useState<any>(null); useEffect(() => { load().then(setPortOne) }); # PortOne",
        ),
        component("# props.PortOne"),
    ];
    let pay = "$.requestPayment({ payMethod: 'X' })";
    assert_eq!(missed("page.tsx", pay, &alone(&programs)), [""; 0]);
}

#[test]
fn stores_hold_the_sdk() {
    let store = |state: &str| {
        format!("import {{ create }} from 'zustand'; {SDK} const useStore = create(STATE);")
            .replace("STATE", state)
    };
    let (plain, pay) = (store("(set, get) => ({ sdk: SDK })"), "export const pay = () => PAY #");
    let setting =
        store(&format!("(set) => ({{ sdk: null, load: async () => set({{ sdk: {LOADED} }}) }})"));
    let programs = [
        store("(set, get) => ({ sdk: SDK, pay: () => PAY }) # get().sdk")
            .replace(");", "")
            .replace(" #", "); #"),
        format!("{plain} {pay} useStore.getState().sdk"),
        format!(
            "{plain} export const P = () => {{ const sdk = useStore((s) => s.sdk); return () => PAY }} # sdk"
        ),
        format!(
            "{plain} export const P = () => {{ const {{ sdk }} = useStore(); return () => PAY }} # sdk"
        ),
        format!(
            "{} {pay} useStore.getState().sdk",
            store("devtools(persist((set, get) => ({ sdk: SDK }), {}))")
        ),
        format!("{} {pay} useStore.getState().sdk", plain.replace("create(", "create<State>()(")),
        format!("{setting} {pay} useStore.getState().sdk"),
        format!(
            "{} {pay} useStore.getState().sdk",
            store("() => ({ sdk: null })") + " useStore.setState({ sdk: SDK });"
        ),
        format!(
            "{SDK} const useStore = defineStore('pay', {{ state: () => ({{ sdk: SDK }}) }}); {pay} useStore().sdk"
        ),
    ];
    let pay = "$.requestPayment({ payMethod: 'X' })";
    assert_eq!(missed("page.tsx", pay, &alone(&programs)), [""; 0]);
}

#[test]
fn references_of_vue_hold_the_sdk() {
    let vue =
        format!("import {{ ref, computed, reactive, toRefs, toRef, onMounted }} from 'vue'; {SDK}");
    let programs = [
        "const sdk = computed(() => SDK); # sdk.value",
        "const sdk = computed(() => { return SDK }); # sdk.value",
        "const sdk = computed({ get: () => SDK, set() {} }); # sdk.value",
        "const held = ref(SDK); const sdk = computed(() => held.value); # sdk.value",
        "const held = ref(null); onMounted(async () => { held.value = await import('@portone/browser-sdk/v2') }); const sdk = computed(() => held.value); # sdk.value",
        "const state = reactive({ sdk: SDK }); # state.sdk",
        "const { sdk } = toRefs(reactive({ sdk: SDK })); # sdk.value",
        "const sdk = toRef(reactive({ sdk: SDK }), 'sdk'); # sdk.value",
    ];
    let programs = programs.map(|code| {
        let (code, sdk) = code.rsplit_once('#').unwrap();
        format!("{vue} {code} export const pay = () => PAY #{sdk}")
    });
    let pay = "$.requestPayment({ payMethod: 'X' })";
    assert_eq!(missed("page.tsx", pay, &alone(&programs)), [""; 0]);
}

#[test]
fn functions_are_called_by_their_methods() {
    let request = "{ payMethod: 'X' }";
    let body = "{\"payMethod\": \"X\"}";
    for (code, expected) in [
        ("SDK.requestPayment.call(SDK, REQUEST)", body),
        ("SDK.requestPayment.apply(SDK, [REQUEST])", body),
        ("SDK.requestPayment.apply(SDK, list)", "?any"),
        ("SDK.requestPayment.call(...list)", "?any"),
        ("SDK.requestPayment.bind(SDK)(REQUEST)", body),
        ("SDK.requestPayment.bind(SDK, REQUEST)()", body),
        ("SDK.requestPayment.bind(SDK, REQUEST)({ payMethod: 'Y' })", body),
        ("const pay = SDK.requestPayment.bind(SDK); pay(REQUEST)", body),
        ("Reflect.apply(SDK.requestPayment, SDK, [REQUEST])", body),
        ("(0, SDK.requestPayment)(REQUEST)", body),
        ("window.PortOne?.requestPayment?.call(null, REQUEST)", body),
    ] {
        let code = format!("{SDK} {}", code.replace("REQUEST", request));
        assert_eq!(support::body(&code), expected, "{code}");
    }
}

#[test]
fn other_files_hold_the_sdk() {
    let library = |code: &str| {
        format!(
            "import {{ createContext, useContext, useRef, useState, useEffect }} from 'react';{SDK}{code}"
        )
    };
    let page = |code: &str| {
        format!("import {{ useRef, useState }} from 'react'; import {{ lib }} from './lib'; {code}")
    };
    let loader = library(
        "let sdk: any; export async function lib() { if (!sdk) sdk = await import('@portone/browser-sdk/v2'); return sdk }",
    );
    let script = library(
        "export function lib(): Promise<any> { return new Promise((resolve) => { const s = document.createElement('script'); s.onload = () => resolve((window as any).PortOne); document.head.append(s) }) }",
    );
    let programs = [
        (
            page(
                "const sdk = useRef(null); const load = async () => { sdk.current = await lib() }; const pay = () => PAY # sdk.current",
            ),
            loader.clone(),
        ),
        (
            page(
                "const [sdk, setSdk] = useState(null); lib().then(setSdk); const pay = () => PAY # sdk",
            ),
            loader,
        ),
        (page("const pay = async () => { const sdk = await lib(); PAY } # sdk"), script.clone()),
        (
            page(
                "const sdk = useRef(null); lib().then((it) => (sdk.current = it)); const pay = () => PAY # sdk.current",
            ),
            script,
        ),
        (
            page("const pay = () => PAY # lib"),
            library(
                "export let lib: any; export async function init() { lib = await import('@portone/browser-sdk/v2') }",
            ),
        ),
        (
            page("const sdk = lib(); const pay = () => PAY # sdk.current"),
            library(
                "export function lib() { const held = useRef(null); useEffect(() => { held.current = window.PortOne }); return held }",
            ),
        ),
        (
            page("const { sdk } = lib(); const pay = () => PAY # sdk"),
            library(
                "export function lib() { const [sdk, setSdk] = useState(null); useEffect(() => { setSdk(SDK) }); return { sdk, ready: !!sdk } }",
            ),
        ),
        (
            page("const sdk = lib(); const pay = () => PAY # sdk"),
            library("const Held = createContext(SDK); export const lib = () => useContext(Held)"),
        ),
        (
            page("const sdk = lib(); const pay = () => PAY # sdk"),
            library(
                "const Held = createContext<typeof SDK | null>(null); export const lib = () => useContext(Held)",
            ),
        ),
        (
            page("const { sdk } = lib(); const pay = () => PAY # sdk"),
            library(
                "const Held = createContext<any>(null); export const Provider = () => <Held.Provider value={{ sdk: SDK }} />; export const lib = () => useContext(Held)",
            ),
        ),
        (page("const pay = () => PAY # lib.sdk"), library("export const lib = { sdk: SDK }")),
    ];
    let pay = "$.requestPayment({ payMethod: 'X' })";
    assert_eq!(missed("page.tsx", pay, &programs), [""; 0]);
}

#[test]
fn other_frameworks_hold_the_sdk() {
    let vue = |code: &str| {
        format!(
            "<script setup lang=\"ts\">import {{ ref, shallowRef, inject, onMounted }} from 'vue';{SDK}{code}</script>"
        )
    };
    let pay = "$.requestPayment({ channelKey: 'k' })";
    let programs = [
        vue(&format!(
            "const sdk = ref<any>(null); onMounted(async () => {{ sdk.value = {LOADED} }}); const pay = () => PAY"
        )) + "# sdk.value",
        vue("const sdk = shallowRef(SDK); const pay = () => PAY") + "# sdk.value",
        vue("const PortOne = inject('portone'); const pay = () => PAY") + "# PortOne",
        vue(
            "const key: InjectionKey<typeof SDK> = Symbol(); const sdk = inject(key)!; const pay = () => PAY",
        ) + "# sdk",
        vue("const { $portone } = useNuxtApp(); const pay = () => PAY") + "# $portone",
        vue("const app = useNuxtApp(); const pay = () => PAY") + "# app.$portone",
        format!(
            "<script>export default {{ async mounted() {{ this.sdk = {LOADED} }}, methods: {{ pay() {{ PAY }} }} }}</script># this.sdk"
        ),
        "<script>export default { methods: { pay() { PAY } } }</script># this.$portone".to_owned(),
    ];
    assert_eq!(missed("page.vue", pay, &alone(&programs)), [""; 0]);
    let programs = [
        format!(
            "<script>import {{ writable }} from 'svelte/store'; const sdk = writable(null); onMount(async () => {{ sdk.set({LOADED}) }}); const pay = () => PAY</script># $sdk"
        ),
        format!(
            "<script>let sdk = $state(null); onMount(async () => {{ sdk = ({LOADED}).default }}); const pay = () => PAY</script># sdk"
        ),
    ];
    assert_eq!(missed("page.svelte", pay, &alone(&programs)), [""; 0]);
}

#[test]
fn what_holds_something_else_is_no_sdk() {
    let wrapper = "export const lib = { requestPayment(o) { return o } }; export const useIt = () => ({ sdk: lib }); export const make = (sdk) => ({ requestPayment() {} })";
    for code in [
        "import { lib } from './lib'; lib.requestPayment({ channelKey: 'k' })",
        "import { lib } from './lib'; const ref = useRef(lib); ref.current.requestPayment({ channelKey: 'k' })",
        "import { lib } from './lib'; const [it, set] = useState(null); load().then(() => set(lib)); it.requestPayment({ channelKey: 'k' })",
        "import { useIt } from './lib'; const { sdk } = useIt(); sdk.requestPayment({ channelKey: 'k' })",
        "import { make } from './lib'; import * as SDK from '@portone/browser-sdk/v2'; make(SDK).requestPayment({ channelKey: 'k' })",
        "const { $portone } = useNuxtApp(); $portone.requestPayment({ orderName: 'x' })",
        "const ref = useRef(null); import('@portone/browser-sdk/v2').then(() => { ref.current = fake }); ref.current.requestPayment({ channelKey: 'k' })",
        "const it = import('@portone/browser-sdk/v2').then(() => fake); (await it).requestPayment({ channelKey: 'k' })",
        "class A { PortOne = fake(); pay() { this.PortOne.requestPayment({ channelKey: 'k' }) } }",
        "import { sdk } from './missing'; sdk.requestPayment({ channelKey: 'k' })",
        "const [sdk, load] = useState(null); sdk.requestPayment({ channelKey: 'k' })",
    ] {
        assert_eq!(count("page.tsx", code, wrapper), 0, "{code}");
    }
}
