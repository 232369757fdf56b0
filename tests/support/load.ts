import { eventually as soon } from "../../adapters/testing/eventually.ts"

/** Waits up to a minute by default, because these tests run on busy machines. */
export const eventually: typeof soon = (what, isSo, within = 60_000) => soon(what, isSo, within)

/** Runs all jobs, `width` at a time: each worker takes the next job when its own is done. */
export const inParallel = async <Job, Outcome>(
  width: number,
  jobs: ReadonlyArray<Job>,
  work: (job: Job, worker: number) => Promise<Outcome>,
): Promise<Array<Outcome>> => {
  const outcomes: Array<Outcome> = []
  const queue = jobs.entries()
  const worker = async (_: unknown, n: number) => {
    for (const [i, job] of queue) outcomes[i] = await work(job, n)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return outcomes
}

/** Pseudo-random numbers from 0 to `bound` - 1, the same in every run. */
export const dice = (seed: number): ((bound: number) => number) => {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

/** Counts equal values. */
export const tally = (values: ReadonlyArray<number | string>): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
