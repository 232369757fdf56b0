import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A shopwright server as a process of its own, as its users start it. */
export interface ServerProcess {
  readonly url: string
  readonly pid: number
  /** Everything written to standard error so far. */
  readonly log: () => string
  /** Whether it has neither exited nor been killed. */
  readonly isRunning: () => boolean
  /** Sends a signal and waits for the end. */
  readonly end: (signal: "SIGTERM" | "SIGKILL") => Promise<Ending>
}

export const ADMIN = { username: "root", password: "a-long-secret" }

/** Runs one command of shopwright to its end. */
export const shopwright = async (
  ...args: ReadonlyArray<string>
): Promise<Ending & { readonly stdout: string; readonly stderr: string }> => {
  const child = start(args)
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const ending = await endOf(child)
  return { ...ending, stdout: stdout(), stderr: stderr() }
}

/** Migrates a database, or fails with the command's output. */
export const migrate = async (database: string): Promise<void> => {
  const { code, stderr } = await shopwright("migrate", "--database", database)
  if (code !== 0) throw new Error(`shopwright migrate: ${stderr}`)
}

/** Starts a server on a free port and waits for its ready line. */
export const startServer = async (
  database: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> => {
  const child = start(["serve", "--dialect", "ecommerce-backend", "--port", "0", "--database", database], env)
  const [stdout, log] = [collect(child.stdout), collect(child.stderr)]
  const ended = endOf(child)
  const isRunning = () => child.exitCode === null && child.signalCode === null
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout())?.[0]
    if (url !== undefined) {
      const end = (signal: "SIGTERM" | "SIGKILL") => {
        child.kill(signal)
        return ended
      }
      return { url, pid: child.pid ?? 0, log, isRunning, end }
    }
    await Promise.race([once(child.stdout, "data"), ended])
    if (!isRunning()) throw new Error(`shopwright serve ended: ${log()}`)
  }
}

const root = fileURLToPath(new URL("../../", import.meta.url))

/** The arguments and flags of the checkout's npm script. */
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: { shopwright: string } }
const command = scripts.shopwright.split(" ").slice(1)

const start = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, [...command, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      // A start spends half its time on compiling, so it uses the cache of earlier starts.
      NODE_COMPILE_CACHE: `${root}node_modules/.cache/shopwright-tests`,
      SHOPWRIGHT_SECRET: "a secret for tests that is long enough to sign with",
      SHOPWRIGHT_ADMIN: `${ADMIN.username}:${ADMIN.password}`,
      SHOPWRIGHT_LOG: "error",
      // Tests run on busy machines, where a pause of the database is not overload.
      SHOPWRIGHT_QUEUE_TIMEOUT: "20",
      ...env,
    },
  })
  // A test that fails or a benchmark that is interrupted must leave no server behind.
  const atExit = () => child.kill("SIGKILL")
  process.once("exit", atExit)
  child.once("close", () => process.off("exit", atExit))
  return child
}

const endOf = (child: ChildProcess): Promise<Ending> =>
  new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code, signal) => resolve({ code, signal }))
  })

const collect = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = ""
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk
  })
  return () => text
}
