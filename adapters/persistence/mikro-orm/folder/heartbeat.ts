import { readFile, rm, writeFile } from "node:fs/promises"

const INTERVAL_MS = 1000

/** A holder whose heartbeat does not change for this long is gone. Used where no better evidence is available. */
const SILENCE_MS = 10_000

/**
 * Increments a counter beside a lock file every second, so that hosts that share the folder see that its holder is
 * alive. Calls `onLost` once if the lock is not this holder's any more. Returns a function that stops it.
 */
export const startHeartbeat = (file: string, content: string, onLost: () => void): (() => Promise<void>) => {
  let count = 0
  let beating: Promise<void> = Promise.resolve()
  const beat = async (): Promise<void> => {
    const current = await readFile(file, "utf8").catch((error: unknown) => (isMissing(error) ? "" : content))
    if (current !== content) {
      clearInterval(timer)
      onLost()
      return
    }
    count += 1
    // A full disk must not end the process: the lock itself is still there.
    await writeFile(counterOf(file), String(count), { mode: 0o600 }).catch(() => undefined)
  }
  const timer = setInterval(() => {
    beating = beating.then(beat)
  }, INTERVAL_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await beating
    await rm(counterOf(file), { force: true })
  }
}

/**
 * Watches the counter of a lock file and returns whether it changes. It reads content and not times, because network
 * file systems cache a file's times, and clocks differ.
 */
export const hasHeartbeat = async (file: string): Promise<boolean> => {
  const read = (): Promise<string> => readFile(counterOf(file), "utf8").catch(() => "")
  const first = await read()
  const deadline = performance.now() + SILENCE_MS
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS / 2))
    const current = await read()
    if (current !== "" && current !== first) return true
  }
  return false
}

const counterOf = (file: string): string => `${file}.heartbeat`

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT"
