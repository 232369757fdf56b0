import fc from "fast-check"
import { fitting, PNG } from "../bodies.ts"
import { anyText, anyValue } from "../naughty.ts"
import type { Random } from "../random.ts"
import type { Known } from "./known.ts"

/** The part of JSON Schema that the documents use. */
export interface ValueSchema {
  readonly type?: string | ReadonlyArray<string>
  readonly enum?: ReadonlyArray<unknown>
  readonly const?: unknown
  readonly anyOf?: ReadonlyArray<ValueSchema>
  readonly properties?: Readonly<Record<string, ValueSchema>>
  readonly required?: ReadonlyArray<string>
  readonly items?: ValueSchema
  readonly [keyword: string]: unknown
}

/** Generates a value that satisfies a schema. The name of its field selects values that mean something to the shop. */
export const validValue = (random: Random, schema: ValueSchema, name: string, known: Known): unknown => {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return random.pick(schema.enum)
  if (schema.anyOf !== undefined) return validValue(random, random.pick(schema.anyOf), name, known)
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? ["null"])
  const type = types.length > 1 && random.chance(0.85) ? types[0] : random.pick(types)
  switch (type) {
    case "null":
      return null
    case "boolean":
      return random.chance(0.5)
    case "integer":
    case "number":
      return numberOf(random, schema, name, known)
    case "array":
      return Array.from({ length: lengthOf(random, schema) }, () => validValue(random, schema.items ?? {}, name, known))
    case "object":
      return objectOf(random, schema, known)
    default:
      return textOf(random, schema, name, known)
  }
}

const objectOf = (random: Random, { properties = {}, required = [] }: ValueSchema, known: Known) => {
  const present = random.pick([0.2, 0.5, 0.95])
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name) || random.chance(present))
      .map(([name, schema]) => [name, validValue(random, schema, name, known)]),
  )
}

const lengthOf = (random: Random, { minItems = 0, maxItems = 3 }: ValueSchema): number =>
  Math.min(Number(maxItems), Number(minItems) + random.below(3))

const numberOf = (random: Random, schema: ValueSchema, name: string, known: Known): number => {
  const min = Number(schema.minimum ?? schema.exclusiveMinimum ?? 0)
  const max = Number(schema.maximum ?? 2 ** 31 - 1)
  const within = (value: number): number => Math.min(max, Math.max(min, value))
  if (random.chance(0.05)) return random.pick([min, max])
  if (schema.type === "number" && random.chance(0.3)) return within(random.below(10_000) / 100)
  return within(random.chance(0.5) ? known.id(random, name) : 1 + random.below(5))
}

const textOf = (random: Random, schema: ValueSchema, name: string, known: Known): string => {
  const { minLength = 0, maxLength = 200, pattern, format } = schema
  const fits = (text: string): boolean => text.length >= Number(minLength) && text.length <= Number(maxLength)
  if (typeof pattern === "string") return matching(random, pattern, Number(maxLength))
  if (format === "binary") return PNG.toString("latin1")
  if (format === "date") return random.pick(["2000-02-29", "1999-12-31", "2026-11-20", "2026-11-26"])
  if (format === "date-time") return random.pick(["2026-11-20T12:00:00Z", "2000-02-29T23:59:59.999Z"])
  if (name === "after" || name === "cursor") return known.cursor(random)
  const meant = random.chance(0.8) ? String(fitting(random, name === "login" ? "username" : name)) : anyText(random)
  if (fits(meant)) return meant
  return "x".repeat(Math.min(Number(maxLength), Number(minLength) + random.below(10)))
}

/** A text of a pattern. The seed comes from the same decisions, so that the text can be repeated. */
const matching = (random: Random, pattern: string, maxLength: number): string => {
  const texts = fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: random.below(2 ** 31), numRuns: 10 })
  return texts.find((text) => text.length <= maxLength && text !== "") ?? "1"
}

/** Changes one place of a valid value so that it probably no longer satisfies its schema. */
export const brokenValue = (random: Random, valid: unknown): unknown => {
  const isObject = typeof valid === "object" && valid !== null && !Array.isArray(valid)
  if (Array.isArray(valid) && valid.length > 0 && random.chance(0.8)) {
    const at = random.below(valid.length)
    return valid.map((item: unknown, i) => (i === at ? brokenValue(random, item) : item))
  }
  if (isObject && random.chance(0.9)) {
    const names = Object.keys(valid)
    const name = names.length > 0 && random.chance(0.85) ? random.pick(names) : "unknown"
    const { [name]: value, ...rest } = valid as Readonly<Record<string, unknown>>
    return random.chance(0.2) ? rest : { ...rest, [name]: brokenValue(random, value) }
  }
  if (typeof valid === "number" && random.chance(0.6))
    return random.pick([valid + 0.5, -valid, -1, 2 ** 31, 2 ** 53, 1e308, String(valid)])
  if (typeof valid === "string" && random.chance(0.6))
    return random.pick([anyText(random), "", valid.repeat(400), `${valid}\0`, valid.length])
  return anyValue(random, ["id"])
}
