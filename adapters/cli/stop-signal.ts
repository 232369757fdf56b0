/**
 * Resolves at the first SIGINT or SIGTERM. After the call, neither signal ends the process by itself: npm forwards a
 * terminal's Ctrl-C to its child, which receives it twice and must still be able to finish.
 */
export const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve())
  })
