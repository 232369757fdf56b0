/**
 * Polls until a condition holds. Fails with the condition's name before the suite's own timeout of one minute, which
 * would not name it.
 */
export const eventually = async (what: string, isSo: () => boolean | Promise<boolean>, within = 20_000) => {
  const deadline = performance.now() + within
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`this did not happen in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
