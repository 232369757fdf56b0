import { expect, it } from "vitest"
import { openShop } from "../../composition/open-shop.ts"

const guess = { login: "ann", by: ["username"] as const, password: "wrong horse", address: "192.0.2.1" }

it("a value of the sign-in policy that is undefined has its default", async () => {
  // A caller without a compiler passes what its own configuration lacks.
  const signInPolicy: object = { perAccount: undefined, perAddress: 2 }
  await using shop = await openShop({ database: "memory", passwordCost: 4, signInPolicy })
  await using strict = await openShop({ database: "memory", passwordCost: 4, signInPolicy: { perAccount: 1 } })
  const guesses = async (at: typeof shop, count: number) => {
    await at.register({ username: "ann", password: "correct horse" })
    for (let i = 0; i < count; i++) await at.logIn(guess)
    return at.logIn(guess)
  }
  expect(await guesses(strict, 1)).toMatchObject({ error: { _tag: "SignInThrottled" } })
  expect(await guesses(shop, 1)).toMatchObject({ error: { _tag: "InvalidCredentials" } })
  expect(await shop.logIn(guess)).toMatchObject({ error: { _tag: "SignInThrottled" } })
})

it.each([
  ["perAccount", Number.NaN],
  ["perAddress", -1],
  ["windowSeconds", 1.5],
  ["longestWaitSeconds", Number.POSITIVE_INFINITY],
])("openShop names the limit of the sign-in policy that is out of range: %s %d", async (name, value) => {
  const opened = openShop({ database: "memory", signInPolicy: { [name]: value } })
  await expect(opened).rejects.toThrow(`signInPolicy.${name} must be a whole number from 0 to 2147483647, not ${value}`)
})
