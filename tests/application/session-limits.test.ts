import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import type { Sessions } from "../../application/ports/sessions.ts"
import { defaultSessionPolicy } from "../../domain/account/session-policy.ts"
import { DIALECT, errorOf, login, openShop, run, testShop } from "./test-shop.ts"

const DAY = 24 * 60 * 60
const lifetimes = { dialect: DIALECT, access: 300, refresh: 86_400 }

/** A shop that counts how often it stores a new expiry. */
const countingShop = async (idleSeconds: number) => {
  const store = openInMemory()
  let extended = 0
  const extend: Sessions["extend"] = (...args) =>
    Effect.suspend(() => {
      extended++
      return store.identity.sessions.extend(...args)
    })
  const sessionPolicy = { ...defaultSessionPolicy, idleSeconds }
  const shop = await openShop(
    0,
    testShop(replacePorts(store, { identity: { sessions: { ...store.identity.sessions, extend } } }), {
      sessionPolicy,
    }),
  )
  return { shop, extended: () => extended }
}

describe("an opaque token", () => {
  it("expires 90 days after its last use by default", async () => {
    const shop = await openShop()
    const { token } = await run(shop.logIn(login("ann")))
    for (let i = 0; i < 5; i++) {
      shop.clock.pass(89 * DAY)
      expect((await run(shop.authenticate(token))).account).toEqual(shop.ann)
    }
    shop.clock.pass(90 * DAY)
    expect(await errorOf(shop.authenticate(token))).toMatchObject({ _tag: "NotAuthenticated" })
    // The row is removed when another session is opened.
    await run(shop.logIn(login("bob")))
    expect(await run(shop.listSessions(shop.ann))).toEqual([])
  })

  it("is not extended on every request: at most once a day, and ten times in a shorter idle time", async () => {
    for (const [idle, step] of [
      [90 * DAY, DAY],
      [1000, 100],
    ] as const) {
      const { shop, extended } = await countingShop(idle)
      const { token } = await run(shop.logIn(login("ann")))
      for (let i = 0; i < 10; i++) {
        shop.clock.pass(step / 10)
        await run(shop.authenticate(token))
      }
      expect(extended()).toBe(1)
    }
  })

  it("expires as the policy says, even when a clock that was ahead or a longer idle time set its expiry", async () => {
    const { shop } = await countingShop(90 * DAY)
    const { token } = await run(shop.logIn(login("ann")))
    shop.clock.pass(40 * DAY)
    await run(shop.authenticate(token))
    shop.clock.pass(-40 * DAY)
    await run(shop.authenticate(token))
    const [session] = await run(shop.listSessions(shop.ann))
    expect(session?.expiresAt?.getTime()).toBe(shop.clock.now().getTime() + 90 * DAY * 1000)
  })
})

describe("an account", () => {
  it("has at most as many sessions as the policy allows, of any kind; the oldest one ends", async () => {
    const shop = await openShop(0, testShop({}, { sessionPolicy: { ...defaultSessionPolicy, maxPerAccount: 3 } }))
    const first = await run(shop.logIn(login("ann")))
    const second = await run(shop.obtainTokenPair(login("ann"), lifetimes))
    const third = await run(shop.obtainTokenPair(login("ann"), lifetimes, { rotates: true }))
    const bobs = await run(shop.logIn(login("bob")))
    await run(shop.authenticate(first.token))
    await run(shop.logIn(login("ann")))
    expect(await errorOf(shop.authenticate(first.token))).toMatchObject({ _tag: "NotAuthenticated" })
    await run(shop.authenticateAccess(second.access))
    await run(shop.obtainTokenPair(login("ann"), lifetimes))
    expect(await errorOf(shop.authenticateAccess(second.access))).toMatchObject({ _tag: "InvalidToken" })
    expect((await run(shop.authenticateRefresh(third.refresh))).session).toBe(third.session)
    await run(shop.logIn(login("ann")))
    expect(await errorOf(shop.authenticateRefresh(third.refresh))).toMatchObject({ _tag: "InvalidToken" })
    expect(await run(shop.listSessions(shop.ann))).toHaveLength(3)
    expect((await run(shop.authenticate(bobs.token))).account).toEqual(shop.bob)
  })

  it("has at most 100 sessions by default", async () => {
    const shop = await openShop()
    for (let i = 0; i < 110; i++) await run(shop.logIn(login("ann")))
    expect(await run(shop.listSessions(shop.ann))).toHaveLength(100)
  })
})
