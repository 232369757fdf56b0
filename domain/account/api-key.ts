import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"
import { boundedText } from "../text.ts"
import type { Account, AccountId } from "./account.ts"
import { type ApiKeyScope, checkScopes } from "./api-key-scope.ts"

/** Identifies an API key: 32 hexadecimal digits, assigned by the store. It is no secret. */
export type ApiKeyId = string & Brand.Brand<"ApiKeyId">
/**
 * Brands the id of an API key that a store assigned.
 *
 * @example
 * const revoked = await shop.revokeApiKey(admin, ApiKeyId("6f1c9a0be2d84735a1f0c3d2b4e59687"))
 */
export const ApiKeyId = Brand.nominal<ApiKeyId>()

/**
 * Returns whether a text has the form of the id of an API key.
 *
 * @example
 * if (isApiKeyId(typed)) await shop.revokeApiKey(admin, typed)
 */
export const isApiKeyId = (text: unknown): text is ApiKeyId => typeof text === "string" && /^[0-9a-f]{32}$/.test(text)

/** The longest name of an API key, in UTF-16 code units. */
export const API_KEY_NAME_MAX_LENGTH = 100

/** The most API keys that an account has, expired ones included. */
export const MAX_API_KEYS = 100

/** A key with which a script calls the shop's API. It acts as the admin who owns it, within its scopes. */
export interface ApiKey {
  readonly id: ApiKeyId
  /** The owner. */
  readonly account: AccountId
  readonly name: string
  /** What the key permits. Not empty. */
  readonly scopes: ReadonlyArray<ApiKeyScope>
  /** The last 4 characters of the secret, so that people recognize the key. */
  readonly hint: string
  readonly createdAt: Date
  /** `null` if the key does not expire. */
  readonly expiresAt: Date | null
  /** When the key was last used, at most one hour too early. `null` before its first use. */
  readonly lastUsedAt: Date | null
}

/** The values of an API key that a person chooses. */
export interface ApiKeyDetails extends Pick<ApiKey, "name" | "scopes" | "expiresAt"> {}

/** The first time that a key cannot expire at: the year 10000. Stores keep years of four digits. */
const END = Date.UTC(10_000, 0)

/** Checks a new key: a name of 1 to 100 characters, at least one scope, and an expiry in the future, if any. */
export const checkApiKey = (
  {
    name,
    scopes,
    expiresAt,
  }: { readonly name: string; readonly scopes: ReadonlyArray<string> } & Pick<ApiKey, "expiresAt">,
  now: Date,
): Result.Result<ApiKeyDetails, InvalidField> =>
  Result.gen(function* () {
    const details = {
      name: yield* boundedText("name", name, API_KEY_NAME_MAX_LENGTH),
      scopes: yield* checkScopes(scopes),
      expiresAt,
    }
    // The comparison is false for an invalid date.
    if (expiresAt !== null && !(expiresAt > now && expiresAt.getTime() < END)) return yield* Result.fail(notInFuture)
    return details
  })

const notInFuture = new InvalidField({
  field: "expiresAt",
  rule: { kind: "rejected", reason: "must be in the future and before the year 10000" },
})

/** Returns whether a key works: it has not expired, and its owner is an active admin. */
export const isUsable = (
  { expiresAt }: Pick<ApiKey, "expiresAt">,
  { isAdmin, isActive }: Pick<Account, "isAdmin" | "isActive">,
  now: Date,
): boolean => isAdmin && isActive && (expiresAt === null || expiresAt > now)

const USE_INTERVAL = 60 * 60 * 1000

/**
 * Returns whether to record a use now: the recorded one is at least one hour old, or lies in the future because a clock
 * was wrong.
 */
export const isUseDue = ({ lastUsedAt }: Pick<ApiKey, "lastUsedAt">, now: Date): boolean =>
  lastUsedAt === null || lastUsedAt > now || now.getTime() - lastUsedAt.getTime() >= USE_INTERVAL
