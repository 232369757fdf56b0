/**
 * A typed client of the API `shopwright`, for browsers, Node, Bun and Deno. It needs only `fetch`.
 *
 * @example
 * import { createClient } from "shopwright/client"
 *
 * const shop = createClient({ baseUrl: "http://127.0.0.1:8000/shopwright" })
 * await shop.createTokens({ body: { login: "mia@example.com", password: "a-long-password" } })
 * const placed = await shop.placeOrder({ body: { lines: [{ product: 3, quantity: 1 }] } })
 * if (placed.ok) console.log(placed.value.id)
 * else if (placed.error.type === "urn:problem-type:shopwright:insufficient-stock") console.log(placed.error.detail)
 */
import { routes } from "./generated/routes.ts"
import type { CurrentSession, TokenPair } from "./generated/schemas.ts"
import type { Calls, OperationName, UnexpectedResponse } from "./outcome.ts"
import { type AnyInput, contentOf, urlOf } from "./request.ts"

export type { Operation, Operations } from "./generated/operations.ts"
export type * from "./generated/schemas.ts"
export type { Calls, ErrorOf, InputOf, OperationName, Outcome, UnexpectedResponse } from "./outcome.ts"

/** The tokens that a client keeps. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

/** Keeps the tokens of a client, for example in a file. Both functions may return promises. */
export interface TokenStore {
  readonly read: () => Tokens | null | Promise<Tokens | null>
  readonly write: (tokens: Tokens | null) => void | Promise<void>
}

/** The options of a client. */
export interface ClientOptions {
  /** The URL before `/v1/`: `https://shop.example`, or `http://127.0.0.1:8000/shopwright` if several dialects are served. */
  readonly baseUrl: string
  /** How the client signs in: `createTokens` (`bearer`, the default), or `createSession` (`cookie`) in a browser. */
  readonly signsInBy?: "bearer" | "cookie" | undefined
  /** An API key of an admin, for scripts on servers. The client sends it instead of tokens. */
  readonly apiKey?: string | undefined
  /** Where tokens are kept. Defaults to memory. */
  readonly tokens?: TokenStore | undefined
  /** Defaults to the global `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
}

/**
 * Creates a client. Each operation of the API is a method. Tokens and the CSRF token are kept and sent by the client.
 * An expired access token is refreshed once, also for calls that run at the same time, and the calls are repeated.
 *
 * @example
 * const shop = createClient({ baseUrl: "http://127.0.0.1:8000/shopwright" })
 * const products = await shop.listProducts({ query: { available: true } })
 */
export const createClient = (options: ClientOptions): Calls => {
  const { baseUrl, apiKey, tokens = inMemory(), fetch: send = (url, init) => fetch(url, init) } = options
  // A key of a client that runs in a browser goes without its cookies.
  const signsInBy = apiKey === undefined ? (options.signsInBy ?? "bearer") : "bearer"
  let refreshing: Promise<Tokens | null> | undefined
  let csrfToken: string | undefined

  const request = async (name: OperationName, input: AnyInput, access: string | undefined): Promise<Response> => {
    const route = routes[name]
    const content = contentOf(route, input)
    if (access !== undefined) content.headers.set("Authorization", `Bearer ${access}`)
    if (signsInBy === "cookie" && route[0] !== "GET" && csrfToken !== undefined)
      content.headers.set("X-CSRF-Token", csrfToken)
    return send(urlOf(baseUrl, route, input), {
      ...content,
      credentials: signsInBy === "cookie" ? "include" : "omit",
    })
  }

  /** Refreshes the tokens, once for all calls that need it. Returns `null` if the session has ended. */
  const refresh = (refreshToken: string): Promise<Tokens | null> => {
    refreshing ??= (async () => {
      const response = await request("refreshTokens", { body: { refreshToken } }, undefined)
      if (response.ok) {
        const pair = (await response.json()) as TokenPair
        await tokens.write(pair)
        return pair
      }
      // Any other error may be temporary.
      if (response.status === 401) await tokens.write(null)
      return null
    })().finally(() => {
      refreshing = undefined
    })
    return refreshing
  }

  const authorized = async (name: OperationName, input: AnyInput): Promise<Response> => {
    if (apiKey !== undefined) return request(name, input, routes[name][3] ? apiKey : undefined)
    const sent = routes[name][3] && signsInBy === "bearer" ? await tokens.read() : null
    const response = await request(name, input, sent?.accessToken)
    if (response.status !== 401 || sent === null) return response
    const current = await tokens.read()
    // Another call may have refreshed them meanwhile.
    const next =
      current !== null && current.accessToken !== sent.accessToken ? current : await refresh(sent.refreshToken)
    if (next === null) return response
    await response.body?.cancel()
    return request(name, input, next.accessToken)
  }

  /** Keeps what sign-ins return, and forgets it after a sign-out. */
  const remember = async (name: OperationName, value: unknown): Promise<void> => {
    if (name === "createTokens" || name === "refreshTokens") {
      const { accessToken, refreshToken } = value as TokenPair
      await tokens.write({ accessToken, refreshToken })
    }
    if (name === "createSession" || name === "getCurrentSession")
      csrfToken = (value as CurrentSession).csrfToken ?? undefined
    if (name === "endCurrentSession") {
      csrfToken = undefined
      await tokens.write(null)
    }
  }

  const call = async (name: OperationName, input: AnyInput = {}): Promise<unknown> => {
    const response = await authorized(name, input)
    const { status, ok } = response
    if (!ok) return { ok, status, error: await errorOf(response) }
    const value = await bodyOf(response)
    await remember(name, value)
    return { ok, status, value, etag: response.headers.get("ETag") }
  }

  // Each name has the types of its operation. The compiler cannot see that for methods that are made by name.
  return Object.fromEntries(
    (Object.keys(routes) as ReadonlyArray<OperationName>).map((name) => [
      name,
      (input?: AnyInput) => call(name, input),
    ]),
  ) as unknown as Calls
}

const inMemory = (): TokenStore => {
  let kept: Tokens | null = null
  return {
    read: () => kept,
    write: (tokens) => {
      kept = tokens
    },
  }
}

const bodyOf = async (response: Response): Promise<unknown> => {
  if (response.status === 204) return undefined
  return response.headers.get("Content-Type")?.startsWith("application/json") ? response.json() : response.blob()
}

const errorOf = async (response: Response): Promise<unknown> => {
  const { status } = response
  if (response.headers.get("Content-Type") === "application/problem+json") return response.json()
  const title = "The response does not come from the API"
  const detail = (await response.text()).slice(0, 200)
  return { type: "urn:problem-type:shopwright:unexpected-response", title, status, detail } satisfies UnexpectedResponse
}
