import { Effect } from "effect"
import { type RefreshMark, type RefreshRotations, refreshDigest } from "../../../application/ports/refresh-rotations.ts"
import { latestRecordedTime } from "../../../domain/recorded-time.ts"
import type { RotationRecord } from "./identity-records.ts"
import { endSession, isExpired } from "./sessions.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `RefreshRotations`. */
export const inMemoryRotations = (store: Store): RefreshRotations => ({
  rotate: ({ session: id, used, successor, at, graceSeconds }) =>
    Effect.sync(() => {
      const session = store.sessions.get(id)
      if (session === undefined || !session.rotates || isExpired(session, at)) return "ended"
      const since = at.getTime() - graceSeconds * 1000
      const latest = latestRecordedTime(at)
      // A use in the future would extend the grace period until its time comes.
      const uses = [...(store.rotations.get(id) ?? [])].map(
        ([token, use]) => [token, use.usedAt > latest ? Object.freeze({ ...use, usedAt: new Date(at) }) : use] as const,
      )
      const lately = uses.filter(([, { usedAt }]) => usedAt.getTime() >= since)
      store.rotations.set(id, new Map(lately))
      if (session.tokenDigest !== refreshDigest(used)) {
        const found = lately.find(([before]) => before === used)
        if (found !== undefined) return markOf(found[1])
        endSession(store, session)
        return "replayed"
      }
      const tokenDigest = refreshDigest(successor.id)
      store.sessionsByDigest.delete(session.tokenDigest)
      store.sessionsByDigest.set(tokenDigest, id)
      store.sessions.set(id, Object.freeze({ ...session, tokenDigest, expiresAt: new Date(successor.expiresAt) }))
      const record: RotationRecord = Object.freeze({ ...markOf(successor), usedAt: new Date(at) })
      store.rotations.set(id, new Map([...lately, [used, record]]))
      return markOf(successor)
    }),
})

/** Returns a copy. Dates are copied, because frozen objects do not protect a `Date`. */
const markOf = ({ id, issuedAt, expiresAt }: RefreshMark): RefreshMark => ({
  id,
  issuedAt: new Date(issuedAt),
  expiresAt: new Date(expiresAt),
})
