import { Result } from "effect"
import { ruleMessage } from "../../../../application/rule-message.ts"
import type { InvalidField } from "../../../../domain/invalid-field.ts"
import { MAX_ID } from "../../../../domain/max-id.ts"
import { UploadedFile } from "../../bodies/body.ts"
import type { Faults, Field, Read } from "../field.ts"
import type { JsonSchema } from "../schema.ts"
import { WHOLE } from "./pointers.ts"

/**
 * Returns a fault of a value, for the `read` of a field.
 *
 * @example
 * const even: Field<number> = {
 *   shape: { type: "number" },
 *   read: (value) => (Number(value) % 2 === 0 ? Result.succeed(Number(value)) : fieldFault("must be even")),
 * }
 */
export const fault = (message: string): Result.Result<never, Faults> => Result.fail([message])

type Value<F> = F extends Field<infer A> ? A : never
type Fields = { readonly [name: string]: Field<unknown> }

/**
 * Makes a member optional. `value` is its default.
 *
 * @example
 * const body = objectField({ count: optional(wholeField({ min: 1 }), 1) })
 */
export const optional = <A, const D>(field: Field<A>, value: D): Field<A | D> => ({ ...field, absent: { value } })

/**
 * Makes a member accept `null`.
 *
 * @example
 * const body = objectField({ variant: nullable(idField(VariantId)) })
 */
export const nullable = <A>(field: Field<A>): Field<A | null> => ({ ...field, nullable: true })

/**
 * Describes a field. `facts` are JSON Schema keywords such as `description`.
 *
 * @example
 * const note = described(textField(500), { description: "For the courier." })
 */
export const described = <A>(field: Field<A>, facts: JsonSchema): Field<A> => ({
  ...field,
  shape: { ...field.shape, json: { ...field.shape.json, ...facts } },
})

/**
 * Reads an object with exactly the given members and returns all faults at once.
 *
 * @example
 * const body = objectField({ sku: idField(ProductId), count: wholeField({ min: 1 }) })
 */
export const object = <F extends Fields>(fields: F): Field<{ readonly [K in keyof F]: Value<F[K]> }> => ({
  shape: { type: "object", fields, json: { additionalProperties: false } },
  read: (value, form) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return fault("must be an object")
    const members = value as { readonly [name: string]: unknown }
    const result: { [name: string]: unknown } = {}
    const found: { [name: string]: Faults } = Object.create(null)
    for (const name of Object.keys(members)) if (!Object.hasOwn(fields, name)) found[name] = ["is unknown here"]
    for (const [name, field] of Object.entries(fields)) {
      const member = readMember(field, Object.hasOwn(members, name) ? members[name] : undefined, form)
      if (Result.isSuccess(member)) result[name] = member.success
      else found[name] = member.failure
    }
    return Object.keys(found).length === 0
      ? Result.succeed(result as { readonly [K in keyof F]: Value<F[K]> })
      : Result.fail(found)
  },
})

const readMember = <A>(field: Field<A>, value: unknown, form: boolean): Read<A | null> => {
  if (value === undefined) return field.absent === undefined ? fault("is missing") : Result.succeed(field.absent.value)
  if (value === null) return field.nullable ? Result.succeed(null) : fault("must not be null")
  return field.read(value, form)
}

/**
 * Reads a list.
 *
 * @example
 * const basket = listField(objectField({ sku: idField(ProductId) }), { min: 1, max: 100 })
 */
