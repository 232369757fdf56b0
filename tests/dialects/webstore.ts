import { Effect, Result } from "effect"
import { adminRules } from "../../adapters/cli/admin.ts"
import { type Money, money } from "../../domain/catalog/money.ts"
import type { NewVariant, Product } from "../../domain/catalog/product.ts"
import type { Ask, HttpResponse, ServedShop } from "../support/http.ts"

export const PASSWORD = "test12345"

/** One `Set-Cookie` header: the cookie, and its attributes in lower case by name. */
export interface SetCookie {
  readonly value: string
  readonly attributes: Readonly<Record<string, string | true>>
}

/** The cookies that a response sets, by name. */
export const cookiesOf = ({ headers }: HttpResponse): Readonly<Record<string, SetCookie>> =>
  Object.fromEntries(
    headers.getSetCookie().map((line) => {
      const [pair = "", ...attributes] = line.split("; ")
      const equals = pair.indexOf("=")
      const named = attributes.map((attribute) => {
        const [name = "", value] = attribute.split("=")
        return [name.toLowerCase(), value ?? true] as const
      })
      return [pair.slice(0, equals), { value: pair.slice(equals + 1), attributes: Object.fromEntries(named) }]
    }),
  )

/** A browser: keeps cookies and sends what pages of webstore send. */
export const visitor = (ask: Ask, base = "/api") => {
  let access = ""
  const jar = new Map<string, string>()
  const take = (response: HttpResponse): HttpResponse => {
    for (const [name, { value }] of Object.entries(cookiesOf(response))) jar.set(name, value)
    if (response.status === 200 && response.text.startsWith(`{"access_token"`))
      access = (response.json() as { readonly access_token: string }).access_token
    return response
  }
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
  const send = async (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
    take(await ask(method, `${base}/${path}`, { body, headers: { cookie: cookie(), ...headers } }))
  return {
    jar,
    access: () => access,
    send,
    register: (username: string) =>
      send("POST", "sign_in", { username, password: PASSWORD, email: `${username}@example.com` }),
    logIn: (username: string, password = PASSWORD) => send("POST", "login_view", { username, password }),
    refresh: (headers: Readonly<Record<string, string>> = {}) =>
      send("POST", "refresh_token", undefined, { "x-csrftoken": jar.get("csrftoken") ?? "", ...headers }),
    get: (path: string) => send("GET", path, undefined, { authorization: `Token ${access}` }),
    order: (items: ReadonlyArray<unknown>, headers: Readonly<Record<string, string>> = {}) =>
      send(
        "POST",
        "post_order",
        { address: "Main Street 1", phone: "+49 151 1", items },
        {
          authorization: `Token ${access}`,
          "x-csrftoken": jar.get("csrftoken") ?? "",
          ...headers,
        },
      ),
  }
}

export type Visitor = ReturnType<typeof visitor>

/** A browser whose user has just registered and signed in. */
export const newVisitor = async (ask: Ask, username: string, base?: string): Promise<Visitor> => {
  const someone = visitor(ask, base)
  await someone.register(username)
  const response = await someone.logIn(username)
  if (response.status !== 200) throw new Error(`Not signed in: ${response.text}`)
  return someone
}

const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

/** An admin and products, created through the shop, because webstore has no endpoint for that. */
export const stocked = async ({ shop }: ServedShop, username = "root") => {
  const { account } = await run(shop.useCases.createAdmin({ username, password: PASSWORD }, adminRules))
  const category = await run(shop.useCases.createCategory(account, { name: "Lamps" }))
  const add = (stock: number, variants: ReadonlyArray<NewVariant> = [], price = 1250): Promise<Product> =>
    run(
      shop.useCases.createProduct(account, {
        name: "Lamp",
        description: "Gives light.",
        price: exactly(price),
        category: category.id,
        stock,
        variants,
      }),
    )
  const availableOf = async (product: Product): Promise<number | undefined> =>
    (await run(shop.useCases.listProducts())).find(({ id }) => id === product.id)?.available
  return { admin: account, add, availableOf }
}

const exactly = (price: number): Money => Result.getOrThrow(money(price))
