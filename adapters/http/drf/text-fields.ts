import { Result } from "effect"
import type { InvalidField } from "../../../domain/invalid-field.ts"
import { type Faults, type Field, faults } from "./field.ts"
import { ruleMessage } from "./messages.ts"
import { length, strip, text } from "./python.ts"

export interface TextRules {
  readonly maxLength?: number
  readonly allowBlank?: boolean
  /** Whether white space at both ends is removed. Defaults to true. */
  readonly trim?: boolean
}

const loneSurrogate = /\p{Cs}/u

/**
 * DRF's `CharField`: accepts numbers as text and rejects booleans, lists and objects. Also rejects NUL and lone
 * surrogates, which databases cannot store.
 */
export const charField = (rules: TextRules = {}): Field<string> => ({
  read: (value) => {
    if (typeof value !== "string" && typeof value !== "number") return faults("Not a valid string.")
    const raw = text(value)
    const trimmed = rules.trim === false ? raw : strip(raw)
    if (trimmed === "") return rules.allowBlank ? Result.succeed("") : faults("This field may not be blank.")
    const found: Array<string> = []
    if (rules.maxLength !== undefined && length(trimmed) > rules.maxLength)
      found.push(`Ensure this field has no more than ${rules.maxLength} characters.`)
    if (trimmed.includes("\0")) found.push("Null characters are not allowed.")
    const surrogate = loneSurrogate.exec(trimmed)
    if (surrogate !== null)
      found.push(`Surrogate characters are not allowed: U+${surrogate[0].charCodeAt(0).toString(16).toUpperCase()}.`)
    return found.length === 0 ? Result.succeed(trimmed) : Result.fail(found)
  },
})

/** Returns a text field that also applies a rule of the domain. `malformed` is the message for malformed values. */
export const validatedField = <A>(
  rule: (value: string) => Result.Result<A, InvalidField>,
  rules: TextRules & { readonly malformed?: string } = {},
): Field<A> => {
  const field = charField(rules)
  return {
    read: (value, form) => {
      const plain = field.read(value, form)
      if (Result.isFailure(plain)) return Result.fail(plain.failure)
      return Result.mapError(rule(plain.success), (fault): Faults => [ruleMessage(fault.rule, rules.malformed)])
    },
  }
}

/** DRF's `ChoiceField`. */
export const choiceField = <A extends string>(isChoice: (value: string) => value is A): Field<A> => ({
  read: (value) => {
    const chosen = text(value)
    return isChoice(chosen) ? Result.succeed(chosen) : faults(`"${chosen}" is not a valid choice.`)
  },
})
