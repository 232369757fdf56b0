import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { extname, join } from "node:path"
import { fileURLToPath } from "node:url"

/**
 * Creates the database of a new folder in a process of its own. Where PGlite has no empty database to copy, it runs
 * `initdb`, a second PostgreSQL, of which 200 MB stay in use: only the end of a process frees memory of WebAssembly. If the
 * folder cannot be created, it stays as it is, and the error appears when it is opened.
 */
export const createFolder = async (folder: string): Promise<void> => {
  if (existsSync(join(folder, "data", "PG_VERSION"))) return
  const program = new URL(`create-folder-program${extname(import.meta.filename)}`, import.meta.url)
  const child = spawn(process.execPath, [fileURLToPath(program), folder], { stdio: "ignore" })
  await once(child, "close")
}
