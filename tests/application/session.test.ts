import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { SessionId, type Sessions } from "../../application/ports/sessions.ts"
import { username } from "../../domain/account/identifier.ts"
import { NOON, openShop, PASSWORD, refusal, run, testShop } from "./test-shop.ts"

const ann = { username: "ann", password: PASSWORD }
const refused = { _tag: "InvalidCredentials" }

describe("logging in", () => {
  it("opens a session for who knows the password, each time another", async () => {
    const shop = await openShop()
    const [first, second] = [await run(shop.logIn(ann)), await run(shop.logIn(ann))]
    expect(first.account).toEqual(shop.ann)
    expect(second.token).not.toBe(first.token)
    for (const { token } of [first, second]) expect((await run(shop.authenticate(token))).account).toEqual(shop.ann)
  })

  it("refuses a wrong password and an unknown user alike, at the same cost", async () => {
    const { logIn, verified } = await openShop()
    const wrong = await refusal(logIn({ ...ann, password: "wrong horse" }))
    const unknown = await refusal(logIn({ ...ann, username: "nobody" }))
    expect(wrong).toMatchObject(refused)
    expect(unknown).toEqual(wrong)
    expect(verified).toEqual([`hash of ${PASSWORD}`, null])
  })

  it("refuses an inactive account, its password checked all the same", async () => {
    const { store, logIn, verified } = testShop()
    const carl = { username: Result.getOrThrow(username("carl")), email: null, isAdmin: true, isActive: false }
    await run(store.accounts.add(carl, `hash of ${PASSWORD}`))
    expect(await refusal(logIn({ username: "carl", password: PASSWORD }))).toMatchObject(refused)
    expect(verified).toEqual([`hash of ${PASSWORD}`])
  })

  it("keeps the digest of a token, never the token", async () => {
    const opened: Array<Parameters<Sessions["open"]>[0]> = []
    const { store } = testShop()
    const sessions: Sessions = {
      ...store.sessions,
      open: (session) => {
        opened.push(session)
        return store.sessions.open(session)
      },
    }
    const shop = await openShop(0, testShop({ ...store, sessions }))
    const { token } = await run(shop.logIn(ann))
    expect(opened).toEqual([{ account: shop.ann.id, tokenDigest: `digest of ${token}`, openedAt: NOON }])
  })
})

describe("a session", () => {
  it("is found by its token alone", async () => {
    const shop = await openShop()
    const { token } = await run(shop.logIn(ann))
    for (const other of ["", "token 99", `digest of ${token}`])
      expect(await refusal(shop.authenticate(other))).toMatchObject({ _tag: "NotAuthenticated" })
  })

  it("ends with logging out, and no other does", async () => {
    const shop = await openShop()
    const [here, there] = [await run(shop.logIn(ann)), await run(shop.logIn(ann))]
    const session = await run(shop.authenticate(here.token))
    await run(shop.logOut(session.id))
    expect(await refusal(shop.authenticate(here.token))).toMatchObject({ _tag: "NotAuthenticated" })
    expect((await run(shop.authenticate(there.token))).account).toEqual(shop.ann)
    await run(shop.logOut(session.id))
  })

  it("counts no more once its account is inactive", async () => {
    const { sessions } = testShop().store
    const shop = await openShop()
    const session = { id: SessionId(1), account: { ...shop.ann, isActive: false } }
    const { authenticate } = testShop({ sessions: { ...sessions, find: () => Effect.succeed(session) } })
    expect(await refusal(authenticate("token"))).toMatchObject({ _tag: "NotAuthenticated" })
  })
})
