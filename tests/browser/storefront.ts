import { fileURLToPath } from "node:url"
import { Effect } from "effect"
import type { BrowserContext, Page } from "playwright-core"
import { build } from "vite"
import { vi } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { type Calls, createClient } from "../../adapters/client/index.ts"
import { demoCatalog } from "../../adapters/formats/demo-catalog.ts"
import { operator } from "../../domain/account/actor.ts"
import { serveShop } from "../support/http.ts"
import { openBrowser, servePages } from "./chromium.ts"

export const PASSWORD = "a-long-password"

export interface Storefront {
  readonly page: Page
  readonly context: BrowserContext
  /** The address of the page. The shop has another one. */
  readonly origin: string
  /** The API, signed in as the admin. */
  readonly admin: Calls
  /** Messages of the console, except responses with an error status. */
  readonly faults: Array<string>
  readonly close: () => Promise<void>
}

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the example for a shop. Returns its files by their paths. */
const built = async (shopUrl: string): Promise<Readonly<Record<string, string>>> => {
  vi.stubEnv("VITE_SHOP_URL", shopUrl)
  // The test runner has set another one, with which React is built for debugging.
  vi.stubEnv("NODE_ENV", "production")
  const output = await build({
    root: source("../examples/projects/storefront/"),
    configFile: false,
    logLevel: "warn",
    resolve: { alias: { "shopwright/client": source("../../adapters/client/index.ts") } },
    build: { write: false },
  })
  vi.unstubAllEnvs()
  if (!("output" in output)) throw new Error("Vite returned no files")
  return Object.fromEntries(
    output.output.map((file) => [
      file.fileName === "index.html" ? "/" : `/${file.fileName}`,
      file.type === "chunk" ? file.code : String(file.source),
    ]),
  )
}

/** Serves a shop with the demo catalogue, builds the example for it, and opens a browser. */
export const openStorefront = async (): Promise<Storefront> => {
  const pages: Record<string, string> = {}
  const site = await servePages(pages)
  const served = await serveShop({
    dialect: "all",
    dialectSettings: { shopwright: { trustedOrigins: [site.localhost] } },
  })
  const { useCases } = served.shop
  await Effect.runPromise(useCases.createAdmin({ username: "owner", password: PASSWORD }, adminRules))
  await Effect.runPromise(useCases.importCatalog(operator, demoCatalog))
  const baseUrl = `${served.url}/shopwright`
  Object.assign(pages, await built(baseUrl))
  const admin = createClient({ baseUrl })
  await admin.createTokens({ body: { login: "owner", password: PASSWORD } })
  const browser = await openBrowser()
  const page = await browser.context.newPage()
  page.setDefaultTimeout(20_000)
  const faults: Array<string> = []
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !/Failed to load resource/.test(message.text()))
      faults.push(message.text())
  })
  page.on("pageerror", (error) => faults.push(String(error)))
  return {
    page,
    context: browser.context,
    origin: site.localhost,
    admin,
    faults,
    close: async () => {
      await browser.close()
      await served.close()
      await site.close()
    },
  }
}
