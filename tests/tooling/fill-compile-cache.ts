// Fills the cache of compiled modules with one start of a server, so that the first `npm start` of a clone is as fast as
// the following ones.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../", import.meta.url))
const LIMIT_MS = 60_000

/** The arguments of Node in `npm start`. V8 accepts cached code of the same flags only. */
const nodeArguments = (): ReadonlyArray<string> => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: { start: string } }
  return scripts.start.split(" ").slice(2)
}

/** Starts a server on a database in memory and ends it. A failure has no effect: modules are then compiled when needed. */
export const fillCompileCache = async (): Promise<void> => {
  const options = ["--database", "memory", "--host", "127.0.0.1", "--port", "0"]
  // Settings of the user's shop do not apply.
  const env = { PATH: process.env.PATH, SHOPWRIGHT_SECRET: "only for a server without data" }
  const server = spawn(process.execPath, [...nodeArguments(), ...options], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "ignore"],
    timeout: LIMIT_MS,
  })
  server.stdout.once("data", () => server.kill("SIGTERM"))
  await once(server, "close").catch(() => undefined)
}
