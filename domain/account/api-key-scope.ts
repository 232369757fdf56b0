import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/**
 * What an API key may permit: reading or writing one area of the shop. Writing does not include reading.
 *
 * @example
 * const readOnly = apiKeyScopes.filter((scope) => scope.endsWith(":read"))
 */
export const apiKeyScopes = [
  "products:read",
  "products:write",
  "stock:read",
  "stock:write",
  "orders:read",
  "orders:write",
  "accounts:read",
  "accounts:write",
  "reports:read",
  "system:read",
  "system:write",
] as const

/** One permission of an API key. */
export type ApiKeyScope = (typeof apiKeyScopes)[number]

/** Checks the scopes of a key: at least one, and only known ones. Returns each of them once, in the order of the list. */
export const checkScopes = (scopes: ReadonlyArray<string>): Result.Result<ReadonlyArray<ApiKeyScope>, InvalidField> => {
  const unknown = scopes.find((scope) => !(apiKeyScopes as ReadonlyArray<string>).includes(scope))
  if (unknown !== undefined) return refuse({ kind: "rejected", reason: `has the unknown scope "${unknown}"` })
  if (scopes.length === 0) return refuse({ kind: "blank" })
  return Result.succeed(apiKeyScopes.filter((scope) => scopes.includes(scope)))
}

const refuse = (rule: InvalidField["rule"]): Result.Result<never, InvalidField> =>
  Result.fail(new InvalidField({ field: "scopes", rule }))
