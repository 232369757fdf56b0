// What `npm ci` does after the packages are installed.
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { buildBackOffice } from "./back-office.ts"
import { fillCompileCache } from "./fill-compile-cache.ts"

if (existsSync(fileURLToPath(new URL("../../node_modules/vite", import.meta.url))))
  await Promise.all([buildBackOffice(), fillCompileCache()])
else console.log("The back office is not built: its development dependencies are not installed.")
