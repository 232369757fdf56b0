import { Effect } from "effect"
import { AttemptId, type SignInAttempts } from "../../../application/ports/sign-in-attempts.ts"
import type { RecentFailures } from "../../../domain/account/lockout.ts"
import { countedTime, latestRecordedTime } from "../../../domain/recorded-time.ts"
import { attemptCutoff, DELETED_PER_INSERT, knownAddressCutoff } from "../sign-in-retention.ts"
import type { AttemptRecord } from "./identity-records.ts"
import { oldest, type Store } from "./store.ts"

const MINUTE = 60_000

/** The in-memory implementation of `SignInAttempts`. */
export const inMemorySignInAttempts = (store: Store): SignInAttempts => ({
  begin: ({ account, address }, since, at) =>
    Effect.sync(() => {
      deleteOld(store, attemptCutoff(since, at))
      const recent = [...store.attempts.values()].filter((attempt) => attempt.at >= since)
      const isKnown = (from: string) => store.knownAddresses.get(account)?.has(from) === true
      const isSameGroup = (from: string) => (isKnown(address) ? from === address : !isKnown(from))
      const id = AttemptId(++store.lastAttempt)
      const onAccount = recent.filter((attempt) => attempt.account === account && isSameGroup(attempt.address))
      const fromAddress = recent.filter((attempt) => attempt.address === address)
      correctTimes(store, [...onAccount, ...fromAddress], at)
      store.attempts.set(id, Object.freeze({ id, account, address, at: new Date(at), failed: false }))
      return {
        id,
        onAccount: failures(onAccount, at),
        fromAddress: failures(fromAddress, at),
        underWay: onAccount.filter((attempt) => !attempt.failed && attempt.at.getTime() > at.getTime() - MINUTE).length,
      }
    }),

  fail: (id) =>
    Effect.sync(() => {
      const attempt = store.attempts.get(id)
      if (attempt !== undefined) store.attempts.set(id, Object.freeze({ ...attempt, failed: true }))
    }),

  withdraw: (id) =>
    Effect.sync(() => {
      store.attempts.delete(id)
    }),

  succeed: (id, { account, address }, at) =>
    Effect.sync(() => {
      store.attempts.delete(id)
      for (const [other, attempt] of store.attempts)
        if (attempt.account === account && attempt.address === address) store.attempts.delete(other)
      for (const [of, addresses] of store.knownAddresses) {
        for (const [from, last] of addresses) if (last < knownAddressCutoff(at)) addresses.delete(from)
        if (addresses.size === 0) store.knownAddresses.delete(of)
      }
      const known = store.knownAddresses.get(account) ?? new Map<string, Date>()
      store.knownAddresses.set(account, known.set(address, new Date(at)))
    }),
})

/** Sets the time of attempts from the future to now. They count already, and would do so until their time comes. */
const correctTimes = (store: Store, attempts: ReadonlyArray<AttemptRecord>, now: Date): void => {
  const latest = latestRecordedTime(now)
  for (const attempt of attempts)
    if (attempt.at > latest) store.attempts.set(attempt.id, Object.freeze({ ...attempt, at: new Date(now) }))
}

const failures = (attempts: ReadonlyArray<AttemptRecord>, now: Date): RecentFailures => {
  const times = attempts.filter(({ failed }) => failed).map(({ at }) => countedTime(at, now).getTime())
  return { count: times.length, last: times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b))) }
}

/** Deletes old attempts. The map is ordered by time, except for differences between clocks. */
const deleteOld = (store: Store, before: Date): void => {
  for (const { id, at } of oldest(store.attempts, DELETED_PER_INSERT)) if (at < before) store.attempts.delete(id)
}
