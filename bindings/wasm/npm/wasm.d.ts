import type { WasmSource } from "./index.js";

/** What the bundler makes of the module: bytes, an address, or the module itself. */
declare const wasm: WasmSource;
export default wasm;
