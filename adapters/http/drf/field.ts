import { Result } from "effect"
import type { Faults, Field, Read } from "../dialect/field.ts"
import { typeName } from "./python.ts"

export type { Faults, Field, Read } from "../dialect/field.ts"

/** The type of value that a field reads. */
export type Value<F> = F extends Field<infer A> ? A : never

export const faults = (...messages: ReadonlyArray<string>): Result.Result<never, Faults> => Result.fail(messages)

const required = faults("This field is required.")
const notNull = faults("This field may not be null.")

/** Makes a field optional. `value` is its default. */
export const optional = <A, const D>(field: Field<A>, value: D): Field<A | D> => ({ ...field, absent: { value } })

/** Makes a field accept `null`. */
export const nullable = <A>(field: Field<A>): Field<A | null> => ({ ...field, nullable: true })

/** Adds a rule to a field. `check` receives the value and returns it, changed or not, or its faults. */
export const checked = <A, B>(field: Field<A>, check: (value: A) => Read<B>): Field<B> => ({
  shape: field.shape,
  read: (value, form) => Result.flatMap(field.read(value, form), check),
})

type Fields = { readonly [name: string]: Field<unknown> }

/**
 * Reads an object with the given fields and returns all faults at once. Unknown members are ignored. Only own members
 * count, so `__proto__` and `constructor` are ordinary names.
 */
export const object = <F extends Fields>(fields: F): Field<{ readonly [K in keyof F]: Value<F[K]> }> => {
  const entries = Object.entries(fields)
  return {
    shape: { type: "object", fields },
    read: (value, form) => {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return nonField(`Invalid data. Expected a dictionary, but got ${typeName(value)}.`)
      const members = value as { readonly [name: string]: unknown }
      const result: { [name: string]: unknown } = {}
      const found: { [name: string]: Faults } = {}
      let ok = true
      for (const [name, field] of entries) {
        const member = readMember(field, Object.hasOwn(members, name) ? members[name] : undefined, form)
        if (Result.isSuccess(member)) result[name] = member.success
        else {
          found[name] = member.failure
          ok = false
        }
      }
      return ok ? Result.succeed(result as { readonly [K in keyof F]: Value<F[K]> }) : Result.fail(found)
    },
  }
}

const readMember = <A>(field: Field<A>, value: unknown, form: boolean): Read<A | null> => {
  const blank = form && value === "" && (field.nullable || field.absent !== undefined)
  if (value === null || (blank && field.nullable)) return field.nullable ? Result.succeed(null) : notNull
  if (value === undefined || blank) return field.absent === undefined ? required : Result.succeed(field.absent.value)
  return field.read(value, form)
}

/** Reads a list. Faults are reported by position, with `{}` for valid items. */
export const list = <A>(
  item: Field<A>,
  bounds: { readonly max: number; readonly allowEmpty: boolean },
): Field<ReadonlyArray<A>> => ({
  shape: { type: "list", item },
  read: (value, form) => {
    if (!Array.isArray(value)) return nonField(`Expected a list of items but got type "${typeName(value)}".`)
    if (value.length === 0 && !bounds.allowEmpty) return faults("This list may not be empty.")
    if (value.length > bounds.max) return faults(`Ensure this field has no more than ${bounds.max} elements.`)
    const read = value.map((element: unknown) => item.read(element, form))
    if (read.every(Result.isSuccess)) return Result.succeed(read.map((element) => element.success))
    return Result.fail(read.map((element) => (Result.isSuccess(element) ? {} : atPlace(element.failure))))
  },
})

/** Returns a fault of the whole object. */
export const nonField = (message: string): Result.Result<never, Faults> => Result.fail({ non_field_errors: [message] })

const atPlace = (found: Faults): { readonly [field: string]: Faults } =>
  Array.isArray(found) ? { non_field_errors: found } : (found as { readonly [field: string]: Faults })
