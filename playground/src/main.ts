// The worker has a module to compile: it starts before the editors are loaded.
import "./client";

await import("./page");
export {};
