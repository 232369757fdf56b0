import type { JsonFault } from "../../../application/json/json-fault.ts"

/**
 * A file of a multipart body. Its name and the type that the client claims are not kept.
 *
 * @example
 * const size: Field<number> = {
 *   shape: { type: "file" },
 *   read: (value) => (value instanceof UploadedFile ? Result.succeed(value.bytes.length) : fieldFault("must be a file")),
 * }
 */
export class UploadedFile {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/** A name of a form and its value: a text, or a file of a multipart body. */
export type FormEntry = readonly [name: string, value: string | UploadedFile]

/** The content of a request's body. An empty body is an empty JSON object, whatever its type. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "form"; readonly entries: ReadonlyArray<FormEntry> }

/** Why a body is rejected. Limits are in bytes. */
export type BodyError =
  /** The client disconnected. */
  | { readonly kind: "aborted" }
  | { readonly kind: "too-large"; readonly limit: number }
  | { readonly kind: "file-too-large"; readonly field: string; readonly limit: number }
  | { readonly kind: "several-files"; readonly field: string }
  /** The bodies of other requests use up the memory that is set aside for bodies. */
  | { readonly kind: "busy" }
  | { readonly kind: "unsupported-type"; readonly type: string }
  /** The body, or a part of it, declares a character encoding other than UTF-8. */
  | { readonly kind: "unsupported-charset"; readonly format: BodyFormat; readonly charset: string }
  | { readonly kind: "not-utf8"; readonly format: BodyFormat }
  | { readonly kind: "json-syntax"; readonly text: string; readonly fault: JsonFault }
  | { readonly kind: "too-many-fields"; readonly format: BodyFormat }
  /** A multipart body has no valid boundary, a part without a name, or ends too early. */
  | { readonly kind: "malformed-multipart" }

/** A format of bodies: JSON, a URL-encoded form, or a form with files. */
export type BodyFormat = "json" | "form" | "multipart"
