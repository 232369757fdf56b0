import { describe, expect, onTestFinished, test } from "vitest"
import { dialectNames, makeDialect } from "../../composition/dialects.ts"
import { migrate, openShop, type ShopOptions } from "../../composition/open-shop.ts"
import { plain } from "../media/support.ts"
import { client, SECRET, serveShop } from "../support/http.ts"
import { freshDatabase } from "../support/postgres.ts"
import { details, form } from "./nitrmart.ts"

const open = async (options: ShopOptions) => {
  const shop = await openShop({ passwordCost: 4, ...options })
  onTestFinished(shop.close)
  return shop
}
const postgres = async () => {
  const database = await freshDatabase()
  onTestFinished(database.drop)
  await migrate(database)
  return { url: database.url }
}

describe("a shop", () => {
  test("serves every dialect under its own name", async () => {
    const shop = await open({ database: "memory" })
    for (const useCase of Object.values(shop.useCases)) expect(useCase).toBeTypeOf("function")
    expect(dialectNames.map((name) => makeDialect(name, shop).name)).toEqual(dialectNames)
  })

  test("in memory generates a new secret each time it is opened", async () => {
    const login = { body: { username: "anna", password: "a-long-secret" } }
    const pairs = await Promise.all(
      [1, 2].map(async () => {
        const served = await serveShop({ dialect: "all", options: { secret: undefined } })
        onTestFinished(served.close)
        const body = { ...login.body, email: "anna@example.com" }
        await served.ask("POST", "/ecommerce-backend/api/users/register/", { body })
        const pair = (await served.ask("POST", "/myecommerce/api/token/", login)).json()
        return { url: served.url, pair }
      }),
    )
    const refresh = async (url: string, body: unknown) =>
      (await client(url)("POST", "/myecommerce/api/token/refresh/", { body })).status
    const [one, two] = pairs
    expect([await refresh(one!.url, one!.pair), await refresh(two!.url, one!.pair)]).toEqual([200, 401])
  })

  test("with a persistent database and no secret rejects dialects that sign tokens", async () => {
    const shop = await open({ database: await postgres() })
    expect(makeDialect("ecommerce-backend", shop).name).toBe("ecommerce-backend")
    for (const name of ["myecommerce", "phone-login", "nitrmart"] as const)
      expect(() => makeDialect(name, shop)).toThrow("set `secret` or `tokens` of openShop")
  })

  test("accepts a secret or keys, not both, and no weak ones", async () => {
    const keys = [{ algorithm: "HS256", secret: SECRET }] as const
    await expect(openShop({ database: "memory", secret: SECRET, tokens: { keys } })).rejects.toThrow("not both")
    await expect(openShop({ database: "memory", secret: "short" })).rejects.toThrow("at least 32 bytes")
  })

  test("on a server's database without a folder for pictures rejects pictures, and logs that", async () => {
    const served = await serveShop({ database: await postgres(), dialect: "nitrmart" })
    onTestFinished(served.close)
    const body = form(details("anna"), await plain(9, 9).jpeg().toBuffer())
    expect((await served.ask("POST", "/users/", { body })).status).toBe(500)
    expect(served.log()).toContain("set `media` of openShop")
    // The failed start has released the address.
    expect((await served.ask("POST", "/users/", { body: details("anna") })).status).toBe(201)
  })
})
