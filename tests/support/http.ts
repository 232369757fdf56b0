import { Effect } from "effect"
import { type AppSettings, makeApp } from "../../adapters/http/server/app.ts"
import { makeLogger } from "../../adapters/http/server/request-log.ts"
import { type ListenSettings, listen } from "../../adapters/http/server/server.ts"
import type { UseCases } from "../../application/use-cases.ts"
import { type DialectName, type DialectSettings, dialectNames, makeDialect } from "../../composition/dialects.ts"
import { type DatabaseOption, openShop, type ShopOptions } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import { checkDescriptions } from "./described.ts"
import { fetchServer } from "./fetch-server.ts"

/** A response as received. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON. Fails the test if it is not JSON. */
  readonly json: () => unknown
}

export interface Asking {
  /** Sent as JSON, except text and bytes. */
  readonly body?: unknown
  /** Sent as `Authorization: Token`. */
  readonly token?: string
  /** Sent as `Authorization: Bearer`. */
  readonly bearer?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a request. The body is JSON if `headers` have no other type. */
export type Ask = (method: string, path: string, asking?: Asking) => Promise<HttpResponse>

export const client =
  (url: string): Ask =>
  async (method, path, { body, token, bearer, headers } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Token ${token}` }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: onWire(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as unknown }
  }

const onWire = (body: unknown): string | FormData | Uint8Array<ArrayBuffer> => {
  if (typeof body === "string" || body instanceof FormData) return body
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
}

export interface ServeSettings extends Partial<Omit<AppSettings, "mounts" | "logger">> {
  readonly database?: DatabaseOption
  /** The dialect at the root, or `all`: each under its own name. Defaults to ecommerce-backend. */
  readonly dialect?: DialectName | "all"
  readonly options?: Partial<ShopOptions>
  readonly dialectSettings?: Partial<DialectSettings>
  readonly listen?: Partial<ListenSettings>
  /** Replaces use cases of the shop, for results that a client cannot cause. */
  readonly instead?: Partial<UseCases>
}

/** A shop behind a server on a free port. */
export interface ServedShop {
  readonly url: string
  readonly ask: Ask
  readonly shop: Shop
  /** Everything logged so far. */
  readonly log: () => string
  readonly closeServer: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Signs the tokens of every shop in tests. */
export const SECRET = "a secret for tests that is long enough to sign with"

/** Opens a shop and serves it. `ask` fails for what the OpenAPI documents do not describe. Passwords are hashed at bcrypt's lowest cost. */
export const serveShop = async ({
  database = "memory",
  dialect = "ecommerce-backend",
  options,
  dialectSettings,
  listen: listenSettings,
  instead,
  ...settings
}: ServeSettings = {}): Promise<ServedShop> => {
  const shop = await openShop({ database, passwordCost: 4, secret: SECRET, ...options })
  const lines: Array<string> = []
  const logger = makeLogger({ level: "trace", stream: { write: (line) => void lines.push(line) } })
  const served = { ...shop, useCases: { ...shop.useCases, ...instead } }
  const mounts =
    dialect === "all"
      ? dialectNames.map((name) => ({
          prefix: `/${name}` as const,
          dialect: makeDialect(name, served, dialectSettings?.[name]),
        }))
      : [{ prefix: "" as const, dialect: makeDialect(dialect, served, dialectSettings?.[dialect]) }]
  const appSettings = { mounts, logger, publicKeys: shop.publicKeys ?? undefined, ...settings }
  // `npm run test:nightly` runs the dialects' tests a second time, over the web-standard handler.
  const app = process.env.SHOPWRIGHT_TEST_TRANSPORT === "fetch" ? fetchServer(appSettings) : makeApp(appSettings)
  const server = await listen(app, { host: "127.0.0.1", port: 0, ...listenSettings })
  const ask = client(server.url)
  const check = checkDescriptions(mounts)
  return {
    url: server.url,
    ask: async (method, path, asking = {}) => {
      const response = await ask(method, path, asking)
      check(method, path, asking, response)
      return response
    },
    shop,
    log: () => lines.join(""),
    closeServer: server.close,
    close: () => server.close().finally(() => shop.close()),
  }
}

/** Creates an admin, as an operator does, and signs in. Returns the admin's token. */
export const signInAdmin = async ({ ask, shop }: ServedShop, username = "admin"): Promise<string> => {
  const rules = { required: [], password: defaultPasswordRule }
  await Effect.runPromise(shop.useCases.createAdmin({ username, password: "admin12345" }, rules))
  return signIn(ask, username, "admin12345")
}

/** Registers an account and signs in. Returns the token. */
export const signUp = async (ask: Ask, username: string): Promise<string> => {
  const body = { username, email: `${username}@example.com`, password: "test12345" }
  const registered = await ask("POST", "/api/users/register/", { body })
  if (registered.status !== 201) throw new Error(`Not registered: ${registered.text}`)
  return signIn(ask, username, body.password)
}

const signIn = async (ask: Ask, username: string, password: string): Promise<string> => {
  const response = await ask("POST", "/api/users/login/", { body: { username, password } })
  if (response.status !== 200) throw new Error(`Not signed in: ${response.text}`)
  return (response.json() as { readonly token: string }).token
}

/** Creates a category. Returns its id. */
export const addCategory = async (ask: Ask, token: string, name: string): Promise<number> =>
  created(await ask("POST", "/api/products/categories/create/", { token, body: { name } }))

/** Creates a product from defaults and the given fields. Returns its id. */
export const addProduct = async (
  ask: Ask,
  token: string,
  product: Readonly<Record<string, unknown>>,
): Promise<number> => {
  const body = { name: "Soap", description: "Plain soap", price: 300, ...product }
  return created(await ask("POST", "/api/products/create/", { token, body }))
}

const created = (response: HttpResponse): number => {
  if (response.status !== 201) throw new Error(`Not created: ${response.text}`)
  return (response.json() as { readonly id: number }).id
}
