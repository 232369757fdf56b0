import type { Metadata } from "shopwright"

/** Returns the JSON of a record's metadata, or `null`. */
export const storedMetadata = ({ metadata }: { readonly metadata?: Metadata | null | undefined }): string | null =>
  metadata === undefined || metadata === null ? null : JSON.stringify(metadata)

/** Parses metadata that `storedMetadata` returned. */
export const readMetadata = (stored: string | null): Metadata | null =>
  stored === null ? null : (JSON.parse(stored) as Metadata)
