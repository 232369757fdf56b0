import type { ApiKeyScope } from "../../../../domain/account/api-key-scope.ts"
import type { Endpoint } from "../../dialect/endpoint.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import { API_KEY_SCHEME } from "./api-key-scheme.ts"
import type { DialectErrors, Endpoints } from "./dialect-errors.ts"
import { operationScopes } from "./operation-scopes.ts"
import { problem } from "./problem.ts"
import { type Caller, challenge } from "./scheme.ts"

/** 403 for an API key without the scope that the operation needs (RFC 6750). */
const insufficientScope = (scope: ApiKeyScope): HttpResponse =>
  problem("insufficient-scope", `The API key needs the scope "${scope}".`, {
    headers: { "WWW-Authenticate": `${challenge}, error="insufficient_scope", scope="${scope}"` },
  })

const notAccepted: HttpResponse = problem("api-key-not-accepted", "Sign in as a person: API keys cannot do this.")

/**
 * Makes each endpoint check the scopes of API keys. Throws RangeError if `operationScopes` lacks an operation that reads
 * credentials, or names one that does not.
 */
export const limitedByScope = (endpoints: Endpoints): Endpoints => {
  const reading = endpoints.filter(({ ignoresCredentials }) => ignoresCredentials !== true)
  const ids = new Set(reading.map(({ docs }) => docs.id))
  const superfluous = Object.keys(operationScopes).find((id) => !ids.has(id))
  if (superfluous !== undefined)
    throw new RangeError(`operationScopes names ${superfluous}, which reads no credentials.`)
  return endpoints.map((endpoint) =>
    ids.has(endpoint.docs.id) ? limited(endpoint, scopeOf(endpoint.docs.id)) : endpoint,
  )
}

const scopeOf = (id: string): ApiKeyScope | null => {
  const scope = operationScopes[id]
  if (scope === undefined) throw new RangeError(`operationScopes does not name ${id}.`)
  return scope
}

const limited = (
  { docs, guard, ...endpoint }: Endpoint<Caller, DialectErrors>,
  scope: ApiKeyScope | null,
): Endpoint<Caller, DialectErrors> => {
  const refusal = scope === null ? notAccepted : insufficientScope(scope)
  const isRefused = (caller: Caller | null) =>
    caller?.kind === "key" && (scope === null || !caller.scopes.includes(scope))
  const note = scope === null ? "Accepts no API key." : `An API key needs the scope \`${scope}\`.`
  return {
    ...endpoint,
    guard: (caller, request) => (isRefused(caller) ? refusal : (guard?.(caller, request) ?? null)),
    docs: {
      ...docs,
      description: docs.description === undefined ? note : `${docs.description} ${note}`,
      scopes: { [API_KEY_SCHEME]: scope === null ? null : [scope] },
      rejects: [...(docs.rejects ?? []), refusal],
    },
  }
}
