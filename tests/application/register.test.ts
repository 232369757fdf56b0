import { Effect, Result } from "effect"
import { describe, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { PASSWORD, refusal, rules, run, testShop } from "./test-shop.ts"

const ann = { username: "ann", password: PASSWORD }

describe("registering", () => {
  it("opens an account that is no admin, and keeps the password's hash alone", async () => {
    const { register, store } = testShop()
    const account = await run(register({ ...ann, email: "ann@example.com" }, rules))
    expect(account).toEqual({ id: 1, username: "ann", email: "ann@example.com", isAdmin: false, isActive: true })
    expect(await run(store.accounts.findByUsername("ann"))).toEqual({ account, passwordHash: `hash of ${PASSWORD}` })
  })

  it("tells all faults at once, before anything is hashed or kept", async () => {
    const { register, store, hashed } = testShop()
    const refused = await refusal(register({ email: "nowhere", password: "short" }, rules))
    expect(refused).toMatchObject({
      _tag: "RegistrationRefused",
      faults: [{ field: "username" }, { field: "email" }, { field: "password" }],
    })
    expect(hashed).toEqual([])
    expect(await run(store.accounts.findByUsername("ann"))).toBeNull()
  })

  it("follows the rules of the shop that asks", async () => {
    const { register } = testShop()
    const lax = { required: [], password: { minLength: 1, maxLength: 4 } }
    expect(await run(register({ password: "pass" }, lax))).toMatchObject({ username: null })
    expect(await refusal(register({ ...ann, password: "passw" }, lax))).toMatchObject({
      faults: [{ field: "password", rule: { kind: "too-long", max: 4 } }],
    })
  })

  it("refuses a taken name before the costly hash, and leaves its owner alone", async () => {
    const { register, logIn, hashed } = testShop()
    await run(register(ann, rules))
    expect(await refusal(register({ ...ann, password: "another one" }, rules))).toMatchObject({
      _tag: "IdentifierTaken",
      identifier: "username",
    })
    expect(hashed).toEqual([PASSWORD])
    expect((await run(logIn(ann))).account.username).toBe("ann")
  })

  it("refuses all but one of those who ask for a name at once", async () => {
    const { register } = testShop()
    const ends = await run(
      Effect.all(
        Array.from({ length: 5 }, () => Effect.result(register(ann, rules))),
        { concurrency: "unbounded" },
      ),
    )
    expect(ends.filter(Result.isSuccess)).toHaveLength(1)
  })

  it("refuses a name that was taken between the look and the writing", async () => {
    const { accounts } = openInMemory()
    const blind = { ...accounts, findByUsername: () => Effect.succeed(null) }
    const { register } = testShop({ accounts: blind })
    await run(register(ann, rules))
    expect(await refusal(register(ann, rules))).toMatchObject({ _tag: "IdentifierTaken" })
  })
})
