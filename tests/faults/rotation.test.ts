import "./patience.ts"
import { Effect } from "effect"
import { afterAll, beforeAll, expect, it } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import { SECRET } from "../support/http.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)
const accepted = { dialects: ["webstore"] }
const rotation = { dialect: "webstore", access: 300, refresh: 86_400, grace: 600 }
/** With this grace period every repeated use comes too late. */
const graceIsOver = { ...rotation, grace: -1 }

let database: Database
const shops: Array<Shop> = []
/** Chooses one of the two processes by the number. */
const shop = (n: number) => {
  const open = shops[n % shops.length]
  if (open === undefined) throw new Error("no shop is open")
  return open.useCases
}

beforeAll(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  for (let i = 0; i < 2; i++) shops.push(await openShop({ database, secret: SECRET, passwordCost: 4 }))
  await run(shop(0).createAdmin({ username: "ann", password: "correct horse" }, adminRules))
})
afterAll(async () => {
  for (const open of shops) await open.close()
  await database?.drop()
})

const signIn = () => {
  const command = { login: "ann", by: ["username"] as const, password: "correct horse", address: "192.0.2.1" }
  return run(shop(0).obtainTokenPair(command, rotation, { rotates: true }))
}

it("issues the identical successor to a hundred concurrent refreshes on two processes", async () => {
  const { refresh } = await signIn()
  const ends = await Promise.all(Array.from({ length: 100 }, (_, i) => run(shop(i).rotateRefresh(refresh, rotation))))
  const successors = new Set(ends.map((end) => end.refresh))
  expect(successors.size).toBe(1)
  expect(successors.has(refresh)).toBe(false)
  await Promise.all(ends.map(({ access }, i) => run(shop(i).authenticateAccess(access, accepted))))
})

it("ends the family on every process when a used token comes back after the grace period", async () => {
  const { refresh } = await signIn()
  const next = await run(shop(0).rotateRefresh(refresh, rotation))
  const refused = await run(Effect.flip(shop(1).rotateRefresh(refresh, graceIsOver)))
  expect(refused).toMatchObject({ reason: "replayed" })
  for (const n of [0, 1]) {
    await run(Effect.flip(shop(n).rotateRefresh(next.refresh, rotation)))
    await run(Effect.flip(shop(n).authenticateAccess(next.access, accepted)))
  }
})

it("never signs out a client that refreshes sequentially at either process and retries", async () => {
  let { refresh } = await signIn()
  for (let i = 0; i < 50; i++) {
    const lost = await run(shop(i).rotateRefresh(refresh, rotation))
    const next = await run(shop(i + 1).rotateRefresh(refresh, rotation))
    expect(next.refresh).toBe(lost.refresh)
    refresh = next.refresh
  }
})
