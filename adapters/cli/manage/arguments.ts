import { didYouMean } from "../../../application/suggest.ts"
import { MAX_ID } from "../../../domain/max-id.ts"
import { TYPED_PHONE_MAX_LENGTH, typedPhone } from "../../../domain/order/last-digits.ts"
import { UsageError } from "../failure.ts"
import type { Arguments } from "./action.ts"

const digits = /^\d{1,16}$/

/** Reads a whole number. `what` names it in the error. */
export const wholeNumber = (text: string, what: string, min: number, max: number): number => {
  const number = digits.test(text) ? Number(text) : Number.NaN
  if (number >= min && number <= max) return number
  throw new UsageError(`${what} must be a whole number from ${min} to ${max}, not '${text}'`)
}

/** Reads an id. */
export const idOf = <A>(text: string, what: string, brand: (id: number) => A): A =>
  brand(wholeNumber(text, what, 1, MAX_ID))

/** Reads one of some words. */
export const wordOf = <A extends string>(text: string, what: string, words: ReadonlyArray<A>): A => {
  const word = words.find((known) => known === text)
  if (word !== undefined) return word
  throw new UsageError(`${what} must be one of ${words.join(", ")}, not '${text}'${didYouMean(text, words)}`)
}

/** Reads a flag, or returns `undefined` without it. */
export const flagOf = <A>(
  { value }: Pick<Arguments, "value">,
  name: string,
  read: (text: string, what: string) => A,
): A | undefined => {
  const text = value(name)
  return text === undefined ? undefined : read(text, `--${name}`)
}

/** Reads exactly the named arguments. Throws UsageError if one is missing, or if there are more. */
export const positionalsOf = <const Names extends ReadonlyArray<string>>(
  { positionals }: Pick<Arguments, "positionals">,
  names: Names,
): { readonly [I in keyof Names]: string } => {
  const missing = names[positionals.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing`)
  const surplus = positionals[names.length]
  if (surplus !== undefined) throw new UsageError(`Unexpected argument '${surplus}'`)
  return positionals as { readonly [I in keyof Names]: string }
}

const moment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/

/** Reads a day, which begins at midnight in UTC, or a time with its offset. */
export const timeOf = (text: string, what: string): Date => {
  const time = new Date(moment.test(text) ? text : Number.NaN)
  if (!Number.isNaN(time.getTime())) return time
  throw new UsageError(`${what} must be a day such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z, not '${text}'`)
}

/** Reads a phone number, in any form. */
export const phoneOf = (text: string, what: string): string => {
  if (text.length <= TYPED_PHONE_MAX_LENGTH && typedPhone.test(text)) return text
  throw new UsageError(`${what} must be a phone number such as "+44 117 496 0123", not '${text}'`)
}
