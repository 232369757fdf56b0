import { hash } from "node:crypto"
import type { OutgoingHttpHeaders } from "node:http"
import type { Request } from "express"
import type { ParameterDocs } from "../../dialect/docs.ts"
import { encoded, type HttpResponse } from "../../dialect/response.ts"
import { problem } from "./problem.ts"

/**
 * A resource as it is shown, and its version. Its entity tag is `"VERSION.CONTENT"`: edits compare the version alone, so
 * that a sale does not make an edit of the product fail. The version has no dot and no quote.
 */
export interface Versioned {
  readonly shown: unknown
  readonly version: string
}

/** Returns a short digest of a JSON value. */
export const digest = (value: unknown): string => hash("sha256", JSON.stringify(value), "base64url").slice(0, 16)

const tagOf = ({ shown, version }: Versioned): string => `"${version}.${digest(shown)}"`

/** Returns a resource with its entity tag, or 304 if the client has the same content. */
export const resource = (
  request: Request,
  status: 200 | 201,
  versioned: Versioned,
  headers: OutgoingHttpHeaders = {},
): HttpResponse => {
  const tag = tagOf(versioned)
  const validators = { ...headers, ETag: tag, "Cache-Control": "private, no-cache" }
  const known = status === 200 && request.method !== "PATCH" ? tagsOf(request.headers["if-none-match"]) : []
  return known.includes(tag)
    ? { status: 304, body: Buffer.alloc(0), headers: validators }
    : encoded(status, Buffer.from(JSON.stringify(versioned.shown)), validators)
}

/**
 * Checks that an edit names the version that it changes (`If-Match`, RFC 9110, section 13.1.1). Returns 428 without the
 * header, 412 if the resource has changed since, and `null` otherwise. `*` names any version.
 */
export const staleEdit = (request: Request, current: Versioned): HttpResponse | null => {
  const sent = request.headers["if-match"]
  if (sent === undefined) return noVersion
  if (sent.trim() === "*") return null
  return tagsOf(sent).some((tag) => tag.slice(1).split(".", 1)[0] === current.version) ? null : stale
}

/** Whether an edit names a version. `*` names any. */
export const namesVersion = ({ headers }: Request): boolean => headers["if-match"]?.trim() !== "*"

const tagsOf = (field: string | undefined): ReadonlyArray<string> => field?.match(/"[^"]*"/g) ?? []

/** 412: another edit came first. */
export const stale: HttpResponse = problem(
  "edit-conflict",
  "Read the resource again, and send its new ETag as If-Match.",
)

/** 428: an edit without `If-Match` could overwrite another one. */
export const noVersion: HttpResponse = problem(
  "precondition-required",
  "Send the ETag of the resource as If-Match, or * to change any version.",
)

/** The documentation of an entity tag. */
export const versionHeaders = { ETag: "The version of the resource, for If-Match and If-None-Match." }

/** The documentation of the header that edits need, and of its rejections. */
export const editHeaders: ReadonlyArray<ParameterDocs> = [
  {
    name: "If-Match",
    description: "The ETag of the version that the edit changes, or `*` for any version.",
    isRequired: true,
    json: { type: "string", examples: ["*"] },
  },
]

export const editRejections: ReadonlyArray<HttpResponse> = [stale, noVersion]
