import { Effect } from "effect"
import type { Account } from "../../domain/account/account.ts"
import { type ApiKey, isUsable, isUseDue } from "../../domain/account/api-key.ts"
import { NotAuthenticated } from "../../domain/account/errors.ts"
import type { ApiKeys } from "../ports/api-keys.ts"
import type { Clock } from "../ports/clock.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"

/**
 * The beginning of every secret of an API key. Scanners of repositories and logs recognize it.
 *
 * @example
 * const isApiKey = token.startsWith(API_KEY_PREFIX)
 */
export const API_KEY_PREFIX = "swk_"

/** The admin on whose behalf a script calls, and the key that limits what it may do. */
export interface ApiKeyBearer {
  readonly account: Account
  readonly key: ApiKey
}

/**
 * Returns the key with this secret and its owner. Rejects a secret that is unknown, was revoked or has expired, and one
 * whose owner is inactive or no admin. The caller checks the scopes. The time of the use is recorded at most once an hour.
 */
export type AuthenticateApiKey = (secret: string) => Effect.Effect<ApiKeyBearer, NotAuthenticated>

export const makeAuthenticateApiKey = ({
  apiKeys,
  tokens,
  clock,
}: {
  readonly apiKeys: ApiKeys | undefined
  readonly tokens: SessionTokens
  readonly clock: Clock
}): AuthenticateApiKey =>
  Effect.fnUntraced(function* (secret) {
    if (apiKeys === undefined || !secret.startsWith(API_KEY_PREFIX)) return yield* new NotAuthenticated()
    const found = yield* apiKeys.find(tokens.digest(secret))
    const now = clock.now()
    if (found === null || !isUsable(found.key, found.owner, now)) return yield* new NotAuthenticated()
    if (isUseDue(found.key, now)) yield* apiKeys.recordUse(found.key.id, now)
    return { account: found.owner, key: found.key }
  })
