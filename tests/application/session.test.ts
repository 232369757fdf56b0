import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import { SessionId, type Sessions } from "../../application/ports/sessions.ts"
import type { NewAccount } from "../../domain/account/account.ts"
import { phoneNumber, username } from "../../domain/account/identifier.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
import { defaultSessionPolicy, idleExpiry } from "../../domain/account/session-policy.ts"
import { errorOf, login, NOON, openShop, PASSWORD, rules, run, testShop } from "./test-shop.ts"

const ann = login("ann")
const refused = { _tag: "InvalidCredentials" }

describe("logging in", () => {
  it("opens a new session for each correct password", async () => {
    const shop = await openShop()
    const [first, second] = [await run(shop.logIn(ann)), await run(shop.logIn(ann))]
    expect(first.account).toEqual(shop.ann)
    expect(second.token).not.toBe(first.token)
    for (const { token } of [first, second]) expect((await run(shop.authenticate(token))).account).toEqual(shop.ann)
  })

  it("accepts a user name in full-width letters as the same name", async () => {
    const shop = await openShop()
    expect((await run(shop.logIn(login("ａｎｎ")))).account).toEqual(shop.ann)
  })

  it("rejects a wrong password and an unknown user alike, at the same cost", async () => {
    const { logIn, verified } = await openShop()
    const wrong = await errorOf(logIn({ ...ann, password: "wrong horse" }))
    const unknown = await errorOf(logIn(login("nobody")))
    expect(wrong).toMatchObject(refused)
    expect(unknown).toEqual(wrong)
    expect(verified).toEqual([`hash of ${PASSWORD}`, null])
  })

  it("rejects an inactive account, and verifies its password all the same", async () => {
    const { store, register, logIn, verified } = testShop()
    const { account } = await run(register({ username: "carl", password: PASSWORD }, rules))
    await run(store.identity.security.setActive(account.id, false))
    expect(await errorOf(logIn(login("carl")))).toMatchObject(refused)
    expect(verified).toEqual([`hash of ${PASSWORD}`])
  })

  it("stores the digest of a token, never the token", async () => {
    const opened: Array<Parameters<Sessions["open"]>[0]> = []
    const { store } = testShop()
    const sessions: Sessions = {
      ...store.identity.sessions,
      open: (session) => {
        opened.push(session)
        return store.identity.sessions.open(session)
      },
    }
    const shop = await openShop(0, testShop(replacePorts(store, { identity: { sessions } })))
    const { token } = await run(shop.logIn(ann))
    const limits = { expiresAt: idleExpiry(defaultSessionPolicy, NOON), maxPerAccount: 100 }
    const lasting = { passwordChangedAt: null, openedAt: NOON, ...limits }
    expect(opened).toEqual([{ account: shop.ann.id, tokenDigest: `digest of ${token}`, ...lasting }])
  })
})

describe("a session", () => {
  it("is found only by its token", async () => {
    const shop = await openShop()
    const { token } = await run(shop.logIn(ann))
    for (const other of ["", "token 99", `digest of ${token}`])
      expect(await errorOf(shop.authenticate(other))).toMatchObject({ _tag: "NotAuthenticated" })
  })

  it("ends when it is logged out; other sessions do not", async () => {
    const shop = await openShop()
    const [here, there] = [await run(shop.logIn(ann)), await run(shop.logIn(ann))]
    const session = await run(shop.authenticate(here.token))
    expect(await run(shop.endSession(shop.ann, session.id))).toBe(true)
    expect(await errorOf(shop.authenticate(here.token))).toMatchObject({ _tag: "NotAuthenticated" })
    expect((await run(shop.authenticate(there.token))).account).toEqual(shop.ann)
    expect(await run(shop.endSession(shop.ann, session.id))).toBe(false)
  })

  it("can be seen and ended only by its owner", async () => {
    const shop = await openShop()
    const { token } = await run(shop.logIn(ann))
    shop.clock.pass(60)
    await run(shop.logIn(ann))
    const listed = await run(shop.listSessions(shop.ann))
    const [latest, first] = listed.map(({ openedAt }) => openedAt.getTime() - NOON.getTime())
    expect([latest, first, listed.length]).toEqual([60_000, 0, 2])
    expect(await run(shop.listSessions(shop.admin))).toEqual([])
    const { id } = await run(shop.authenticate(token))
    expect(await run(shop.endSession(shop.admin, id))).toBe(false)
    expect((await run(shop.authenticate(token))).id).toBe(id)
  })

  it("is not valid once its account is inactive", async () => {
    const { sessions } = testShop().store.identity
    const shop = await openShop()
    const session = {
      id: SessionId("1".repeat(32)),
      expiresAt: null,
      rotates: false,
      account: { ...shop.ann, isActive: false },
    }
    const { authenticate } = testShop({ identity: { sessions: { ...sessions, find: () => Effect.succeed(session) } } })
    expect(await errorOf(authenticate("token"))).toMatchObject({ _tag: "NotAuthenticated" })
  })

  it("is not valid when the password changed during the sign-in", async () => {
    const shop = await openShop()
    const { profiles, accounts } = shop.store.identity
    const change = Effect.orDie(profiles.update(shop.ann.id, { profile: {}, passwordHash: "another" }, NOON))
    // The password changes right after the sign-in has read the old hash.
    const find: typeof accounts.find = (identifier) => Effect.tap(accounts.find(identifier), () => change)
    const slow = testShop(replacePorts(shop.store, { identity: { accounts: { ...accounts, find } } }))
    const { token } = await run(slow.logIn(ann))
    expect(await errorOf(slow.authenticate(token))).toMatchObject({ _tag: "NotAuthenticated" })
    expect(await run(slow.listSessions(shop.ann))).toEqual([])
  })
})

describe("signing in", () => {
  it("uses the identifiers that the caller's login readings name, and no others", async () => {
    const { register, logIn } = testShop()
    const byEmail = { ...rules, signsInByEmail: true }
    const given = { username: "ann", email: "Ann@Example.com", phone: "+491234567", password: PASSWORD }
    const { account } = await run(register(given, byEmail))
    for (const name of ["ann", "ann@example.COM", "+49 123 45 67"])
      expect((await run(logIn(login(name)))).account).toEqual(account)
    expect(await errorOf(logIn({ ...login("ann@example.com"), by: ["username", "phone"] }))).toMatchObject(refused)
    expect(await errorOf(logIn({ ...login("+491234567"), by: ["username", "email"] }))).toMatchObject(refused)
  })

  it("uses the first reading that an account has", async () => {
    const { store, logIn } = testShop()
    const unnamed = { username: null, email: null, phone: null, isAdmin: false, isActive: true, signsInByEmail: false }
    const add = (account: NewAccount) =>
      run(store.identity.accounts.add(account, emptyProfile, `hash of ${PASSWORD}`, NOON)).then(
        (added) => added.account.id,
      )
    const text = "+491234567"
    const named = await add({ ...unnamed, username: Result.getOrThrow(username(text)) })
    const called = await add({ ...unnamed, phone: Result.getOrThrow(phoneNumber(text, () => text)) })
    expect((await run(logIn({ ...login(text), by: ["username", "phone"] }))).account.id).toBe(named)
    expect((await run(logIn({ ...login(text), by: ["phone", "username"] }))).account.id).toBe(called)
  })
})
