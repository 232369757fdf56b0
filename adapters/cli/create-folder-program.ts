// Creates the database of the folder that is named by the argument. Runs as a process of its own: see create-folder.ts.
import { migrate } from "../../composition/open-shop.ts"
import { leaveWasmUnoptimized } from "./unoptimized-wasm.ts"

leaveWasmUnoptimized()
const [folder] = process.argv.slice(2)
if (folder !== undefined) await migrate({ folder })
process.exit()
