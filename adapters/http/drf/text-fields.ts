import { Result } from "effect"
import type { InvalidField } from "../../../domain/invalid-field.ts"
import { type Faults, type Field, faults } from "./field.ts"
import { ruleMessage } from "./messages.ts"
import { length, strip, text } from "./python.ts"

export interface TextRules {
  /** In code points. Checked before everything else, because a rule may take long for a long text. */
  readonly maxLength: number
  readonly allowBlank?: boolean
  /** Whether space at both ends is removed. Defaults to true. Passwords keep their space. */
  readonly trim?: boolean
}

const loneSurrogate = /\p{Cs}/u

/**
 * DRF's `CharField`: accepts texts and numbers. Rejects NUL and halves of surrogate pairs, which no database stores.
 */
export const charField = ({ maxLength, allowBlank = false, trim = true }: TextRules): Field<string> => ({
  // Numbers are accepted as texts.
  shape: { type: "text", maxLength, json: { type: ["string", "number"], ...(!allowBlank && { minLength: 1 }) } },
  read: (value) => {
    if (typeof value !== "string" && typeof value !== "number") return faults("Not a valid string.")
    const raw = text(value)
    const trimmed = trim ? strip(raw) : raw
    if (isLonger(trimmed, maxLength)) return faults(ruleMessage({ kind: "too-long", max: maxLength }))
    if (trimmed === "") return allowBlank ? Result.succeed("") : faults("This field may not be blank.")
    const found: Array<string> = []
    if (trimmed.includes("\0")) found.push("Null characters are not allowed.")
    const surrogate = loneSurrogate.exec(trimmed)
    if (surrogate !== null)
      found.push(`Surrogate characters are not allowed: U+${surrogate[0].charCodeAt(0).toString(16).toUpperCase()}.`)
    return found.length === 0 ? Result.succeed(trimmed) : Result.fail(found)
  },
})

/** A code point has at most two code units, so most long texts need no counting. */
const isLonger = (value: string, max: number): boolean => value.length > 2 * max || length(value) > max

/** The longest password that sign-in accepts: longer than the rule for new passwords, for passwords from other systems. */
export const PASSWORD_MAX_LENGTH = 4096

/** The longest user name, e-mail address or phone number that sign-in accepts. */
export const LOGIN_MAX_LENGTH = 254

/** A password that is checked and not chosen. */
export const knownPassword = charField({ trim: false, maxLength: PASSWORD_MAX_LENGTH })

/** A text that a rule of the domain reads. `malformed` replaces the message for a malformed text. */
export const validatedField = <A>(
  rule: (value: string) => Result.Result<A, InvalidField>,
  rules: TextRules & { readonly malformed?: string },
): Field<A> => {
  const field = charField(rules)
  return {
    shape: field.shape,
    read: (value, form) => {
      const plain = field.read(value, form)
      if (Result.isFailure(plain)) return Result.fail(plain.failure)
      return Result.mapError(rule(plain.success), (fault): Faults => [ruleMessage(fault.rule, rules.malformed)])
    },
  }
}

const CHOICE_MAX_LENGTH = 100

/** DRF's `ChoiceField`. */
export const choiceField = <A extends string>(choices: ReadonlyArray<A>): Field<A> => ({
  shape: { type: "text", maxLength: CHOICE_MAX_LENGTH, json: { enum: choices } },
  read: (value) => {
    const chosen = text(value)
    const found = choices.find((choice) => choice === chosen)
    if (isLonger(chosen, CHOICE_MAX_LENGTH)) return faults(ruleMessage({ kind: "too-long", max: CHOICE_MAX_LENGTH }))
    return found === undefined ? faults(`"${chosen}" is not a valid choice.`) : Result.succeed(found)
  },
})
