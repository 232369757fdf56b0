#!/usr/bin/env node
import { enableCompileCache } from "./compile-cache.ts"

// Only modules that are loaded after this call come from the cache.
enableCompileCache()
await import("./program.ts")
