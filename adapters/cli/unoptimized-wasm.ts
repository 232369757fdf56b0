import { setFlagsFromString } from "node:v8"

/**
 * Keeps V8 from optimizing WebAssembly that is loaded afterwards. The PostgreSQL of a folder is WebAssembly, and to
 * optimize its parser of SQL takes 600 MB for a second. Without it, a copy of a shop takes a third more
 * CPU time.
 */
export const leaveWasmUnoptimized = (): void => {
  setFlagsFromString("--no-wasm-tier-up")
  setFlagsFromString("--no-wasm-dynamic-tiering")
}
