import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "vitest"
import { openShop } from "../../composition/index.ts"
import { emitWarning } from "../../composition/warning.ts"
import { operator } from "../../domain/account/actor.ts"

/** Runs a script in a new process. Rejects if it has not ended by itself after 20 seconds. */
const script = (text: string) =>
  promisify(execFile)(process.execPath, ["--input-type=module", "--eval", text], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    timeout: 20_000,
  })

it("lets a script end that forgets to close the shop", async () => {
  const { stdout } = await script(`import { Effect } from "effect"
import { openShop } from "./composition/index.ts"
const mail = { mailer: { send: () => Effect.void }, passwordUrl: "https://shop.example/account" }
const shop = await openShop({ database: "memory", unpaidOrderTtlSeconds: 60, mail })
const mia = await shop.register({ username: "mia", password: "a-long-password" })
console.log(mia.ok)`)
  expect(stdout).toBe("true\n")
})

it("keeps a process running that has a subscription", async () => {
  const forgotten = script(`import { openShop } from "./composition/index.ts"
const shop = await openShop({ database: "memory" })
const stop = shop.subscribe("mail", async () => undefined)
process.on("exit", () => console.log("ended"))
setTimeout(() => { console.log("still running"); void stop() }, 7500).unref()`)
  expect((await forgotten).stdout).toBe("still running\nended\n")
})

it("returns a promise from isEmpty", async () => {
  await using shop = await openShop({ database: "memory" })
  const isEmpty = shop.isEmpty()
  expect(isEmpty).toBeInstanceOf(Promise)
  expect(await isEmpty).toBe(true)
  await shop.importCatalog(operator, { categories: [{ name: "Bath" }], products: [] })
  expect(await shop.isEmpty()).toBe(false)
})

it("reports the error of a handler, and not that a handler failed", async () => {
  const refused = new Error("the mail server refused")
  const reported = Promise.withResolvers<unknown>()
  await using shop = await openShop({ database: "memory", onBackgroundError: reported.resolve })
  shop.subscribe("mail", () => Promise.reject(refused))
  await shop.register({ username: "mia", password: "a-long-password" })
  expect(await reported.promise).toBe(refused)
})

it("shows an object that is no error, and the cause of an error, in a warning", async () => {
  const warned = (fault: unknown) =>
    new Promise<Error>((resolve) => {
      process.once("warning", resolve)
      emitWarning("ShopwrightHttpFault", fault)
    })
  const plain = await warned({ code: "E1" })
  expect([plain.name, plain.message, plain.cause]).toEqual(["ShopwrightHttpFault", "{ code: 'E1' }", { code: "E1" }])
  const caused = await warned(new Error("no response", { cause: new Error("connection reset") }))
  expect(caused.message).toMatch(/no response[\s\S]*connection reset/)
})
