import type { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import type { ApiKey, ApiKeyId } from "../../domain/account/api-key.ts"

/** An API key to store. Only the digest of its secret is stored. */
export interface NewApiKey extends Omit<ApiKey, "id" | "lastUsedAt"> {
  /** Unique. */
  readonly digest: string
}

/** An API key and the account that owns it. */
export interface OwnedApiKey {
  readonly key: ApiKey
  readonly owner: Account
}

/** The API keys of a shop. The store returns keys that have expired too, until they are removed. */
export interface ApiKeys {
  /**
   * Adds a key and assigns its id. Returns `null`, without a change, if there is no such account, or if it has `max`
   * keys.
   */
  readonly add: (key: NewApiKey, max: number) => Effect.Effect<ApiKeyId | null>
  /** Returns the key with this digest, or `null`. Removing a key takes effect on every process immediately. */
  readonly find: (digest: string) => Effect.Effect<OwnedApiKey | null>
  /** Returns the keys of all accounts, the newest first. */
  readonly list: () => Effect.Effect<ReadonlyArray<OwnedApiKey>>
  /** Records when a key was last used. Does nothing for a removed key. */
  readonly recordUse: (key: ApiKeyId, at: Date) => Effect.Effect<void>
  /** Removes a key and returns whether it existed. */
  readonly remove: (key: ApiKeyId) => Effect.Effect<boolean>
}
