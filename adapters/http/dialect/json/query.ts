import { Result } from "effect"
import { MAX_ID } from "../../../../domain/max-id.ts"
import type { Field, Read } from "../field.ts"
import { fault, object } from "./fields.ts"

const none = object({})

/** Reads the parameters of a query. A parameter that the endpoint does not know, or that comes twice, is a fault. */
export const readQuery = (url: string, field: Field<unknown> | undefined): Read<unknown> => {
  const start = url.indexOf("?")
  if (start === -1 && field === undefined) return nothing
  const parameters: { [name: string]: unknown } = Object.create(null)
  for (const [name, value] of new URLSearchParams(start === -1 ? "" : url.slice(start + 1)))
    parameters[name] = Object.hasOwn(parameters, name) ? TWICE : value
  return (field ?? none).read(parameters, false)
}

const nothing = Result.succeed(undefined)
/** Stands for the values of a parameter that comes twice. No field accepts it. */
const TWICE = Symbol("twice")

const digits = /^\d{1,16}$/

/**
 * Reads a whole number of a query.
 *
 * @example
 * const query = objectField({ limit: optional(wholeParameter({ min: 1, max: 100 }, Number), 20) })
 */
export const wholeText = <A extends number>(
  { min, max }: { readonly min: number; readonly max: number },
  brand: (value: number) => A,
): Field<A> => ({
  shape: { type: "number", json: { type: "integer", minimum: min, maximum: max } },
  read: (value) => {
    const number = typeof value === "string" && digits.test(value) ? Number(value) : Number.NaN
    return number >= min && number <= max
      ? Result.succeed(brand(number))
      : fault(`must be one whole number from ${min} to ${max}`)
  },
})

/**
 * Reads `true` or `false` of a query.
 *
 * @example
 * const query = objectField({ available: optional(booleanParameter, undefined) })
 */
export const booleanText: Field<boolean> = {
  shape: { type: "boolean" },
  read: (value) =>
    value === "true" || value === "false" ? Result.succeed(value === "true") : fault("must be true or false"),
}

/**
 * Reads texts that are separated by commas.
 *
 * @example
 * const query = objectField({ states: optional(choicesParameter(orderStatuses), undefined) })
 */
export const choicesText = <A extends string>(values: ReadonlyArray<A>): Field<ReadonlyArray<A>> => ({
  shape: { type: "list", item: choiceText(values), json: { minItems: 1, uniqueItems: true } },
  read: (value) => {
    const names = typeof value === "string" ? value.split(",") : []
    const chosen = names.flatMap((name) => values.find((known) => known === name) ?? [])
    return chosen.length > 0 && chosen.length === names.length && new Set(chosen).size === chosen.length
      ? Result.succeed(chosen)
      : fault(`must be some of ${values.join(", ")}, separated by commas`)
  },
})

/**
 * Reads ids that are separated by commas, at most `max`.
 *
 * @example
 * const query = objectField({ id: optional(idsParameter(ProductId, 100), undefined) })
 */
export const idsText = <A extends number>(brand: (id: number) => A, max: number): Field<ReadonlyArray<A>> => {
  const one = wholeText({ min: 1, max: MAX_ID }, brand)
  return {
    shape: { type: "list", item: one, json: { minItems: 1, maxItems: max } },
    read: (value) => {
      const read = typeof value === "string" ? value.split(",", max + 1).map((id) => one.read(id, false)) : []
      const ids = read.flatMap((id) => (Result.isSuccess(id) ? [id.success] : []))
      return ids.length > 0 && ids.length === read.length && ids.length <= max
        ? Result.succeed(ids)
        : fault(`must be ids, separated by commas, at most ${max}`)
    },
  }
}

/**
 * Reads one of some texts.
 *
 * @example
 * const query = objectField({ sort: optional(choiceParameter(["name", "price"]), "name") })
 */
export const choiceText = <A extends string>(values: ReadonlyArray<A>): Field<A> => ({
  shape: { type: "text", maxLength: Math.max(...values.map((value) => value.length)), json: { enum: values } },
  read: (value) => {
    const chosen = values.find((known) => known === value)
    return chosen === undefined ? fault(`must be one of ${values.join(", ")}`) : Result.succeed(chosen)
  },
})

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/
const MOMENT_MAX_LENGTH = 40

/**
 * Reads a time with its offset (ISO 8601), such as `2026-01-31T12:00:00Z`.
 *
 * @example
 * const query = objectField({ since: optional(momentParameter, null) })
 */
export const momentText: Field<Date> = {
  shape: { type: "text", maxLength: MOMENT_MAX_LENGTH, json: { format: "date-time" } },
  read: (value) => {
    if (typeof value === "string" && value.length > MOMENT_MAX_LENGTH)
      return fault(`must have at most ${MOMENT_MAX_LENGTH} characters`)
    const time = new Date(typeof value === "string" && moment.test(value) ? value : Number.NaN)
    return Number.isNaN(time.getTime()) ? fault("must be a time such as 2026-01-31T12:00:00Z") : Result.succeed(time)
  },
}
