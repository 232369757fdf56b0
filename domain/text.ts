import { Result } from "effect"
import { InvalidField } from "./invalid-field.ts"

/**
 * Validates a text of 1 to `max` UTF-16 code units: well-formed Unicode without NUL, which text columns cannot store.
 */
export const boundedText = (field: string, text: string, max: number): Result.Result<string, InvalidField> =>
  text.length === 0 ? Result.fail(new InvalidField({ field, rule: { kind: "blank" } })) : optionalText(field, text, max)

/** Like the above, but accepts an empty text. */
export const optionalText = (field: string, text: string, max: number): Result.Result<string, InvalidField> => {
  if (text.length > max) return Result.fail(new InvalidField({ field, rule: { kind: "too-long", max } }))
  if (text.includes("\0") || !text.isWellFormed())
    return Result.fail(new InvalidField({ field, rule: { kind: "malformed" } }))
  return Result.succeed(text)
}
