import { Brand, Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/** The id of a user in the host's own system, such as `user_01HZX3`. Compared exactly: it is not normalized. */
export type ExternalId = string & Brand.Brand<"ExternalId">
const brand = Brand.nominal<ExternalId>()

/** The longest external id. OpenID Connect allows a `sub` of 255 characters. */
export const EXTERNAL_ID_MAX_LENGTH = 255

/**
 * Validates an external id: 1 to 255 characters (UTF-16 code units) of well-formed Unicode without U+0000.
 *
 * @example
 * const id = Result.getOrThrow(externalId("user_01HZX3"))
 */
export const externalId = (text: string): Result.Result<ExternalId, InvalidField> => {
  // Hosts that are written in JavaScript pass what their database returns, which may be a number.
  if (typeof text !== "string") return refuse({ kind: "malformed" })
  if (text === "") return refuse({ kind: "blank" })
  if (text.length > EXTERNAL_ID_MAX_LENGTH) return refuse({ kind: "too-long", max: EXTERNAL_ID_MAX_LENGTH })
  // A database stores all lone surrogates as one replacement character, so different ids would become equal.
  if (text.includes("\0") || !text.isWellFormed()) return refuse({ kind: "malformed" })
  return Result.succeed(brand(text))
}

const refuse = (rule: InvalidField["rule"]): Result.Result<never, InvalidField> =>
  Result.fail(new InvalidField({ field: "externalId", rule }))
