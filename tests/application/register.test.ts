import { Deferred, Effect, Fiber, Result } from "effect"
import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { makeRegister } from "../../application/account/register.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import { AccountId } from "../../domain/account/account.ts"
import { emptyProfile } from "../../domain/account/profile.ts"
import { fakePasswords, fakePhones, fakePictures } from "./fakes.ts"
import { errorOf, login, NOON, PASSWORD, rules, run, testShop } from "./test-shop.ts"

const ann = { username: "ann", password: PASSWORD }
const picture = Uint8Array.of(1)

describe("registering", () => {
  it("opens an account without admin rights, and stores only the password's hash", async () => {
    const { register, store } = testShop()
    const profile = { firstName: "Ann", birthdate: "2000-02-29" }
    const details = await run(register({ ...ann, email: "ann@example.com", phone: "+49 123 4567", profile }, rules))
    expect(details).toEqual({
      account: {
        id: 1,
        username: "ann",
        email: "ann@example.com",
        phone: "+491234567",
        isAdmin: false,
        externalId: null,
        isActive: true,
      },
      profile: { ...emptyProfile, ...profile },
      metadata: null,
      createdAt: NOON,
      updatedAt: NOON,
      version: 0,
    })
    expect(await run(store.identity.accounts.findById(details.account.id))).toEqual({
      account: details.account,
      passwordHash: `hash of ${PASSWORD}`,
      passwordChangedAt: null,
    })
    expect(await run(store.identity.profiles.find(details.account.id))).toEqual(details)
  })

  it("reports all errors at once, before it hashes or stores anything", async () => {
    const { register, store, hashed, media } = testShop()
    const refused = await errorOf(register({ email: "nowhere", password: "short", picture }, rules))
    expect(refused).toMatchObject({
      _tag: "RegistrationRefused",
      faults: [{ field: "username" }, { field: "email" }, { field: "password" }],
    })
    expect(hashed).toEqual([])
    expect(media.stored()).toBe(0)
    expect(await run(store.identity.accounts.find({ kind: "username", value: "ann" }))).toBeNull()
  })

  it("applies the rules that the caller passes", async () => {
    const { register } = testShop()
    const lax = { required: [], password: { minLength: 1, maxLength: 4 } }
    expect((await run(register({ password: "pass" }, lax))).account).toMatchObject({ username: null })
    expect(await errorOf(register({ ...ann, password: "passw" }, lax))).toMatchObject({
      faults: [{ field: "password", rule: { kind: "too-long", max: 4 } }],
    })
  })

  it("applies the shop's own rules when the caller passes none", async () => {
    const { store, clock } = testShop()
    const [{ passwords }, { pictures }] = [fakePasswords(), fakePictures()]
    const registration = { required: [], password: { minLength: 1, maxLength: 4 } }
    const commonPasswords = { contains: () => Effect.succeed(false) }
    const unlimited = { rateLimitRegistrations: () => Effect.void, commonPasswords }
    const { accounts } = store.identity
    const ports = { accounts, passwords, phones: fakePhones, pictures, clock, ...unlimited }
    expect((await run(makeRegister({ ...ports, registration })({ password: "pass" }))).account.id).toBe(1)
    expect(await errorOf(makeRegister(ports)({ password: "pass" }))).toMatchObject({ _tag: "RegistrationRefused" })
  })

  it("rejects a taken identifier by name before the costly hash, and does not affect its owner", async () => {
    const { register, logIn, hashed } = testShop()
    const byEmail = { ...rules, required: [], signsInByEmail: true }
    await run(register({ ...ann, email: "ann@example.com", phone: "+491234567" }, byEmail))
    const taken = {
      username: { username: "ann" },
      email: { email: "ANN@example.com" },
      phone: { phone: "+49 1234567" },
    } as const
    for (const [identifier, given] of Object.entries(taken))
      expect(await errorOf(register({ ...given, password: "another one" }, byEmail))).toMatchObject({
        _tag: "IdentifierTaken",
        identifier,
      })
    expect(hashed).toEqual([PASSWORD])
    expect((await run(logIn(login("ann")))).account.username).toBe("ann")
  })

  it("accepts an e-mail twice when it is not an identifier", async () => {
    const { register } = testShop()
    await run(register({ ...ann, email: "home@example.com" }, rules))
    await run(register({ ...ann, username: "bob", email: "home@example.com" }, rules))
  })

  it("accepts another account's identifying e-mail as a mere contact address", async () => {
    const { register } = testShop()
    await run(register({ ...ann, email: "home@example.com" }, { ...rules, signsInByEmail: true }))
    await run(register({ ...ann, username: "bob", email: "home@example.com" }, rules))
  })

  it("accepts only one of several concurrent registrations of one name", async () => {
    const { register } = testShop()
    const five = Array.from({ length: 5 }, () => Effect.result(register(ann, rules)))
    const ends = await run(Effect.all(five, { concurrency: "unbounded" }))
    expect(ends.filter(Result.isSuccess)).toHaveLength(1)
  })

  it("rejects a name that was taken between the read and the write, and keeps no picture", async () => {
    const { accounts } = openInMemory().identity
    const find = () => Effect.succeed(null)
    const { register, media } = testShop({ identity: { accounts: { ...accounts, find } } })
    await run(register({ ...ann, picture }, rules))
    expect(await errorOf(register({ ...ann, picture }, rules))).toMatchObject({ _tag: "IdentifierTaken" })
    expect([...media.kept]).toEqual(["picture 1"])
  })

  it("stores a picture with its account, and no account with an invalid picture", async () => {
    const { register, store, media } = testShop()
    const bad = { ...ann, picture: Uint8Array.of(0) }
    expect(await errorOf(register(bad, rules))).toMatchObject({ _tag: "PictureRefused" })
    expect(await run(store.identity.accounts.find({ kind: "username", value: "ann" }))).toBeNull()
    expect((await run(register({ ...ann, picture }, rules))).profile.picture).toBe("picture 1")
    expect([...media.kept]).toEqual(["picture 1"])
  })

  it("keeps the picture that an account refers to, even if the request was interrupted during the write", async () => {
    const store = openInMemory()
    const [writing, go] = [Deferred.makeUnsafe<void>(), Deferred.makeUnsafe<void>()]
    const add: typeof store.identity.accounts.add = (...account) =>
      Deferred.succeed(writing, undefined).pipe(
        Effect.andThen(Deferred.await(go)),
        Effect.andThen(store.identity.accounts.add(...account)),
      )
    const { register, media } = testShop(
      replacePorts(store, { identity: { accounts: { ...store.identity.accounts, add } } }),
    )
    const fiber = Effect.runFork(register({ ...ann, picture }, rules))
    await run(Deferred.await(writing))
    const interrupting = run(Fiber.interrupt(fiber))
    await run(Deferred.succeed(go, undefined))
    await interrupting
    expect((await run(store.identity.profiles.find(AccountId(1))))?.profile.picture).toBe("picture 1")
    expect([...media.kept]).toEqual(["picture 1"])
  })
})
