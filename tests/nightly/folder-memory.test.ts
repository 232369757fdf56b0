import { spawn } from "node:child_process"
import { once } from "node:events"
import { createWriteStream, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { pipeline } from "node:stream/promises"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"
import { addManyOrders } from "../support/many-orders.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

const ORDERS = 100_000
/**
 * Measured: 270 MB at most. Compiling TypeScript takes 40 MB of it, which the published package does not need. With optimized
 * WebAssembly it is 820 MB, with PGlite's own buffers 400 MB, and with the creation of the folder 650 MB.
 */
const MAX_MB = 300

const root = fileURLToPath(new URL("../../", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "shopwright-folder-memory-"))
let server: Database

beforeAll(async () => {
  server = await freshDatabase()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server?.drop()
})

const printsPeak = `process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS + "\\n"))`

/** Runs a command to its end, and writes its output to a file. Returns the maximum of its memory in MB. */
const shopwright = async (output: string, ...args: ReadonlyArray<string>): Promise<number> => {
  const flags = ["--max-semi-space-size=16", "--import", `data:text/javascript,${encodeURIComponent(printsPeak)}`]
  const child = spawn(process.execPath, [...flags, "adapters/cli/main.ts", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  })
  const written = pipeline(child.stdout, createWriteStream(join(folder, output)))
  const [log, [code]] = await Promise.all([text(child.stderr), once(child, "close"), written])
  if (code !== 0) throw new Error(`shopwright ${args.join(" ")}: ${log}`)
  return Number(/peak (\d+)/.exec(log)?.[1]) / 1024
}

it("a large shop is imported into a new folder and exported again in little memory", async () => {
  const [file, database] = [join(folder, "shop.ndjson"), join(folder, "shop")]
  await shopwright("log", "migrate", "--database", server.url)
  await addManyOrders(server.url, ORDERS)
  await shopwright("shop.ndjson", "export", "--database", server.url)
  expect(await shopwright("log", "import", file, "--database", database)).toBeLessThan(MAX_MB)
  expect(await shopwright("again.ndjson", "export", "--database", database)).toBeLessThan(MAX_MB)
})
