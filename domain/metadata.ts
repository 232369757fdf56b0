import { Result } from "effect"
import { InvalidField } from "./invalid-field.ts"

/** A value that JSON can represent. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | ReadonlyArray<JsonValue>
  | { readonly [name: string]: JsonValue }

/** Data of the host: a JSON object of at most 8,192 bytes, at most 8 levels deep. The shop stores and shows it. */
export type Metadata = { readonly [name: string]: JsonValue }

/**
 * The largest metadata, in bytes of its JSON in UTF-8.
 *
 * @example
 * const fits = Buffer.byteLength(JSON.stringify({ supplier: "S-17" })) <= METADATA_MAX_BYTES
 */
export const METADATA_MAX_BYTES = 8192
/**
 * The most levels of objects and lists. The metadata itself is the first.
 *
 * @example
 * console.log(`Nest at most ${METADATA_MAX_DEPTH} levels.`)
 */
export const METADATA_MAX_DEPTH = 8

/**
 * Validates metadata. Returns a frozen copy without the members that are `undefined`. Rejects what JSON does not
 * represent, such as dates. The error names the place, such as `metadata.tags[0]`.
 *
 * @example
 * const checked = metadata("metadata", { color: { finish: "matt" }, weight: 2.5 })
 * if (Result.isFailure(checked)) console.log(checked.failure.field, checked.failure.rule)
 */
export const metadata = (field: string, value: unknown): Result.Result<Metadata, InvalidField> => {
  if (!isPlainObject(value)) return rejected(field, "It must be a JSON object.")
  const budget = { nodes: METADATA_MAX_BYTES }
  return Result.flatMap(copyOfObject(field, value, 1, budget), (copy) =>
    budget.nodes < 0 || new TextEncoder().encode(JSON.stringify(copy)).length > METADATA_MAX_BYTES
      ? rejected(field, `It must have at most ${METADATA_MAX_BYTES} bytes as JSON.`)
      : Result.succeed(copy),
  )
}

/** Validates metadata that may be missing. Returns `null` if it is. */
export const optionalMetadata = (field: string, value: unknown): Result.Result<Metadata | null, InvalidField> =>
  value === undefined || value === null ? Result.succeed(null) : metadata(field, value)

/** Validates the metadata of a record. Returns the record itself if it has none. */
export const withMetadata = <A extends { readonly metadata?: Metadata | null | undefined }>(
  field: string,
  record: A,
): Result.Result<A, InvalidField> =>
  record.metadata === undefined || record.metadata === null
    ? Result.succeed(record)
    : Result.map(metadata(field, record.metadata), (metadata) => ({ ...record, metadata }))

/** Returns whether two metadata have the same members in the same order. */
export const isSameMetadata = (a: Metadata | null, b: Metadata | null): boolean =>
  a === b || (a !== null && b !== null && JSON.stringify(a) === JSON.stringify(b))

/** The values that may still be copied. Each has at least one byte, so that a copy ends soon after the limit. */
interface Budget {
  nodes: number
}

const copyOfObject = (
  field: string,
  object: { readonly [name: string]: unknown },
  depth: number,
  budget: Budget,
): Result.Result<Metadata, InvalidField> => {
  const members: Array<readonly [string, JsonValue]> = []
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    // A host that merges the object would otherwise change the prototype of its target.
    if (name === "__proto__" || !isText(name))
      return rejected(field, `It has a member with the name ${JSON.stringify(name)}, which is not allowed.`)
    const copy = copyOf(`${field}.${name}`, value, depth + 1, budget)
    if (Result.isFailure(copy)) return Result.fail(copy.failure)
    members.push([name, copy.success])
    if (budget.nodes < 0) break
  }
  return Result.succeed(Object.freeze(Object.fromEntries(members)))
}

const copyOfList = (
  field: string,
  list: ReadonlyArray<unknown>,
  depth: number,
  budget: Budget,
): Result.Result<JsonValue, InvalidField> => {
  const items: Array<JsonValue> = []
  for (const [index, value] of list.entries()) {
    const copy = copyOf(`${field}[${index}]`, value, depth + 1, budget)
    if (Result.isFailure(copy)) return copy
    items.push(copy.success)
    if (budget.nodes < 0) break
  }
  return Result.succeed(Object.freeze(items))
}

const copyOf = (
  field: string,
  value: unknown,
  depth: number,
  budget: Budget,
): Result.Result<JsonValue, InvalidField> => {
  budget.nodes -= 1
  if (value === null || typeof value === "boolean") return Result.succeed(value)
  // Adding 0 turns -0 into 0, as JSON does.
  if (typeof value === "number" && Number.isFinite(value)) return Result.succeed(value + 0)
  if (typeof value === "string")
    return isText(value) ? Result.succeed(value) : Result.fail(new InvalidField({ field, rule: { kind: "malformed" } }))
  const isList = Array.isArray(value)
  if (!isList && !isPlainObject(value))
    return rejected(field, "It must be a text, a finite number, true, false, null, a list or a plain object.")
  if (depth > METADATA_MAX_DEPTH)
    return rejected(field, `Metadata has at most ${METADATA_MAX_DEPTH} levels of objects and lists.`)
  return isList ? copyOfList(field, value, depth, budget) : copyOfObject(field, value, depth, budget)
}

const isPlainObject = (value: unknown): value is { readonly [name: string]: unknown } => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // The prototype of plain objects of another realm is not this realm's, and has no prototype itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Whether every store can keep a text. */
const isText = (text: string): boolean => text.isWellFormed() && !text.includes("\0")

const rejected = (field: string, reason: string): Result.Result<never, InvalidField> =>
  Result.fail(new InvalidField({ field, rule: { kind: "rejected", reason } }))