export const list = <A>(
  item: Field<A>,
  { min, max }: { readonly min: number; readonly max: number },
): Field<ReadonlyArray<A>> => ({
  shape: { type: "list", item, json: { minItems: min, maxItems: max } },
  read: (value, form) => {
    if (!Array.isArray(value)) return fault("must be a list")
    if (value.length < min) return fault(`must have at least ${min} ${min === 1 ? "item" : "items"}`)
    if (value.length > max) return fault(`must have at most ${max} items`)
    const read = value.map((element: unknown) => item.read(element, form))
    if (read.every(Result.isSuccess)) return Result.succeed(read.map((element) => element.success))
    return Result.fail(
      read.map((element): { readonly [name: string]: Faults } => {
        if (Result.isSuccess(element)) return {}
        const { failure } = element
        return Array.isArray(failure) ? { [WHOLE]: failure } : (failure as { readonly [name: string]: Faults })
      }),
    )
  },
})

/**
 * Reads a text. `maxLength` is in code points.
 *
 * @example
 * const body = objectField({ street: textField(200) })
 */
export const text = (maxLength: number, facts: JsonSchema = {}): Field<string> =>
  checkedText(maxLength, Result.succeed, facts)

/**
 * Reads a text and checks it with a rule of the domain. The length is checked first.
 *
 * @example
 * const body = objectField({ email: checkedTextField(254, emailAddress) })
 */
export const checkedText = <A>(
  maxLength: number,
  rule: (value: string) => Result.Result<A, InvalidField>,
  facts: JsonSchema = {},
): Field<A> => ({
  shape: { type: "text", maxLength, json: facts },
  read: (value) => {
    if (typeof value !== "string") return fault("must be a text")
    // A code point has at most two code units, so most long texts need no counting.
    if (value.length > 2 * maxLength || [...value].length > maxLength)
      return fault(`must have at most ${maxLength} characters`)
    if (value.includes("\0") || !value.isWellFormed()) return fault("must be well-formed text without null characters")
    return Result.mapError(rule(value), (invalid): Faults => [ruleMessage(invalid.rule)])
  },
})

/**
 * Reads one of some texts.
 *
 * @example
 * const body = objectField({ state: choiceField(orderStatuses) })
 */
export const choice = <A extends string>(values: ReadonlyArray<A>): Field<A> => ({
  shape: { type: "text", maxLength: Math.max(...values.map((value) => value.length)), json: { enum: values } },
  read: (value) => {
    const chosen = values.find((known) => known === value)
    return chosen === undefined ? fault(`must be one of ${values.join(", ")}`) : Result.succeed(chosen)
  },
})

const INT32_MAX = 2_147_483_647

/**
 * Reads a whole number. JSON numbers only, so that `"5"` and `5.5` are faults.
 *
 * @example
 * const body = objectField({ count: wholeField({ min: 1, max: 99 }) })
 */
export const whole = ({ min, max = INT32_MAX }: { readonly min: number; readonly max?: number }): Field<number> => ({
  shape: { type: "number", json: { type: "integer", minimum: min, maximum: max } },
  read: (value) => {
    if (typeof value !== "number" || !Number.isInteger(value)) return fault("must be a whole number")
    if (value < min) return fault(`must be at least ${min}`)
    return value > max ? fault(`must be at most ${max}`) : Result.succeed(value)
  },
})

/**
 * Reads an id of another resource.
 *
 * @example
 * const body = objectField({ sku: idField(ProductId) })
 */
export const id = <A extends number>(brand: (id: number) => A): Field<A> => {
  const field = whole({ min: 1, max: MAX_ID })
  return { shape: field.shape, read: (value, form) => Result.map(field.read(value, form), brand) }
}

/**
 * Reads the file of a multipart body.
 *
 * @example
 * const body = objectField({ picture: fileField })
 */
export const file: Field<Uint8Array> = {
  shape: { type: "file" },
  read: (value) => (value instanceof UploadedFile ? Result.succeed(value.bytes) : fault("must be a file")),
}

/**
 * Reads true or false.
 *
 * @example
 * const body = objectField({ gift: optional(booleanField, false) })
 */
export const truth: Field<boolean> = {
  shape: { type: "boolean" },
  read: (value) => (typeof value === "boolean" ? Result.succeed(value) : fault("must be true or false")),
}
