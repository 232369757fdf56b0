import { Deferred, Effect, Fiber } from "effect"
import { describe, expect, it } from "vitest"
import { makeVerifyPassword, type VerifyPasswordPorts } from "../../application/account/verify-password.ts"
import { PasswordsBusy } from "../../application/ports/password-hasher.ts"
import { defaultSignInPolicy } from "../../domain/account/sign-in-policy.ts"
import { errorOf, HOME, login, openShop, PASSWORD, run, testShop } from "./test-shop.ts"

type Shop = Awaited<ReturnType<typeof openShop>>

const wrong = { _tag: "InvalidCredentials" }
const throttled = (retryAfterSeconds: number) => ({ _tag: "SignInThrottled", retryAfterSeconds })
const STRANGER = "203.0.113.9"

const fail = async ({ logIn }: Pick<Shop, "logIn">, times: number, name = "ann", address = HOME) => {
  for (let i = 0; i < times; i++) expect(await errorOf(logIn(login(name, "wrong", address)))).toMatchObject(wrong)
}

/** The same shop with other ports for verifying passwords. */
const verifying = ({ store, clock }: Shop, parts: Pick<VerifyPasswordPorts, "passwords">) =>
  makeVerifyPassword({
    security: store.identity.security,
    attempts: store.identity.attempts,
    policy: defaultSignInPolicy,
    clock,
    ...parts,
  })

describe("failed sign-ins", () => {
  it("are throttled from the 6th on; a correct password does not help until the wait is over", async () => {
    const shop = await openShop()
    await fail(shop, 6)
    shop.verified.length = 0
    expect(await errorOf(shop.logIn(login("ann")))).toMatchObject(throttled(5))
    shop.clock.pass(4)
    expect(await errorOf(shop.logIn(login("ann")))).toMatchObject(throttled(1))
    // The password was not even verified.
    expect(shop.verified).toEqual([])
    shop.clock.pass(1)
    expect((await run(shop.logIn(login("ann")))).account).toEqual(shop.ann)
  })

  it("wait longer with each failure, up to a minute", async () => {
    const shop = await openShop()
    await fail(shop, 6)
    const waits: Array<number> = []
    for (let i = 0; i < 6; i++) {
      const refused = await errorOf(shop.logIn(login("ann")))
      if (refused._tag !== "SignInThrottled") throw refused
      waits.push(refused.retryAfterSeconds)
      shop.clock.pass(refused.retryAfterSeconds)
      await fail(shop, 1)
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60])
  })

  it("do not extend the wait when they arrive during it", async () => {
    const shop = await openShop()
    await fail(shop, 6)
    // More than the maximum number of concurrent attempts.
    for (let i = 0; i < 40; i++) expect(await errorOf(shop.logIn(login("ann")))).toMatchObject(throttled(5))
    shop.clock.pass(5)
    await run(shop.logIn(login("ann")))
  })

  it("are cleared by a success, and after the window", async () => {
    const shop = await openShop()
    await fail(shop, 5)
    await run(shop.logIn(login("ann")))
    await fail(shop, 6)
    shop.clock.pass(defaultSignInPolicy.windowSeconds + 1)
    await fail(shop, 6)
    expect(await errorOf(shop.logIn(login("ann")))).toMatchObject(throttled(5))
  })

  it("count for an account under each of its identifiers, and for no other account", async () => {
    const shop = testShop()
    const given = { username: "ann", phone: "+491234567", password: PASSWORD }
    await run(shop.register(given, { required: [], password: { minLength: 8, maxLength: 99 } }))
    await fail(shop, 3, "ann")
    await fail(shop, 3, "+49 1234567")
    expect(await errorOf(shop.logIn(login("ann")))).toMatchObject(throttled(5))
    await fail(shop, 6, "nobody")
  })

  it("count for a name that no account has, with the same work", async () => {
    const shop = await openShop()
    await fail(shop, 6, "nobody")
    expect(shop.verified).toEqual(Array(6).fill(null))
    expect(await errorOf(shop.logIn(login("nobody")))).toMatchObject(throttled(5))
  })

  it("from strangers do not throttle a client with an earlier success from another address", async () => {
    const shop = await openShop()
    await run(shop.logIn(login("ann")))
    await fail(shop, 6, "ann", STRANGER)
    expect(await errorOf(shop.logIn(login("ann", PASSWORD, STRANGER)))).toMatchObject(throttled(5))
    expect((await run(shop.logIn(login("ann")))).account).toEqual(shop.ann)
  })

  it("are throttled from the 300th on per address, whatever the accounts; no other address is", async () => {
    const shop = await openShop()
    for (let i = 0; i < 300; i++) await fail(shop, 1, `nobody ${i}`, STRANGER)
    expect(await errorOf(shop.logIn(login("ann", PASSWORD, STRANGER)))).toMatchObject(throttled(5))
    expect((await run(shop.logIn(login("ann")))).account).toEqual(shop.ann)
  })

  it("of an inactive account count like all others", async () => {
    const shop = await openShop()
    await run(shop.setAccountActive(shop.admin, { account: shop.ann.id, isActive: false }))
    for (let i = 0; i < 6; i++) expect(await errorOf(shop.logIn(login("ann")))).toMatchObject(wrong)
    expect(await errorOf(shop.logIn(login("ann")))).toMatchObject(throttled(5))
  })
})

