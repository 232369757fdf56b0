#!/usr/bin/env node
import { enableCompileCache } from "./compile-cache.ts"
import { disablePretenuring } from "./no-pretenuring.ts"
import { leaveWasmUnoptimized } from "./unoptimized-wasm.ts"

// Only a server runs long enough for optimized code to repay its cost. V8 accepts cached code of the same flags only, so
// they are set before the cache is opened. Modules that are loaded afterwards come from the cache.
if (process.argv[2] === "serve") disablePretenuring()
else leaveWasmUnoptimized()
enableCompileCache()
await import("./program.ts")
