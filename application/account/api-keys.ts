import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import { type ApiKey, type ApiKeyId, checkApiKey, MAX_API_KEYS } from "../../domain/account/api-key.ts"
import { NotAnAdmin, NotPermitted, TooManyApiKeys, UnknownAccount } from "../../domain/account/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { ApiKeys, OwnedApiKey } from "../ports/api-keys.ts"
import type { Clock } from "../ports/clock.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import { API_KEY_PREFIX } from "./authenticate-api-key.ts"

interface ApiKeyPorts {
  readonly apiKeys: ApiKeys | undefined
}

interface CreateApiKeyPorts extends ApiKeyPorts {
  readonly accounts: Accounts
  readonly tokens: SessionTokens
  readonly clock: Clock
}

/** A new key and its secret. */
export interface CreatedApiKey {
  readonly key: ApiKey
  /** What the script sends. It is returned once and is not stored. */
  readonly secret: string
}

/** What a new key permits, and for whom. */
export interface CreateApiKeyCommand extends Pick<ApiKey, "name" | "expiresAt"> {
  /** The admin who owns the key. Admins create keys for themselves only, the operator for any admin. */
  readonly account: AccountId
  /** At least one of `apiKeyScopes`. */
  readonly scopes: ReadonlyArray<string>
}

/** Creates an API key and returns its secret, once. Admins only. */
export type CreateApiKey = (
  actor: Manager,
  command: CreateApiKeyCommand,
) => Effect.Effect<
  CreatedApiKey,
  NotPermitted | UnknownAccount | NotAnAdmin | InvalidField | TooManyApiKeys | NotSupported
>

export const makeCreateApiKey = ({ accounts, tokens, clock, ...ports }: CreateApiKeyPorts): CreateApiKey =>
  Effect.fnUntraced(function* (actor, { account, ...command }) {
    yield* Effect.fromResult(requireAdmin(actor))
    if (actor.id !== null && actor.id !== account) return yield* new NotPermitted()
    const apiKeys = yield* supported(ports)
    const now = clock.now()
    const details = yield* Effect.fromResult(checkApiKey(command, now))
    const found = yield* accounts.findById(account)
    if (found === null) return yield* new UnknownAccount({ account })
    if (!found.account.isAdmin || !found.account.isActive) return yield* new NotAnAdmin({ account })
    const secret = API_KEY_PREFIX + tokens.issue()
    const key = { ...details, account, hint: secret.slice(-4), createdAt: now }
    const id = yield* apiKeys.add({ ...key, digest: tokens.digest(secret) }, MAX_API_KEYS)
    if (id === null) return yield* new TooManyApiKeys({ max: MAX_API_KEYS })
    return { key: { ...key, id, lastUsedAt: null }, secret }
  })

/** Returns the API keys of all admins, the newest first, expired ones included. Admins only. */
export type ListApiKeys = (actor: Manager) => Effect.Effect<ReadonlyArray<OwnedApiKey>, NotPermitted | NotSupported>

export const makeListApiKeys = (ports: ApiKeyPorts): ListApiKeys =>
  Effect.fnUntraced(function* (actor) {
    yield* Effect.fromResult(requireAdmin(actor))
    const apiKeys = yield* supported(ports)
    return yield* apiKeys.list()
  })

/**
 * Revokes an API key of any admin, at once and for good, on every process. Returns whether the key existed. Admins only.
 */
export type RevokeApiKey = (actor: Manager, key: ApiKeyId) => Effect.Effect<boolean, NotPermitted | NotSupported>

export const makeRevokeApiKey = (ports: ApiKeyPorts): RevokeApiKey =>
  Effect.fnUntraced(function* (actor, key) {
    yield* Effect.fromResult(requireAdmin(actor))
    const apiKeys = yield* supported(ports)
    return yield* apiKeys.remove(key)
  })

const supported = ({ apiKeys }: ApiKeyPorts): Effect.Effect<ApiKeys, NotSupported> =>
  apiKeys === undefined ? Effect.fail(new NotSupported({ ports: "apiKeys" })) : Effect.succeed(apiKeys)
