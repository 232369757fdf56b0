import { Result } from "effect"
import fc from "fast-check"
import { claimOf, type IdempotencyClaim } from "../../../domain/order/idempotency.ts"
import { type IdempotencyKey, idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import { anyOrderRequest } from "./orders.ts"
import { textOf } from "./text.ts"

/** All visible ASCII characters, letters first, so that keys shrink to letters. */
const visible = Array.from({ length: 0x7e - 0x21 + 1 }, (_, i) => String.fromCharCode(0x21 + ((i + 64) % 94)))

/**
 * Generates a key of 1 to 255 visible ASCII characters. Shrinks to `a`.
 *
 * @example
 * fc.assert(fc.property(anyIdempotencyKey, (key) => Result.getOrThrow(idempotencyKey(key)) === key))
 */
export const anyIdempotencyKey: fc.Arbitrary<IdempotencyKey> = textOf({
  unit: fc.constantFrom(...visible),
  minLength: 1,
  maxLength: 255,
}).map((text) => Result.getOrThrow(idempotencyKey(text)))

/**
 * Generates a key with its request. Shrinks to `a` for one piece of product 1.
 *
 * @example
 * fc.assert(fc.property(anyIdempotencyClaim, ({ key }) => Result.getOrThrow(idempotencyKey(key)) === key))
 */
export const anyIdempotencyClaim: fc.Arbitrary<IdempotencyClaim> = fc
  .record({ key: anyIdempotencyKey, request: anyOrderRequest })
  .map(({ key, request }) => claimOf(key, request.request))
