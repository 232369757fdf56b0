/**
 * Resolves when the server is to end: at the first SIGINT or SIGTERM. From the call on neither ends the process by
 * itself: npm hands a terminal's Ctrl-C on to its child, which then gets it twice and must still be allowed to finish.
 */
export const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve())
  })
