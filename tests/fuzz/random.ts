/** Pseudo-random decisions, reproducible by their seed. */
export interface Random {
  /** Returns an integer from 0 to `bound` - 1. */
  readonly below: (bound: number) => number
  /** Returns true with a probability from 0 to 1. */
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(values: ReadonlyArray<A>) => A
  readonly bytes: (length: number) => Buffer
}

/** Decisions for request number `n` of a run, so that one request can be repeated alone (splitmix32). */
export const randomFor = (seed: number, n: number): Random => {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35)) >>> 0
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const below = (bound: number): number => Math.floor((next() / 2 ** 32) * bound)
  return {
    below,
    chance: (probability) => next() / 2 ** 32 < probability,
    pick: (values) => {
      if (values.length === 0) throw new Error("There is nothing to pick from.")
      return values[below(values.length)] as (typeof values)[number]
    },
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  }
}
