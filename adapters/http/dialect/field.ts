import type { Result } from "effect"
import type { JsonSchema } from "./schema.ts"

/** What is wrong with a body, in the shape of the response: messages, or faults by field, or faults by position. */
export type Faults =
  | ReadonlyArray<string>
  | { readonly [field: string]: Faults }
  | ReadonlyArray<{ readonly [field: string]: Faults }>

/** The result of reading one value: the value, or what is wrong with it. */
export type Read<A> = Result.Result<A, Faults>

/**
 * Reads one value of a body: returns the value, or messages. `form` says that the body came as a form, where an empty text
 * means no value.
 */
export interface Field<A> {
  readonly read: (value: unknown, form: boolean) => Read<A>
  /** The value when the client sends none. Without it the field is required. */
  readonly absent?: { readonly value: A }
  /** Whether `null` is a value of this field. */
  readonly nullable?: true
  /** What the field accepts, for descriptions and tests. */
  readonly shape: Shape
}

/**
 * The form of a field's values. Every text has a maximum length, in code points. `json` has further keywords of JSON
 * Schema for the API's description, and replaces the form's own keywords.
 */
export type Shape = { readonly json?: JsonSchema } & (
  | { readonly type: "text"; readonly maxLength: number }
  | { readonly type: "number" | "boolean" | "file" }
  | { readonly type: "object"; readonly fields: { readonly [name: string]: Field<unknown> } }
  | { readonly type: "list"; readonly item: Field<unknown> }
)
