/** How often a broken example failed again. */
export interface Reruns {
  readonly failed: number
  readonly of: number
}

const RERUNS = 10

/**
 * Executes a broken example 10 more times and counts the failures. Returns `null` if the example races nothing, because
 * then it is expected to fail every time, and if the shop can no longer be judged.
 */
export const rerun = async (
  execute: () => Promise<void>,
  { races, isJudged }: { readonly races: () => number; readonly isJudged: () => boolean },
): Promise<Reruns | null> => {
  const before = races()
  let failed = 0
  for (let i = 0; i < RERUNS; i++) {
    if (!isJudged()) return null
    await execute().catch(() => {
      failed += 1
    })
    if (races() === before) return null
  }
  return isJudged() ? { failed, of: RERUNS } : null
}
