import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { makeAuthenticateAccess } from "../../application/account/token-pair.ts"
import { AccountId } from "../../domain/account/account.ts"
import { DIALECT, errorOf, login, NOON, openShop, PASSWORD, run, stillOpen, testShop } from "./test-shop.ts"

type Shop = Awaited<ReturnType<typeof openShop>>

const lifetimes = { dialect: DIALECT, access: 300, refresh: 86_400 }
const NEXT = "battery staple"
const invalid = { _tag: "InvalidToken" }

const obtain = (shop: Shop) => run(shop.obtainTokenPair(login("ann"), lifetimes))
const changePassword = (shop: Shop) => {
  const password = { current: PASSWORD, next: NEXT }
  const rule = { minLength: 8, maxLength: 128 }
  return run(shop.updateProfile(shop.ann, { account: shop.ann.id, details: {}, password, address: "" }, rule))
}

/** A token of another server with the same key, without a session. */
const foreign = (shop: Shop, type: "access" | "refresh", account = shop.ann.id, issuer = "") =>
  run(
    shop.pairs.issue(type, {
      issuer,
      audience: "",
      account,
      session: null,
      id: shop.pairs.newId(),
      lifetimeSeconds: 3600,
    }),
  )

describe("a pair of tokens", () => {
  it("belongs to a session that lasts as long as its refresh token", async () => {
    const shop = await openShop()
    const { access, account } = await obtain(shop)
    expect(account).toEqual(shop.ann)
    const expiresAt = new Date(NOON.getTime() + lifetimes.refresh * 1000)
    const sessions = await run(shop.listSessions(shop.ann))
    expect(sessions).toMatchObject([{ openedAt: NOON, expiresAt }])
    expect(await run(shop.authenticateAccess(access))).toEqual({ account: shop.ann, session: sessions[0]?.id })
  })

  it("is not issued for a wrong password, and no session is opened", async () => {
    const shop = await openShop()
    const refused = await errorOf(shop.obtainTokenPair(login("ann", "wrong"), lifetimes))
    expect(refused).toMatchObject({ _tag: "InvalidCredentials" })
    expect(await run(shop.listSessions(shop.ann))).toEqual([])
  })

  it("issues new access tokens in the same session while it lasts", async () => {
    const shop = await openShop()
    const { access, refresh } = await obtain(shop)
    shop.clock.pass(lifetimes.access)
    expect(await errorOf(shop.authenticateAccess(access))).toMatchObject(invalid)
    const { access: next } = await run(shop.refreshAccess(refresh, lifetimes))
    expect((await run(shop.authenticateAccess(next))).session).toBe((await run(shop.listSessions(shop.ann)))[0]?.id)
    shop.clock.pass(lifetimes.refresh - lifetimes.access)
    expect(await errorOf(shop.refreshAccess(refresh, lifetimes))).toMatchObject(invalid)
  })

  it("accepts each token only for its own purpose", async () => {
    const shop = await openShop()
    const { access, refresh } = await obtain(shop)
    expect(await errorOf(shop.refreshAccess(access, lifetimes))).toMatchObject(invalid)
    expect(await errorOf(shop.authenticateAccess(refresh))).toMatchObject(invalid)
    // It is not an opaque token either.
    for (const token of [access, refresh])
      expect(await errorOf(shop.authenticate(token))).toMatchObject({ _tag: "NotAuthenticated" })
  })

  const endings: Readonly<Record<string, (shop: Shop) => Promise<unknown>>> = {
    "logging out": async (shop) => {
      for (const { id } of await run(shop.listSessions(shop.ann))) await run(shop.endSession(shop.ann, id))
    },
    "a new password": changePassword,
    "being promoted": (shop) => run(shop.store.identity.security.promote(shop.ann.id, "hash", shop.clock.now())),
    "having been shut out for a while": async (shop) => {
      for (const isActive of [false, true])
        await run(shop.setAccountActive(shop.admin, { account: shop.ann.id, isActive }))
    },
  }
  for (const [name, end] of Object.entries(endings))
    it(`ends at once with ${name}`, async () => {
      const shop = await openShop()
      const { access, refresh } = await obtain(shop)
      await end(shop)
      expect(await errorOf(shop.authenticateAccess(access))).toMatchObject(invalid)
      expect(await errorOf(shop.refreshAccess(refresh, lifetimes))).toMatchObject(invalid)
    })

  it("is valid when it was obtained with the new password", async () => {
    const shop = await openShop()
    await changePassword(shop)
    const { access, refresh } = await run(shop.obtainTokenPair(login("ann", NEXT), lifetimes))
    expect((await run(shop.authenticateAccess(access))).account).toEqual(shop.ann)
    await run(shop.refreshAccess(refresh, lifetimes))
  })

  it("is rejected with the reason that its account is inactive", async () => {
    const shop = await openShop()
    const { access, refresh } = await obtain(shop)
    await run(shop.setAccountActive(shop.admin, { account: shop.ann.id, isActive: false }))
    expect(await errorOf(shop.authenticateAccess(access))).toMatchObject({ _tag: "AccountInactive" })
    expect(await errorOf(shop.refreshAccess(refresh, lifetimes))).toMatchObject({ _tag: "AccountInactive" })
  })

  it("is rejected for an inactive account even if a replica still shows the session as open", async () => {
    const shop = await openShop(1, stillOpen())
    const { access, refresh } = await obtain(shop)
    expect((await run(shop.authenticateAccess(access))).account).toEqual(shop.ann)
    await run(shop.setAccountActive(shop.admin, { account: shop.ann.id, isActive: false }))
    expect(await errorOf(shop.authenticateAccess(access))).toMatchObject({ _tag: "AccountInactive" })
    expect(await errorOf(shop.refreshAccess(refresh, lifetimes))).toMatchObject({ _tag: "AccountInactive" })
  })

  it("is rejected in another dialect", async () => {
    const shop = await openShop()
    const { access } = await obtain(shop)
    const rejection = { ...invalid, reason: "wrong-audience" }
    expect(await errorOf(shop.authenticateAccess(access, { dialects: ["other"] }))).toMatchObject(rejection)
    expect((await run(shop.authenticateAccess(access, { dialects: ["other", DIALECT] }))).account).toEqual(shop.ann)
  })

  it("is rejected if it names another account's session", async () => {
    const shop = await openShop()
    await obtain(shop)
    const [open] = await run(shop.listSessions(shop.ann))
    const issuer = await run(shop.store.identity.shopIdentity.id())
    const request = {
      issuer,
      audience: DIALECT,
      account: shop.bob.id,
      session: open?.id ?? null,
      id: "",
      lifetimeSeconds: 60,
    }
    expect(await errorOf(shop.authenticateAccess(await run(shop.pairs.issue("access", request))))).toMatchObject(
      invalid,
    )
  })
})

