import type { Metadata } from "../../../domain/metadata.ts"

/** Returns the JSON of a record's metadata, or `null`. Statements take it as text and cast it to `json`. */
export const metadataOf = ({ metadata }: { readonly metadata?: Metadata | null | undefined }): string | null =>
  metadata === undefined || metadata === null ? null : JSON.stringify(metadata)
