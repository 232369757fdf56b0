/**
 * Resolves when the server is to end: at the first SIGINT or SIGTERM. From the call on neither ends the process by
 * itself: npm hands a terminal's Ctrl-C on to its child, which then gets it twice and must still be allowed to finish.
 */
export const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve())
    if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(resolve)
  })

const MILLISECONDS_BETWEEN_LOOKS = 250

/**
 * Between npm and a script stands a shell. Many die of the SIGTERM that npm hands on and tell nobody: the server would
 * stay behind, without a parent and with the port. That the parent is gone is then the only sign there is.
 */
const whenOrphaned = (resolve: () => void): void => {
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    resolve()
  }, MILLISECONDS_BETWEEN_LOOKS)
  look.unref()
}
