import { expect } from "vitest"
import type { HttpResponse } from "../support/http.ts"

/** simplejwt's challenge. */
export const CHALLENGE = 'Bearer realm="api"'

const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/

export const compact = (json: string): string => JSON.stringify(JSON.parse(json))

export interface Pair {
  readonly refresh: string
  readonly access: string
}

/** The token pair of a response that must be one. Compares it with the document's: `json`, with these placeholders. */
export const pairOf = (response: HttpResponse, json: string, refresh: string, access: string): Pair => {
  expect(response.status).toBe(200)
  const pair = response.json() as Pair
  expect(pair.refresh).toMatch(jwt)
  expect(pair.access).toMatch(jwt)
  expect(response.text.replace(pair.refresh, refresh).replace(pair.access, access)).toBe(compact(json))
  return pair
}

/** The claims of a token, without verification of its signature. */
export const claimsOf = (token: string): { readonly [claim: string]: unknown } =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { readonly [claim: string]: unknown }

export const lifetimeOf = (token: string): number => {
  const { exp, iat } = claimsOf(token)
  return Number(exp) - Number(iat)
}
