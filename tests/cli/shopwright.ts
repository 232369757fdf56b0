import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, onTestFinished } from "vitest"
import { createEmptyFolder } from "../support/empty-folder.ts"

const running = new Map<ChildProcess, Promise<unknown>>()

afterEach(async () => {
  for (const child of running.keys()) child.kill("SIGKILL")
  await Promise.allSettled(running.values())
})

export const entry = fileURLToPath(new URL("../../adapters/cli/main.ts", import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Options {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
}

/** A folder that is removed after the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-cli-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A folder whose `.shopwright` has an empty shop, which is removed after the test. */
export const folderWithShop = async (): Promise<string> => {
  const folder = temporaryFolder()
  await createEmptyFolder(join(folder, ".shopwright"))
  return folder
}

/** Runs the command to its end. */
export const shopwright = async (args: ReadonlyArray<string>, { cwd, env, input }: Options): Promise<Ended> => {
  const { child, ended } = start(args, { cwd, ...(env && { env }) })
  // A command may end without reading its standard input, which breaks the pipe.
  child.stdin?.on("error", () => {})
  child.stdin?.end(input)
  return ended
}

export interface Server {
  readonly url: string
  /** Sends a signal and waits for the end. */
  readonly stop: (signal: NodeJS.Signals) => Promise<Ended>
  /** Sends a signal. */
  readonly signal: (signal: NodeJS.Signals) => void
  /** Returns the lines of standard error so far that are not log lines. */
  readonly notices: () => ReadonlyArray<string>
  /** Returns the log lines so far. */
  readonly log: () => ReadonlyArray<LogLine>
}

export interface LogLine {
  readonly msg?: string
  readonly worker?: number
  readonly url?: string
  readonly pid?: number
}

/** Starts `shopwright serve` and waits for its ready line. */
export const startServer = async (args: ReadonlyArray<string>, options: Omit<Options, "input">): Promise<Server> => {
  const { child, ended, output } = start(["serve", ...args], options)
  const ready = new Promise<string>((resolve) => {
    let text = ""
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes("\n")) resolve(text)
    })
  })
  const first = await Promise.race([ready, ended])
  if (typeof first !== "string") throw new Error(`serve ended with ${first.code}: ${first.stderr}`)
  const url = /^shopwright is ready at (http:\/\/\S+)\n$/.exec(first)?.[1]
  if (url === undefined) throw new Error(`serve says: ${first}`)
  return {
    url,
    stop: (signal) => {
      child.kill(signal)
      return ended
    },
    signal: (signal) => void child.kill(signal),
    notices: () => output.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("{")),
    log: () =>
      output.stderr
        .split("\n")
        .slice(0, -1)
        .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as LogLine] : [])),
  }
}

// Only the variable that any program needs: no DATABASE_URL, no PORT.
const environment = { PATH: process.env.PATH }

const start = (args: ReadonlyArray<string>, { cwd, env }: Omit<Options, "input">) => {
  const child = spawn(process.execPath, [entry, ...args], { cwd, env: { ...environment, ...env } })
  const output = { stdout: "", stderr: "" }
  const ended = collect(child, output)
  running.set(child, ended)
  void ended.finally(() => running.delete(child)).catch(() => {})
  return { child, ended, output }
}

const collect = (child: ChildProcess, output: { stdout: string; stderr: string }): Promise<Ended> =>
  new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      output.stdout += chunk.toString()
    })
    child.stderr?.on("data", (chunk: Buffer) => {
      output.stderr += chunk.toString()
    })
    child.once("error", reject)
    child.once("close", (code) => resolve({ code, ...output }))
  })
