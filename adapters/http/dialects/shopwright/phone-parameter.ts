import { Result } from "effect"
import type { Field } from "../../dialect/field.ts"
import { fault } from "../../dialect/json/fields.ts"

const pattern = /^[+0-9 ()./-]*[0-9][+0-9 ()./-]*$/
const MAX_LENGTH = 40

/** Reads a phone number of a query, in any form. */
export const phoneParameter: Field<string> = {
  shape: { type: "text", maxLength: MAX_LENGTH, json: { pattern: pattern.source } },
  read: (value) =>
    typeof value === "string" && value.length <= MAX_LENGTH && pattern.test(value)
      ? Result.succeed(value)
      : fault("must be a phone number such as +44 117 496 0123"),
}
