import { Result } from "effect"
import fc from "fast-check"
import { type JsonValue, type Metadata, metadata } from "../../../domain/metadata.ts"
import { anyOptionalTextUpTo, anyTextUpTo } from "./values.ts"

const anyScalar = fc.oneof(
  anyOptionalTextUpTo(20),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)

const anyName = anyTextUpTo(10).filter((name) => name !== "__proto__")

const anyValue = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 3 },
    anyScalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(anyName, tie("value"), { maxKeys: 3 }),
  ),
})).value

/**
 * Generates metadata with texts, numbers, lists and objects. Shrinks to an empty object.
 *
 * @example
 * fc.assert(fc.property(anyMetadata, (data) => Result.isSuccess(metadata("metadata", data))))
 */
export const anyMetadata: fc.Arbitrary<Metadata> = fc
  .dictionary(anyName, anyValue, { maxKeys: 4 })
  .map((data) => Result.getOrThrow(metadata("metadata", data)))
