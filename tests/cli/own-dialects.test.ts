import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { openAndServe } from "../../adapters/cli/serve-shop.ts"
import { readSettings } from "../../adapters/cli/settings/settings.ts"
import { client } from "../support/http.ts"
import { temporaryFolder } from "./shopwright.ts"

const source = new URL("../examples/projects/dialect/storefront.ts", import.meta.url).href

/** Writes a configuration file with these dialects. It may use the dialect `storefront` of the examples. */
const configWith = (dialects: string): string => {
  const file = join(temporaryFolder(), "shopwright.config.mjs")
  const text = `import { storefront } from "${source}"\nexport default { dialects: ${dialects} }\n`
  writeFileSync(file, text)
  return file
}

const OWN = "{ storefront: (shop) => storefront(shop, () => null) }"

const settingsOf = (dialects: string, dialect?: string) =>
  readSettings("serve", { config: configWith(dialects), database: "memory", port: "0", dialect })

const endings: Array<() => Promise<void>> = []
beforeEach(() => void vi.stubEnv("SHOPWRIGHT_LOG", "silent"))
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const end of endings.splice(0)) await end()
})

const serve = async (dialects: string, dialect?: string) => {
  const server = await openAndServe(await settingsOf(dialects, dialect))
  endings.push(server.close)
  return client(server.url)
}

it("is under its name in addition to the built-in dialects", async () => {
  const ask = await serve(OWN)
  expect((await ask("GET", "/storefront/store/items")).json()).toEqual([])
  expect((await ask("GET", "/ecommerce-backend/api/products/")).json()).toEqual([])
  expect((await ask("GET", "/storefront/openapi.json")).json()).toMatchObject({ info: { title: "Storefront" } })
})

it("is at the root if --dialect names it", async () => {
  const ask = await serve(OWN, "storefront")
  expect((await ask("GET", "/store/items")).json()).toEqual([])
  expect((await ask("GET", "/ecommerce-backend/api/products/")).status).toBe(404)
})

it("is not created if --dialect names another", async () => {
  const ask = await serve("{ storefront: () => { throw new Error('not needed') } }", "nitrmart")
  expect((await ask("GET", "/storefront/store/items")).status).toBe(404)
})

it("is listed with the built-in dialects if --dialect names none of them", async () => {
  await expect(settingsOf(OWN, "storefron")).rejects.toThrow(
    "--dialect must be one of ecommerce-backend, myecommerce, phone-login, nitrmart, webstore, shopwright, storefront, not 'storefron'",
  )
})

it.each([
  ["[]", "dialects: must be an object, not []"],
  ["{ storefront: {} }", "dialects.storefront: must be a function that returns a dialect, not {}"],
  ["{ Store: () => 4 }", "dialects.Store: must have a name of lower-case letters, digits and hyphens"],
  ["{ webstore: () => 4 }", "dialects.webstore: must not have the name of a built-in dialect"],
  ["{ docs: () => 4 }", "dialects.docs: must not have the name of a path of the server"],
])("%s is rejected before the shop opens", async (dialects, message) => {
  await expect(settingsOf(dialects)).rejects.toThrow(message)
})

it.each([
  ["{ storefront: () => 4 }", "dialects.storefront must return a dialect of defineDialect, not 4"],
  [
    "{ store: (shop) => storefront(shop, () => null) }",
    'dialects.store returns the dialect "storefront"; use the same name in both places',
  ],
  ["{ storefront: () => { throw new Error('no key') } }", "dialects.storefront failed: Error: no key"],
])("%s is rejected with its place in the file", async (dialects, message) => {
  await expect(serve(dialects)).rejects.toThrow(`shopwright.config.mjs: ${message}`)
})
