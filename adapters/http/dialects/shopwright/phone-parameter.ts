import { Result } from "effect"
import { TYPED_PHONE_MAX_LENGTH, typedPhone } from "../../../../domain/order/last-digits.ts"
import type { Field } from "../../dialect/field.ts"
import { fault } from "../../dialect/json/fields.ts"

/** Reads a phone number of a query, in any form. */
export const phoneParameter: Field<string> = {
  shape: { type: "text", maxLength: TYPED_PHONE_MAX_LENGTH, json: { pattern: typedPhone.source } },
  read: (value) =>
    typeof value === "string" && value.length <= TYPED_PHONE_MAX_LENGTH && typedPhone.test(value)
      ? Result.succeed(value)
      : fault("must be a phone number such as +44 117 496 0123"),
}
