import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { ProductId, VariantId } from "../../../domain/catalog/product.ts"
import { claimOf } from "../../../domain/order/idempotency.ts"
import { idempotencyKey } from "../../../domain/order/idempotency-key.ts"

const key = Result.getOrThrow(idempotencyKey("k"))
const line = { product: ProductId(1), variant: null, quantity: 2 }
const delivery = { address: "Long Lane 1", phone: "1" }
const request = { lines: [line], delivery }

describe("an idempotency key", () => {
  it.each(["a", "8e03978e-40d5-43e8-bc93-6894a57f9324", '"quoted"', "~".repeat(255)])("may be %s", (text) => {
    expect(idempotencyKey(text)).toEqual(Result.succeed(text))
  })

  it.each([
    ["", "blank"],
    ["x".repeat(256), "too-long"],
    ["two words", "malformed"],
    ["line\n", "malformed"],
    ["ü", "malformed"],
    ["\x7f", "malformed"],
  ])("may not be %j", (text, kind) => {
    expect(Result.flip(idempotencyKey(text))).toMatchObject({ success: { field: "idempotencyKey", rule: { kind } } })
  })
})

describe("two requests under one key", () => {
  it("are equal when all their fields are equal", () => {
    expect(claimOf(key, structuredClone(request))).toEqual(claimOf(key, request))
  })

  it("have the fingerprint of earlier versions without metadata", () => {
    const { fingerprint } = claimOf(key, request)
    expect(fingerprint).toBe('[[[1,null,2]],["Long Lane 1","1"]]')
    expect(claimOf(key, { ...request, metadata: null }).fingerprint).toBe(fingerprint)
    expect(claimOf(key, { ...request, lines: [{ ...line, metadata: null }] }).fingerprint).toBe(fingerprint)
  })

  it.each([
    ["quantity", { ...request, lines: [{ ...line, quantity: 3 }] }],
    ["product", { ...request, lines: [{ ...line, product: ProductId(2) }] }],
    ["variant", { ...request, lines: [{ ...line, variant: VariantId(1) }] }],
    ["number of lines", { ...request, lines: [line, line] }],
    ["address", { ...request, delivery: { ...delivery, address: "Long Lane 2" } }],
    ["boundary between address and phone", { ...request, delivery: { address: "Long Lane ", phone: "11" } }],
    ["delivery at all", { ...request, delivery: null }],
    ["metadata", { ...request, metadata: { gift: true } }],
    ["metadata of a line", { ...request, lines: [{ ...line, metadata: { gift: true } }] }],
  ])("differ by %s", (_, other) => {
    expect(claimOf(key, other).fingerprint).not.toBe(claimOf(key, request).fingerprint)
  })
})
