import { Effect, Result } from "effect"
import fc from "fast-check"
import { describe, expect } from "vitest"
import { emptyProfile } from "../../../domain/account/profile.ts"
import { claimOf } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { Delivery } from "../../../domain/order/order.ts"
import { newAccount } from "../ports.ts"
import { contractTestsOf } from "./contract-test.ts"
import { errorOf, freshName, NOON, run } from "./shop.ts"
import type { Subject } from "./subject.ts"

const KEY_MAX_LENGTH = 255

/** Two different texts that a column of limited length, or a collation that ignores case or accents, may confuse. */
type Pair = readonly [string, string]

const differentPairs = (pairs: fc.Arbitrary<Pair>): fc.Arbitrary<Pair> => pairs.filter(([a, b]) => a !== b)

/** Texts that differ in their last character, or in that one has no last character. */
const differingAtTheEnd = (stem: fc.Arbitrary<string>): fc.Arbitrary<Pair> =>
  fc
    .tuple(stem, fc.constantFrom("", "a", "1"), fc.constantFrom("b", "A", "_"))
    .map(([text, a, b]) => [text + a, text + b])

/** Texts of some lengths up to the longest. Lengths around those of usual columns come up often. */
const anyStem = (characters: string, longest: number): fc.Arbitrary<string> =>
  fc
    .constantFrom(...[1, 31, 32, 63, 64, 127, 254, 255, longest].filter((length) => length <= longest))
    .chain((length) => fc.string({ unit: fc.constantFrom(...characters), minLength: length, maxLength: length }))

const anyKeyPair = differentPairs(
  fc.oneof(
    differingAtTheEnd(anyStem("aZ09-_~", KEY_MAX_LENGTH - 1)),
    anyStem("aBc%_", KEY_MAX_LENGTH).map((text): Pair => [text, text.toUpperCase()]),
  ),
)

const anyNamePair = differentPairs(
  fc.oneof(
    differingAtTheEnd(anyStem("aZé9", 127)),
    anyStem("aBéßøñ", 32).chain((text) =>
      fc
        .constantFrom(text.toLowerCase(), text.toUpperCase(), text.normalize("NFD").replace(/\p{M}/gu, ""))
        .map((other): Pair => [text, other]),
    ),
  ),
)

const anyAddressPair = differingAtTheEnd(anyStem("aé1 ", 400)).map(([a, b]): Pair => [`1 ${a}.`, `1 ${b}.`])

const RUNS = { numRuns: 25 }

/** Stores compare texts exactly: no limit of length below the domain's, and no collation, makes two of them equal. */
export const similarTextsContract = ({ store, shop }: Subject): void => {
  describe("similar texts", () => {
    const it = contractTestsOf("similar texts")
    /** Returns a function that orders the same with different keys and deliveries. */
    const orderingOnce = async () => {
      const [buyer, product] = [await shop().account(), await shop().product({ stock: 10 })]
      return (key: string, delivery: Delivery | null = null) =>
        Effect.flatMap(shop().decide(buyer, [{ product: product.id, quantity: 1 }], delivery), (placement) => {
          const lines = [{ product: product.id, variant: null, quantity: 1 }]
          const claim = claimOf(Result.getOrThrow(idempotencyKey(key)), { lines, delivery })
          return store().orders.ledger.recordOnce(placement, claim)
        })
    }

    it("are different idempotency keys", { law: "same key, same order" }, () =>
      fc.assert(
        fc.asyncProperty(anyKeyPair, async ([a, b]) => {
          const order = await orderingOnce()
          const first = await run(order(a))
          const second = await run(order(b))
          expect(second.id).not.toBe(first.id)
          expect([await run(order(a)), await run(order(b))]).toEqual([first, second])
        }),
        RUNS,
      ),
    )

    it("are different addresses of two requests with one key", { law: "same key, same order" }, () =>
      fc.assert(
        fc.asyncProperty(anyAddressPair, async ([a, b]) => {
          const [order, key] = [await orderingOnce(), freshName("key")]
          const deliveryTo = (address: string): Delivery => ({ address, phone: "+442079460000" })
          const first = await run(order(key, deliveryTo(a)))
          expect(await errorOf(order(key, deliveryTo(b)))).toMatchObject({ _tag: "IdempotencyKeyReused" })
          expect(await run(order(key, deliveryTo(a)))).toEqual(first)
        }),
        RUNS,
      ),
    )

    it("are different user names", () =>
      fc.assert(
        fc.asyncProperty(anyNamePair, async ([a, b]) => {
          const stem = freshName("x")
          const { accounts } = store().identity
          const named = [a, b].map((name) => newAccount({ username: `${stem}${name}` }))
          for (const [i, account] of named.entries()) await run(accounts.add(account, emptyProfile, `hash ${i}`, NOON))
          for (const [i, { username }] of named.entries()) {
            const found = username === null ? null : await run(accounts.find({ kind: "username", value: username }))
            expect(found?.passwordHash).toBe(`hash ${i}`)
          }
        }),
        RUNS,
      ))

    it("are different categories", () =>
      fc.assert(
        fc.asyncProperty(
          differentPairs(differingAtTheEnd(fc.constantFrom("", "é", "E".repeat(60)))),
          async ([a, b]) => {
            const stem = freshName("category")
            const first = await run(store().catalog.categories.add(`${stem}${a}`))
            const second = await run(store().catalog.categories.add(`${stem}${b}`))
            expect(second.id).not.toBe(first.id)
            expect(await errorOf(store().catalog.categories.add(`${stem}${a}`))).toMatchObject({
              _tag: "CategoryNameTaken",
            })
          },
        ),
        RUNS,
      ))
  })
}
