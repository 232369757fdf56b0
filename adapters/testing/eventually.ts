/**
 * Waits until something is so, looking again and again, and fails with its name where it never is: sooner than the
 * suites' timeout of a minute, which would tell nobody what it was.
 */
export const eventually = async (what: string, isSo: () => boolean | Promise<boolean>, within = 20_000) => {
  const deadline = performance.now() + within
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`it never came to pass that ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
