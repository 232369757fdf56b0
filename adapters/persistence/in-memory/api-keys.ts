import { Effect } from "effect"
import type { ApiKeys, OwnedApiKey } from "../../../application/ports/api-keys.ts"
import type { AccountId } from "../../../domain/account/account.ts"
import { newApiKeyId } from "../api-key-id.ts"
import type { ApiKeyRecord } from "./identity-records.ts"
import { existing, personOf, type Store } from "./store.ts"

/** The in-memory implementation of `ApiKeys`. */
export const inMemoryApiKeys = (store: Store): ApiKeys => {
  const owned = ({ digest: _, ...key }: ApiKeyRecord): OwnedApiKey => ({
    key: { ...key, ...copyTimes(key) },
    owner: existing(store.accounts, key.account, "account").account,
  })
  return {
    add: (key, max) =>
      Effect.sync(() => {
        const keys = [...store.apiKeys.values()]
        if (keys.some(({ digest }) => digest === key.digest)) throw new Error("Another API key has this digest.")
        const others = keys.filter(({ account }) => account === key.account)
        if (personOf(store, key.account) === undefined || others.length >= max) return null
        const id = newApiKeyId()
        const record = {
          ...key,
          scopes: Object.freeze([...key.scopes]),
          ...copyTimes({ ...key, lastUsedAt: null }),
          id,
        }
        store.apiKeys.set(id, Object.freeze(record))
        return id
      }),

    find: (digest) =>
      Effect.sync(() => {
        const found = [...store.apiKeys.values()].find((key) => key.digest === digest)
        return found === undefined ? null : owned(found)
      }),

    list: () =>
      Effect.sync(() =>
        [...store.apiKeys.values()]
          .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1))
          .map(owned),
      ),

    recordUse: (id, at) =>
      Effect.sync(() => {
        const key = store.apiKeys.get(id)
        if (key !== undefined) store.apiKeys.set(id, Object.freeze({ ...key, lastUsedAt: new Date(at) }))
      }),

    remove: (id) => Effect.sync(() => store.apiKeys.delete(id)),
  }
}

/** Deletes the API keys of an account. */
export const removeApiKeys = (store: Store, account: AccountId): void => {
  for (const [id, key] of store.apiKeys) if (key.account === account) store.apiKeys.delete(id)
}

/** Copies the times, because frozen objects do not protect a `Date`. */
const copyTimes = ({
  createdAt,
  expiresAt,
  lastUsedAt,
}: Pick<ApiKeyRecord, "createdAt" | "expiresAt" | "lastUsedAt">) => ({
  createdAt: new Date(createdAt),
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
  lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt),
})