describe("a sign-in without a result", () => {
  it("delays no other client while 32 arrive at once, and the next one only for a second", async () => {
    const shop = await openShop()
    const credentials = await run(shop.store.identity.accounts.findById(shop.ann.id))
    const attempt = { credentials, known: "ann", password: PASSWORD, address: HOME }
    const verdict = Deferred.makeUnsafe<{ readonly matches: boolean; readonly outdated: boolean }>()
    const verify = verifying(shop, {
      passwords: { hash: () => Effect.succeed(""), verify: () => Deferred.await(verdict) },
    })
    const fibers = Array.from({ length: 32 }, () => Effect.runFork(verify(attempt)))
    await new Promise(setImmediate)
    expect(await errorOf(verify(attempt))).toMatchObject(throttled(1))
    await run(Deferred.succeed(verdict, { matches: true, outdated: false }))
    for (const fiber of fibers) expect((await run(Fiber.join(fiber))).account).toEqual(shop.ann)
  })

  it("does not count when hashing is too busy", async () => {
    const shop = await openShop()
    shop.busy(true)
    for (let i = 0; i < 10; i++)
      expect(await errorOf(shop.logIn(login("ann", "wrong")))).toMatchObject({ _tag: "PasswordsBusy" })
    shop.busy(false)
    await fail(shop, 5)
    expect((await run(shop.logIn(login("ann")))).account).toEqual(shop.ann)
  })

  it("does not count when it was interrupted or failed with a defect", async () => {
    const shop = await openShop()
    const credentials = await run(shop.store.identity.accounts.findById(shop.ann.id))
    const attempt = { credentials, known: "ann", password: PASSWORD, address: HOME }
    const hash = () => Effect.succeed("")
    for (let i = 0; i < 10; i++) {
      const started = Deferred.makeUnsafe<void>()
      const verify = () => Effect.andThen(Deferred.succeed(started, undefined), Effect.never)
      const fiber = Effect.runFork(verifying(shop, { passwords: { hash, verify } })(attempt))
      await run(Deferred.await(started))
      await run(Fiber.interrupt(fiber))
      const broken = verifying(shop, { passwords: { hash, verify: () => Effect.die("out of memory") } })
      await expect(run(broken(attempt))).rejects.toThrow("out of memory")
    }
    await fail(shop, 5)
    expect((await run(shop.logIn(login("ann")))).account).toEqual(shop.ann)
  })
})

describe("a hash in an older format", () => {
  const outdated = async (shop: Shop) => {
    const old = { from: `hash of ${PASSWORD}`, to: `old hash of ${PASSWORD}` }
    await run(shop.store.identity.security.rehash(shop.ann.id, old))
  }
  const kept = async (shop: Shop) => (await run(shop.store.identity.accounts.findById(shop.ann.id)))?.passwordHash

  it("is rewritten at the next successful sign-in, and sessions continue", async () => {
    const shop = await openShop()
    const { token } = await run(shop.logIn(login("ann")))
    await outdated(shop)
    await fail(shop, 1)
    expect(await kept(shop)).toBe(`old hash of ${PASSWORD}`)
    await run(shop.logIn(login("ann")))
    expect(await kept(shop)).toBe(`hash of ${PASSWORD}`)
    expect((await run(shop.authenticate(token))).account).toEqual(shop.ann)
  })

  it("stays when hashing is busy; the sign-in succeeds", async () => {
    const shop = await openShop()
    await outdated(shop)
    const passwords = {
      verify: () => Effect.succeed({ matches: true, outdated: true }),
      hash: () => Effect.fail(new PasswordsBusy({ retryAfterSeconds: 1 })),
    }
    const credentials = await run(shop.store.identity.accounts.findById(shop.ann.id))
    const attempt = { credentials, known: "ann", password: PASSWORD, address: HOME }
    expect(await run(verifying(shop, { passwords })(attempt))).toEqual(credentials)
    expect(await kept(shop)).toBe(`old hash of ${PASSWORD}`)
  })
})
