import { Effect } from "effect"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { openShop } from "../../composition/index.ts"

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }))
afterEach(() => void vi.useRealTimers())

const mail = { mailer: { send: () => Effect.void }, passwordUrl: "https://shop.example/account" }
const options = { database: "memory", passwordCost: 4, mail } as const

it("starts no timers without background work, and some with it", async () => {
  const shop = await openShop({ ...options, backgroundWork: false })
  await shop.listProducts()
  expect(vi.getTimerCount()).toBe(0)
  await shop.close()
  await using working = await openShop(options)
  await working.listProducts()
  expect(vi.getTimerCount()).toBeGreaterThan(0)
})

it("leaves the work to a scheduled job", async () => {
  await using shop = await openShop({ ...options, backgroundWork: false })
  expect(await shop.purgeExpired()).toBe(false)
  expect(await shop.expireOrders(60)).toMatchObject({ cancelled: 0 })
  expect(await shop.sendQueuedMail()).toMatchObject({ more: false, failure: null })
})

it("rejects what needs background work, with what to do instead", async () => {
  const webhook = { name: "erp", url: "https://erp.example/hook", secret: `whsec_${"A".repeat(44)}` }
  await expect(openShop({ ...options, backgroundWork: false, unpaidOrderTtlSeconds: 60 })).rejects.toThrow(
    "unpaidOrderTtlSeconds needs background work. Without it, call shop.expireOrders(seconds).",
  )
  await expect(openShop({ ...options, backgroundWork: false, webhooks: [webhook] })).rejects.toThrow(
    "webhooks need background work",
  )
  await using shop = await openShop({ ...options, backgroundWork: false })
  expect(() => shop.subscribe("mail", async () => undefined)).toThrow("backgroundWork: false")
})