const untilNextYear = { acceptUntil: new Date("2027-01-01T00:00:00.000Z") }
const openShopTakingForeign = () => openShop(10, testShop({}, { foreignTokens: untilNextYear }))

describe("a token of another server with the same key", () => {
  it("is accepted until the password changes", async () => {
    const shop = await openShopTakingForeign()
    const [access, refresh] = [await foreign(shop, "access"), await foreign(shop, "refresh")]
    expect(await run(shop.authenticateAccess(access))).toEqual({ account: shop.ann, session: null })
    const { access: next } = await run(shop.refreshAccess(refresh, lifetimes))
    expect(await run(shop.authenticateAccess(next))).toEqual({ account: shop.ann, session: null })
    shop.clock.pass(10)
    await changePassword(shop)
    for (const token of [access, next, await foreign(shop, "access")])
      expect(await errorOf(shop.authenticateAccess(token))).toMatchObject(invalid)
    expect(await errorOf(shop.refreshAccess(refresh, lifetimes))).toMatchObject(invalid)
    shop.clock.pass(1)
    expect((await run(shop.authenticateAccess(await foreign(shop, "access")))).account).toEqual(shop.ann)
  })

  it("is rejected from the end date on, and if another issuer is named", async () => {
    const acceptUntil = new Date(NOON.getTime() + 60_000)
    const shop = await openShop(10, testShop({}, { foreignTokens: { acceptUntil } }))
    const rejection = { ...invalid, reason: "wrong-issuer" }
    const [access, elsewhere] = [await foreign(shop, "access"), await foreign(shop, "access", shop.ann.id, "elsewhere")]
    expect(await errorOf(shop.authenticateAccess(elsewhere))).toMatchObject(rejection)
    shop.clock.pass(59)
    expect((await run(shop.authenticateAccess(access))).account).toEqual(shop.ann)
    shop.clock.pass(1)
    expect(await errorOf(shop.authenticateAccess(access))).toMatchObject(rejection)
  })

  it("is rejected if it has no issue time and the password was changed", async () => {
    const shop = await openShopTakingForeign()
    const claims = {
      issuer: null,
      audience: [],
      account: shop.ann.id,
      session: null,
      id: "1",
      issuedAt: null,
      expiresAt: NOON,
    }
    const pairs = { ...shop.pairs, read: () => Effect.succeed(claims) }
    const authenticateAccess = makeAuthenticateAccess({ ...shop.tokenPairPorts, pairs })
    const authenticate = (token: string) => authenticateAccess(token, { dialects: [DIALECT] })
    expect(await run(authenticate("timeless"))).toEqual({ account: shop.ann, session: null })
    await changePassword(shop)
    expect(await errorOf(authenticate("timeless"))).toMatchObject(invalid)
  })

  it("is rejected when its account is inactive or does not exist", async () => {
    const shop = await openShopTakingForeign()
    const access = await foreign(shop, "access")
    await run(shop.setAccountActive(shop.admin, { account: shop.ann.id, isActive: false }))
    expect(await errorOf(shop.authenticateAccess(access))).toMatchObject({ _tag: "AccountInactive" })
    const foreignToken = await foreign(shop, "access", AccountId(99))
    expect(await errorOf(shop.authenticateAccess(foreignToken))).toMatchObject({ _tag: "UnknownAccount", account: 99 })
  })
})

describe("deactivating an account", () => {
  it("is for admins, and for existing accounts", async () => {
    const shop = await openShop()
    const change = { account: shop.bob.id, isActive: false }
    expect(await errorOf(shop.setAccountActive(shop.ann, change))).toMatchObject({ _tag: "NotPermitted" })
    const unknown = { ...change, account: AccountId(99) }
    expect(await errorOf(shop.setAccountActive(shop.admin, unknown))).toMatchObject({ _tag: "UnknownAccount" })
    expect((await run(shop.store.identity.accounts.findById(shop.bob.id)))?.account.isActive).toBe(true)
  })
})
