import { Result } from "effect"
import { InvalidField } from "./invalid-field.ts"

/** Text of 1 to `max` UTF-16 units that a person reads. */
export const boundedText = (field: string, text: string, max: number): Result.Result<string, InvalidField> => {
  if (text.length === 0) return Result.fail(new InvalidField({ field, rule: { kind: "blank" } }))
  if (text.length > max) return Result.fail(new InvalidField({ field, rule: { kind: "too-long", max } }))
  return Result.succeed(text)
}
