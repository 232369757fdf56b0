import { spawn } from "node:child_process"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import type { Job, Measured } from "./job.ts"

/** Runs the load generator in a process of its own and returns what it measured. */
export const measure = (job: Job): Promise<Measured> => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("load.ts", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  child.stdin.end(JSON.stringify(job))
  return text(child.stdout).then((output) => JSON.parse(output) as Measured)
}

/** The upper median of some numbers. */
export const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
