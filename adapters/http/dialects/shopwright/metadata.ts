import { Result } from "effect"
import { ruleMessage } from "../../../../application/rule-message.ts"
import { METADATA_MAX_BYTES, METADATA_MAX_DEPTH, type Metadata, metadata } from "../../../../domain/metadata.ts"
import type { Faults, Field } from "../../dialect/field.ts"
import { nullable, optional } from "../../dialect/json/fields.ts"
import { anyObject, orNull, type Schema } from "../../dialect/schema.ts"

const facts = {
  description: `Data of the shop's own software: a JSON object of at most ${METADATA_MAX_BYTES} bytes, at most ${METADATA_MAX_DEPTH} levels deep.`,
  examples: [{ material: "cotton" }],
}

/** The schema of metadata that is shown. */
export const metadataSchema: Schema<Metadata | null> = orNull(anyObject<Metadata>(facts))

const field: Field<Metadata> = {
  shape: { type: "object", fields: {}, json: { additionalProperties: true, ...facts } },
  read: (value) =>
    Result.mapError(
      metadata("metadata", value),
      ({ field, rule }): Faults => [field === "metadata" ? ruleMessage(rule) : `at ${field}: ${ruleMessage(rule)}`],
    ),
}

/** Metadata of something new. Defaults to none. */
export const newMetadata = optional(nullable(field), null)

/** Metadata that replaces the former as a whole, and that must be given. `null` removes it. */
export const replacedMetadata = nullable(field)

/** Metadata of an edit. It replaces the former as a whole. `null` removes it. */
export const changedMetadata = optional(nullable(field), undefined)
