import { Effect } from "effect"
import { SessionId, type Sessions } from "../../../application/ports/sessions.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { existing, type Store } from "./store.ts"

/** The open sign-ins, in memory: an ended one is forgotten. */
export const inMemorySessions = (store: Store): Sessions => ({
  open: ({ account, tokenDigest }) =>
    Effect.sync(() => {
      existing(store.accounts, account, "account")
      if (store.sessions.has(tokenDigest)) throw new Error("two sessions with one token")
      const id = SessionId(++store.lastSession)
      store.sessions.set(tokenDigest, { id, account })
      store.sessionDigests.set(id, tokenDigest)
      return id
    }),

  find: (tokenDigest) =>
    Effect.sync(() => {
      const session = store.sessions.get(tokenDigest)
      if (session === undefined) return null
      return { id: session.id, account: existing(store.accounts, session.account, "account").account }
    }),

  end: (session) => Effect.sync(() => endSession(store, session)),
})

/** Ends every session of one account. */
export const endSessionsOf = (store: Store, account: AccountId): void => {
  for (const session of [...store.sessions.values()]) if (session.account === account) endSession(store, session.id)
}

const endSession = (store: Store, session: SessionId): void => {
  const tokenDigest = store.sessionDigests.get(session)
  if (tokenDigest === undefined) return
  store.sessions.delete(tokenDigest)
  store.sessionDigests.delete(session)
}
