import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { replacePorts } from "../../application/ports/replace-ports.ts"
import type { Identifier } from "../../domain/account/identifier.ts"
import { errorOf, login, PASSWORD, rules, run, testShop } from "./test-shop.ts"

const boss = { username: "boss", password: PASSWORD }
const other = { ...boss, password: "battery staple" }

describe("creating an admin", () => {
  it("opens an account that manages the shop", async () => {
    const { createAdmin, logIn } = testShop()
    const { account } = await run(createAdmin(boss, rules))
    expect(account).toMatchObject({ username: "boss", isAdmin: true, isActive: true })
    expect((await run(logIn(login("boss")))).account.isAdmin).toBe(true)
  })

  it("checks the rules and rejects a taken name", async () => {
    const { createAdmin, register, logIn } = testShop()
    await run(register(boss, rules))
    expect(await errorOf(createAdmin({ ...boss, password: "short" }, rules))).toMatchObject({
      _tag: "RegistrationRefused",
    })
    expect(await errorOf(createAdmin(other, rules))).toMatchObject({ _tag: "IdentifierTaken" })
    expect((await run(logIn(login("boss")))).account.isAdmin).toBe(false)
  })
})

describe("ensuring that an admin exists", () => {
  it("creates a missing admin", async () => {
    const { ensureAdmin, logIn } = testShop()
    await run(ensureAdmin(boss, rules))
    expect((await run(logIn(login("boss")))).account.isAdmin).toBe(true)
  })

  it("keeps the password of an existing admin and hashes nothing", async () => {
    const { ensureAdmin, logIn, hashed } = testShop()
    expect(await run(ensureAdmin(boss, rules))).toEqual({ passwordDiffers: false })
    expect(await run(ensureAdmin(boss, rules))).toEqual({ passwordDiffers: false })
    expect(await run(ensureAdmin(other, rules))).toEqual({ passwordDiffers: true })
    expect(hashed).toEqual([PASSWORD])
    expect((await run(logIn(login("boss")))).account.isAdmin).toBe(true)
    expect(await errorOf(logIn(login("boss", other.password)))).toMatchObject({ _tag: "InvalidCredentials" })
  })

  it("gives neither password nor session to an account that registered the name first", async () => {
    const { register, ensureAdmin, logIn, authenticate } = testShop()
    await run(register(boss, rules))
    const { token } = await run(logIn(login("boss")))
    await run(ensureAdmin(other, rules))
    expect(await errorOf(logIn(login("boss")))).toMatchObject({ _tag: "InvalidCredentials" })
    expect(await errorOf(authenticate(token))).toMatchObject({ _tag: "NotAuthenticated" })
    expect((await run(logIn(login("boss", other.password)))).account.isAdmin).toBe(true)
  })

  it("checks the rules even when the name exists", async () => {
    const { register, ensureAdmin, logIn } = testShop()
    const weak = { ...boss, password: "short" }
    expect(await errorOf(ensureAdmin(weak, rules))).toMatchObject({ _tag: "RegistrationRefused" })
    await run(register(boss, rules))
    expect(await errorOf(ensureAdmin(weak, rules))).toMatchObject({ _tag: "RegistrationRefused" })
    expect((await run(logIn(login("boss")))).account.isAdmin).toBe(false)
  })

  it("does not accept another account's identifier as the admin's own", async () => {
    const { register, ensureAdmin, store } = testShop()
    await run(register({ username: "ann", phone: "+49 1234567", password: PASSWORD }, rules))
    expect(await errorOf(ensureAdmin({ ...boss, phone: "+491234567" }, rules))).toMatchObject({
      _tag: "IdentifierTaken",
      identifier: "phone",
    })
    expect(await run(store.identity.accounts.find({ kind: "username", value: "boss" }))).toBeNull()
  })

  it("activates an inactive admin and sets the given password", async () => {
    const { createAdmin, ensureAdmin, logIn, store } = testShop()
    const { account } = await run(createAdmin(boss, rules))
    await run(createAdmin({ ...boss, username: "deputy" }, rules))
    await run(store.identity.security.setActive(account.id, false))
    await run(ensureAdmin(other, rules))
    expect((await run(logIn(login("boss", other.password)))).account).toEqual(account)
  })

  it("reads again when another process created the admin first", async () => {
    const store = openInMemory()
    let looks = 0
    const late = {
      ...store.identity.accounts,
      // The first two reads happen before the other process has written.
      find: (identifier: Identifier) =>
        ++looks <= 2 ? Effect.succeed(null) : store.identity.accounts.find(identifier),
    }
    const faster = testShop(store)
    await run(faster.createAdmin(boss, rules))
    await run(testShop(replacePorts(store, { identity: { accounts: late } })).ensureAdmin(other, rules))
    expect((await run(faster.logIn(login("boss")))).account.isAdmin).toBe(true)
  })
})
