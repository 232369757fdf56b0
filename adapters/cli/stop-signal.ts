/** The signals that end a server. */
export interface StopSignals {
  /** Resolves at the first SIGINT or SIGTERM. */
  readonly stopped: Promise<void>
  /** Resolves after SIGTERM and the given time, or at SIGINT. An operator at a terminal does not wait. */
  readonly delayed: (seconds: number) => Promise<void>
}

/**
 * Listens for SIGINT and SIGTERM. After the call, neither signal ends the process by itself: npm forwards a terminal's
 * Ctrl-C to its child, which receives it twice and must still be able to finish.
 */
export const stopSignals = (): StopSignals => {
  const interrupted = new Promise<void>((resolve) => process.on("SIGINT", () => resolve()))
  const terminated = new Promise<void>((resolve) => process.on("SIGTERM", () => resolve()))
  return {
    stopped: Promise.race([interrupted, terminated]),
    delayed: async (seconds) => {
      let timer: NodeJS.Timeout | undefined
      const passed = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, seconds * 1000)
      })
      await Promise.race([interrupted, passed])
      clearTimeout(timer)
    },
  }
}
