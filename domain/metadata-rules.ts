import { Result } from "effect"
import { InvalidField } from "./invalid-field.ts"
import { type Metadata, metadata } from "./metadata.ts"
import type { MetadataKind, SchemaOutput } from "./metadata-types.ts"

/** A schema of any library that implements Standard Schema (version 1), such as Zod, Valibot and ArkType. */
export interface MetadataSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaOutcome<Output> | Promise<SchemaOutcome<Output>>
  }
}

type SchemaOutcome<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<SchemaIssue> }

interface SchemaIssue {
  readonly message: string
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined
}

/**
 * A rule of the host about metadata: a schema, whose output is stored, or a function that returns one sentence about what
 * is wrong, or `null`. It is synchronous and has no effects.
 */
export type MetadataRule<Output = unknown> = MetadataSchema<Output> | ((metadata: Metadata) => string | null)

/** The rules of the host about metadata. They apply to metadata that is written, and not to a record without any. */
export type MetadataRules = {
  readonly [Kind in MetadataKind]?: MetadataRule<SchemaOutput<Kind>> | undefined
}

/** Validates metadata by its limits and by a rule of the host. Returns what is to be stored. */
export const judgeMetadata = (
  rule: MetadataRule | undefined,
  field: string,
  value: unknown,
): Result.Result<Metadata, InvalidField> =>
  Result.flatMap(metadata(field, value), (checked) => {
    if (rule === undefined) return Result.succeed(checked)
    if (!("~standard" in rule)) {
      const reason = rule(checked)
      return reason === null ? Result.succeed(checked) : rejected(field, reason)
    }
    const outcome = rule["~standard"].validate(checked)
    if ("then" in outcome)
      throw new TypeError(`The schema of \`${field}\` is asynchronous. Schemas of metadata must be synchronous.`)
    if (outcome.issues === undefined) return metadata(field, outcome.value)
    const [issue] = outcome.issues
    return rejected(placeOf(field, issue), issue?.message ?? "The schema rejects it.")
  })

/** Validates metadata that may be missing, by its limits and by a rule of the host. Returns `null` if it is missing. */
export const judgeOptional = (
  rule: MetadataRule | undefined,
  field: string,
  given: Metadata | null | undefined,
): Result.Result<Metadata | null, InvalidField> =>
  given === undefined || given === null ? Result.succeed(null) : judgeMetadata(rule, field, given)

interface Described {
  readonly metadata?: Metadata | null | undefined
}

/** Applies a rule to the metadata of a record at `place`. Returns the record with what is to be stored. */
export const judgeRecord = <A extends Described>(
  rule: MetadataRule | undefined,
  place: string,
  record: A,
): Result.Result<A, InvalidField> =>
  rule === undefined || record.metadata === undefined || record.metadata === null
    ? Result.succeed(record)
    : Result.map(judgeMetadata(rule, place === "" ? "metadata" : `${place}.metadata`, record.metadata), (metadata) => ({
        ...record,
        metadata,
      }))

/** Applies a rule to the metadata of every record of a list. */
export const judgeRecords = <A extends Described>(
  rule: MetadataRule | undefined,
  place: string,
  records: ReadonlyArray<A>,
): Result.Result<ReadonlyArray<A>, InvalidField> =>
  Result.all(records.map((record, index) => judgeRecord(rule, `${place}[${index}]`, record)))

const placeOf = (field: string, issue: SchemaIssue | undefined): string =>
  (issue?.path ?? []).reduce<string>((place, part) => {
    const key = typeof part === "object" ? part.key : part
    return typeof key === "number" ? `${place}[${key}]` : `${place}.${String(key)}`
  }, field)

const rejected = (field: string, reason: string): Result.Result<never, InvalidField> =>
  Result.fail(new InvalidField({ field, rule: { kind: "rejected", reason } }))
