import { Effect } from "effect"
import type { Session, SessionId, Sessions } from "../../../application/ports/sessions.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { newSessionId } from "../session-id.ts"
import { SWEPT_AT_ONCE } from "../sign-in-retention.ts"
import { existing, oldest, type SessionRecord, type Store } from "./store.ts"

/** The open sign-ins, in memory: an ended one is forgotten. */
export const inMemorySessions = (store: Store): Sessions => ({
  open: ({ account, passwordChangedAt, tokenDigest, openedAt, expiresAt, rotates = false, maxPerAccount }) =>
    Effect.sync(() => {
      existing(store.accounts, account, "account")
      if (store.sessionsByDigest.has(tokenDigest)) throw new Error("two sessions with one token")
      sweep(store, openedAt)
      const id = newSessionId()
      const number = ++store.lastSession
      const session = {
        id,
        number,
        account,
        passwordChangedAt,
        tokenDigest,
        rotates,
        ...moments({ openedAt, expiresAt }),
      }
      store.sessions.set(id, Object.freeze(session))
      store.sessionsByDigest.set(tokenDigest, id)
      if (maxPerAccount !== undefined) endOldest(store, account, maxPerAccount, openedAt)
      return id
    }),

  find: (tokenDigest, now) =>
    Effect.sync(() => {
      const id = store.sessionsByDigest.get(tokenDigest)
      return id === undefined ? null : findSession(store, id, now)
    }),

  findById: (id, now) => Effect.sync(() => findSession(store, id, now)),

  extend: (id, expiresAt) =>
    Effect.sync(() => {
      const session = store.sessions.get(id)
      if (session !== undefined) store.sessions.set(id, Object.freeze({ ...session, expiresAt: new Date(expiresAt) }))
    }),

  listOf: (account, now) =>
    Effect.sync(() =>
      [...store.sessions.values()]
        .filter((session) => session.account === account && counts(store, session, now))
        .sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime() || b.number - a.number)
        .map((session) => ({ id: session.id, ...moments(session) })),
    ),

  end: (account, id) =>
    Effect.sync(() => {
      const session = store.sessions.get(id)
      if (session?.account !== account) return false
      endSession(store, session)
      return true
    }),
})

/** Ends the sessions of an account above its limit, the oldest first, and those that have expired. */
const endOldest = (store: Store, account: AccountId, limit: number, now: Date): void => {
  const sessions = [...store.sessions.values()].filter((session) => session.account === account)
  const open = sessions.filter((session) => !isOver(session, now)).toSorted((a, b) => b.number - a.number)
  for (const session of sessions.filter((session) => isOver(session, now)).concat(open.slice(limit)))
    endSession(store, session)
}

/** Ends every session of one account. */
export const endSessionsOf = (store: Store, account: AccountId): void => {
  for (const session of [...store.sessions.values()]) if (session.account === account) endSession(store, session)
}

export const endSession = (store: Store, { id, tokenDigest }: SessionRecord): void => {
  store.sessions.delete(id)
  store.sessionsByDigest.delete(tokenDigest)
  store.rotations.delete(id)
}

/** Looks at those that stand first and puts the ones that go on at the end, so that all get their turn. */
const sweep = (store: Store, now: Date): void => {
  for (const session of oldest(store.sessions, SWEPT_AT_ONCE)) {
    if (isOver(session, now)) endSession(store, session)
    else {
      store.sessions.delete(session.id)
      store.sessions.set(session.id, session)
    }
  }
}

export const isOver = ({ expiresAt }: SessionRecord, now: Date): boolean => expiresAt !== null && expiresAt <= now

/** Whether it lasts still, and was not opened with a password that was replaced before it opened. */
const counts = (store: Store, session: SessionRecord, now: Date): boolean => {
  const { passwordChangedAt } = existing(store.accounts, session.account, "account")
  return !isOver(session, now) && session.passwordChangedAt?.getTime() === passwordChangedAt?.getTime()
}

const findSession = (store: Store, id: SessionId, now: Date): Session | null => {
  const session = store.sessions.get(id)
  if (session === undefined || !counts(store, session, now)) return null
  const { account } = existing(store.accounts, session.account, "account")
  return { id, account, expiresAt: moments(session).expiresAt, rotates: session.rotates }
}

/** Copies, for freezing does not keep a `Date` from being set. */
const moments = ({ openedAt, expiresAt }: Pick<SessionRecord, "openedAt" | "expiresAt">) => ({
  openedAt: new Date(openedAt),
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
})
