// Instances of the WebAssembly module, one for each linter.

import { Linter as Base, called, LintError } from "./linter.js";

export { apply, LintError, wrap } from "./linter.js";

/**
 * A `Linter` whose `smartro`, and with the compiler `pack`, load the module.
 * @param bindings the generated JavaScript
 * @param load the module, or what it is compiled from on this runtime, if the caller gives nothing
 */
export function linterOf(bindings, load) {
  let ready;
  const startGiven = async (wasm) => bindings.default({ module_or_path: await wasm });
  const startOwn = async () => {
    const own = await load();
    // `bindings.default` asks whether it has a `Request`: Node then loads all of `fetch`, which takes
    // longer than all else.
    return own instanceof WebAssembly.Module ? bindings.initSync({ module: own }) : startGiven(own);
  };
  const start = async (wasm) => {
    ready ??= wasm ? startGiven(wasm) : startOwn();
    try {
      return await ready;
    } catch (error) {
      // The next call may have another module.
      ready = undefined;
      throw error;
    }
  };
  const { Engine } = bindings;
  class Linter extends Base {
    static async smartro(options = {}) {
      const { memory } = await start(options.wasm);
      return new Linter(called(() => Engine.smartro(options.language ?? "ko")), memory, options);
    }

    static async pack(name, files, options = {}) {
      const { memory } = await start(options.wasm);
      let engine;
      try {
        engine = Engine.pack(name, JSON.stringify(files), options.language ?? "ko");
      } catch (error) {
        if (typeof error !== "string") throw error;
        const { message, mistakes } = JSON.parse(error);
        throw new LintError(message, mistakes);
      }
      return new Linter(engine, memory, options);
    }
  }
  if (!("pack" in Engine)) delete Linter.pack;
  return Linter;
}
