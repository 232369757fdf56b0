import { Cause, Effect, Fiber } from "effect"
import { withoutQueueTimeout } from "../application/queue-timeout.ts"
import { type RunningWork, startWork } from "./background.ts"
import type { DatabaseOption } from "./settings.ts"

/** What one shop does at each poll. */
export interface Poll {
  readonly step: Effect.Effect<unknown>
  readonly report: (fault: unknown) => void
}

interface Member {
  readonly poll: Poll
  running?: Fiber.Fiber<unknown> | undefined
}

interface SharedPoll {
  readonly members: Set<Member>
  readonly work: RunningWork
}

/** Returns what the shops on one pool or MikroORM of a host have in common. */
export const hostPoolOf = (database: DatabaseOption): object | undefined => {
  if (database === "memory") return undefined
  if ("pool" in database) return database.pool
  return "orm" in database ? database.orm : undefined
}

const polls = new WeakMap<object, SharedPoll>()

/**
 * Repeats a poll on average every `everySeconds`. Shops with the same key share one timer, and begin their polls in the same
 * turn of the event loop. A failure is reported to its shop and does not affect the others. Returns a function that ends the
 * poll of this shop.
 */
export const startPolling = (key: object, poll: Poll, everySeconds: number): (() => Promise<void>) => {
  const shared = polls.get(key) ?? start(everySeconds)
  polls.set(key, shared)
  const member: Member = { poll }
  shared.members.add(member)
  return async () => {
    shared.members.delete(member)
    if (member.running !== undefined) await Effect.runPromise(Fiber.interrupt(member.running))
    if (shared.members.size > 0 || polls.get(key) !== shared) return
    polls.delete(key)
    await shared.work.end()
  }
}

const start = (everySeconds: number): SharedPoll => {
  const members = new Set<Member>()
  const step = Effect.sync(() => {
    for (const member of members) if (member.running?.pollUnsafe() !== undefined || !member.running) run(member)
    return false
  })
  // A step of a shop reports its own failures.
  return { members, work: startWork({ step, everySeconds, keepsRunning: true }, () => undefined) }
}

const run = (member: Member): void => {
  const { step, report } = member.poll
  const reported = Effect.catchCause(withoutQueueTimeout(step), (cause) =>
    Effect.sync(() => {
      if (!Cause.hasInterruptsOnly(cause)) report(Cause.squash(cause))
    }),
  )
  member.running = Effect.runFork(reported)
}
