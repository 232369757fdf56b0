import { describe, expect, it } from "vitest"
import { DIALECT, errorOf, login, NOON, openShop, run, stillOpen } from "./test-shop.ts"

type Shop = Awaited<ReturnType<typeof openShop>>

const settings = { dialect: DIALECT, access: 300, refresh: 86_400, grace: 10 }
const invalid = { _tag: "InvalidToken" }

const signIn = (shop: Shop, rotates = true) => run(shop.obtainTokenPair(login("ann"), settings, { rotates }))
const rotate = (shop: Shop, refresh: string) => run(shop.rotateRefresh(refresh, settings))

describe("a refresh token that rotates", () => {
  it("is exchanged for an access token and its successor, in the same session", async () => {
    const shop = await openShop()
    const { refresh, session } = await signIn(shop)
    shop.clock.pass(60)
    const next = await rotate(shop, refresh)
    expect(next).toMatchObject({ account: shop.ann, session })
    expect(next.refresh).not.toBe(refresh)
    expect(await run(shop.authenticateAccess(next.access))).toEqual({ account: shop.ann, session })
    const { refresh: third } = await rotate(shop, next.refresh)
    expect(new Set([refresh, next.refresh, third]).size).toBe(3)
  })

  it("has a lifetime of its own, so a client that keeps refreshing stays signed in", async () => {
    const shop = await openShop()
    let { refresh } = await signIn(shop)
    for (let i = 0; i < 5; i++) {
      shop.clock.pass(settings.refresh - 1)
      refresh = (await rotate(shop, refresh)).refresh
    }
    shop.clock.pass(settings.refresh)
    expect(await errorOf(shop.rotateRefresh(refresh, settings))).toMatchObject(invalid)
  })

  it("ends in the very second of its expiry", async () => {
    const shop = await openShop()
    const { refresh } = await signIn(shop)
    shop.clock.pass(0.4)
    await rotate(shop, refresh)
    const [session] = await run(shop.listSessions(shop.ann))
    expect(session?.expiresAt).toEqual(new Date(NOON.getTime() + settings.refresh * 1000))
  })

  it("returns the identical successor again during the grace period", async () => {
    const shop = await openShop()
    const { refresh } = await signIn(shop)
    const first = await rotate(shop, refresh)
    shop.clock.pass(settings.grace)
    const again = await rotate(shop, refresh)
    expect(again.refresh).toBe(first.refresh)
    expect(await run(shop.authenticateAccess(again.access))).toMatchObject({ session: first.session })
  })

  it("ends all tokens of its family when it is used again after the grace period", async () => {
    const shop = await openShop()
    const { access, refresh } = await signIn(shop)
    const next = await rotate(shop, refresh)
    shop.clock.pass(settings.grace + 1)
    expect(await errorOf(shop.rotateRefresh(refresh, settings))).toMatchObject({ ...invalid, reason: "replayed" })
    for (const token of [access, next.access])
      expect(await errorOf(shop.authenticateAccess(token))).toMatchObject(invalid)
    expect(await errorOf(shop.rotateRefresh(next.refresh, settings))).toMatchObject(invalid)
    expect(await run(shop.listSessions(shop.ann))).toEqual([])
  })

  it("never signs out a client that refreshes sequentially and retries after a lost response", async () => {
    const shop = await openShop()
    let { refresh } = await signIn(shop)
    for (let i = 0; i < 100; i++) {
      // Every third response is lost, and the client retries some seconds later.
      if (i % 3 === 0) {
        await rotate(shop, refresh)
        shop.clock.pass(i % settings.grace)
      }
      refresh = (await rotate(shop, refresh)).refresh
      shop.clock.pass(i * 7)
    }
    expect(await run(shop.listSessions(shop.ann))).toHaveLength(1)
  })

  it("can be read for its account without being used", async () => {
    const shop = await openShop()
    const { refresh, access, session } = await signIn(shop)
    for (let i = 0; i < 2; i++)
      expect(await run(shop.authenticateRefresh(refresh))).toEqual({ account: shop.ann, session })
    expect(await errorOf(shop.authenticateRefresh(access))).toMatchObject(invalid)
  })

  it("cannot be used at the endpoint without rotation, where it would never end", async () => {
    const shop = await openShop()
    const { refresh } = await signIn(shop)
    expect(await errorOf(shop.refreshAccess(refresh, settings))).toMatchObject(invalid)
    await rotate(shop, refresh)
  })

  it("is rejected if it does not rotate, belongs to another server, or names another account's session", async () => {
    const shop = await openShop()
    const fixed = await signIn(shop, false)
    const { session } = await signIn(shop)
    const issuer = await run(shop.store.identity.shopIdentity.id())
    const request = {
      issuer,
      audience: DIALECT,
      account: shop.ann.id,
      session: null,
      id: shop.pairs.newId(),
      lifetimeSeconds: 60,
    }
    const foreign = await run(shop.pairs.issue("refresh", { ...request, issuer: "", audience: "" }))
    const lent = await run(shop.pairs.issue("refresh", { ...request, account: shop.bob.id, session }))
    for (const token of [fixed.refresh, foreign, lent]) {
      expect(await errorOf(shop.rotateRefresh(token, settings))).toMatchObject(invalid)
      expect(await errorOf(shop.authenticateRefresh(token))).toMatchObject(invalid)
    }
    expect(await run(shop.listSessions(shop.ann))).toHaveLength(2)
    await run(shop.refreshAccess(fixed.refresh, settings))
  })

  it("is rejected once its account is inactive", async () => {
    const shop = await openShop()
    const { refresh } = await signIn(shop)
    await run(shop.setAccountActive(shop.admin, { account: shop.ann.id, isActive: false }))
    expect(await errorOf(shop.rotateRefresh(refresh, settings))).toMatchObject(invalid)
  })

  it("is rejected then even if a replica still shows the session as open", async () => {
    const shop = await openShop(1, stillOpen())
    const { refresh } = await signIn(shop)
    expect((await run(shop.authenticateRefresh(refresh))).account).toEqual(shop.ann)
    await run(shop.setAccountActive(shop.admin, { account: shop.ann.id, isActive: false }))
    expect(await errorOf(shop.rotateRefresh(refresh, settings))).toMatchObject(invalid)
    expect(await errorOf(shop.authenticateRefresh(refresh))).toMatchObject(invalid)
  })
})
