/** A JSON Schema (draft 2020-12). */
export type JsonSchema = { readonly [keyword: string]: unknown }

/**
 * Describes the JSON of values of type `A`. A schema does not compile where the encoder returns another type, because
 * {@link record} requires exactly the encoder's members.
 */
export interface Schema<in A> {
  readonly json: JsonSchema
  /** The named schemas that `json` refers to. */
  readonly definitions: { readonly [name: string]: JsonSchema }
  /** Whether the member may be missing. */
  readonly isOptional?: true
  /** Never present: carries the type. */
  readonly describes?: (value: A) => void
}

const plain = <A>(json: JsonSchema): Schema<A> => ({ json, definitions: {} })

/**
 * A text. `facts` are further keywords, such as `format` and `description`.
 *
 * @example
 * const created = textSchema({ format: "date-time" })
 */
export const text = (facts: JsonSchema = {}): Schema<string> => plain({ type: "string", ...facts })

/**
 * A whole number.
 *
 * @example
 * const count = wholeSchema({ minimum: 1 })
 */
export const whole = (facts: JsonSchema = {}): Schema<number> => plain({ type: "integer", ...facts })

/**
 * A number.
 *
 * @example
 * const weight = numberSchema({ description: "In kilograms." })
 */
export const numeric = (facts: JsonSchema = {}): Schema<number> => plain({ type: "number", ...facts })

/**
 * True or false.
 *
 * @example
 * const paid = booleanSchema()
 */
export const truth = (facts: JsonSchema = {}): Schema<boolean> => plain({ type: "boolean", ...facts })

/**
 * One of some texts.
 *
 * @example
 * const state = choiceSchema(orderStatuses)
 */
export const oneOf = <A extends string>(values: ReadonlyArray<A>, facts: JsonSchema = {}): Schema<A> =>
  plain({ type: "string", enum: values, ...facts })

/**
 * The value or `null`.
 *
 * @example
 * const note = nullableSchema(textSchema())
 */
export const orNull = <A>({ json, definitions }: Schema<A>): Schema<A | null> => ({
  json:
    typeof json.type === "string" && json.enum === undefined
      ? { ...json, type: [json.type, "null"] }
      : { anyOf: [json, { type: "null" }] },
  definitions,
})

/**
 * A member that may be missing.
 *
 * @example
 * const shown = objectSchema<{ note?: string }>({ note: optionalSchema(textSchema()) })
 */
export const maybe = <A>(schema: Schema<A>): Schema<A | undefined> => ({
  json: schema.json,
  definitions: schema.definitions,
  isOptional: true,
})

/**
 * A list.
 *
 * @example
 * const tags = listSchema(textSchema(), { maxItems: 10 })
 */
export const listOf = <A>({ json, definitions }: Schema<A>, facts: JsonSchema = {}): Schema<ReadonlyArray<A>> => ({
  json: { type: "array", items: json, ...facts },
  definitions,
})

/**
 * An object with exactly the members of `A`.
 *
 * @example
 * const shown = objectSchema<{ sku: number; title: string }>({ sku: wholeSchema(), title: textSchema() })
 */
export const record = <A>(
  members: { readonly [Name in keyof A]-?: Schema<A[Name]> },
  facts: JsonSchema = {},
): Schema<A> => {
  const entries = Object.entries<Schema<never>>(members)
  const required = entries.filter(([, { isOptional }]) => isOptional !== true).map(([name]) => name)
  return {
    json: {
      type: "object",
      properties: Object.fromEntries(entries.map(([name, { json }]) => [name, json])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
      ...facts,
    },
    definitions: Object.assign({}, ...entries.map(([, { definitions }]) => definitions)),
  }
}

/** An object with any members. */
export const anyObject = <A extends object>(facts: JsonSchema = {}): Schema<A> =>
  plain({ type: "object", additionalProperties: true, ...facts })

/**
 * The same schema under a name, by which other schemas refer to it.
 *
 * @example
 * const item = namedSchema("Item", objectSchema<{ sku: number }>({ sku: wholeSchema() }))
 */
export const named = <A>(name: string, { json, definitions }: Schema<A>): Schema<A> => ({
  json: { $ref: `#/components/schemas/${name}` },
  definitions: { ...definitions, [name]: json },
})
