import { readFile, stat, utimes } from "node:fs/promises"

const INTERVAL_MS = 1000

/** A holder whose heartbeat does not change for this long is gone. Used only across hosts. */
const SILENCE_MS = 10_000

/**
 * Updates the time of a lock file every second, so that hosts that share the folder see that its holder is alive. Calls
 * `onLost` once if the file is not this holder's any more.
 */
export const startHeartbeat = (file: string, content: string, onLost: () => void): (() => void) => {
  const timer = setInterval(async () => {
    const current = await readFile(file, "utf8").catch((error: unknown) => (isMissing(error) ? "" : content))
    if (current !== content) {
      clearInterval(timer)
      onLost()
      return
    }
    const now = new Date()
    await utimes(file, now, now).catch(() => undefined)
  }, INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Watches a lock file and returns whether its time changes. Compares values only, so clocks may differ. */
export const hasHeartbeat = async (file: string): Promise<boolean> => {
  const timeOf = () =>
    stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    )
  const first = await timeOf()
  const deadline = performance.now() + SILENCE_MS
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS / 2))
    const current = await timeOf()
    if (current !== first) return current !== undefined
  }
  return false
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT"
