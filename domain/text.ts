import { Result } from "effect"
import { InvalidField } from "./invalid-field.ts"

/**
 * Text of 1 to `max` UTF-16 units that a person reads: whole characters, and no NUL, which no database column of text
 * holds.
 */
export const boundedText = (field: string, text: string, max: number): Result.Result<string, InvalidField> =>
  text.length === 0 ? Result.fail(new InvalidField({ field, rule: { kind: "blank" } })) : optionalText(field, text, max)

/** The same, where nothing at all may be said. */
export const optionalText = (field: string, text: string, max: number): Result.Result<string, InvalidField> => {
  if (text.length > max) return Result.fail(new InvalidField({ field, rule: { kind: "too-long", max } }))
  if (text.includes("\0") || !text.isWellFormed())
    return Result.fail(new InvalidField({ field, rule: { kind: "malformed" } }))
  return Result.succeed(text)
}
