import { Result } from "effect"
import type { BodyError } from "../bodies/body.ts"
import type { FileUpload } from "../bodies/read-body.ts"
import type { Conventions } from "./conventions.ts"
import type { ErrorResponses, Scheme, ShopError } from "./dialect.ts"
import type { EndpointDocs } from "./docs.ts"
import type { Endpoint } from "./endpoint.ts"
import type { Field } from "./field.ts"
import type { Operation } from "./operation.ts"
import type { HttpResponse } from "./response.ts"
import { sampleErrors } from "./sample-errors.ts"
import { useCaseErrors } from "./use-case-errors.ts"

/** The parts of a dialect that reject requests. */
export interface Rejecting<Caller, E extends ShopError> {
  readonly scheme: Scheme<Caller>
  readonly errorResponses: ErrorResponses<E>
  readonly conventions: Conventions
}

/** Describes an endpoint: what it reads, and every response that it may get. */
export const describeEndpoint = <Caller, E extends ShopError>(
  endpoint: Endpoint<Caller, E>,
  { scheme, errorResponses, conventions }: Rejecting<Caller, E>,
): Operation => {
  const {
    method,
    path,
    access,
    permits,
    ignoresCredentials,
    body,
    formats = conventions.formats,
    query,
    docs,
  } = endpoint
  const { plain } = conventions
  const credentials = access !== "public" ? "required" : ignoresCredentials === true ? "ignored" : "optional"
  const sent = docs.example ?? {}
  return {
    method,
    path,
    credentials,
    body,
    formats,
    query,
    docs,
    rejections: [
      plain.badRequest,
      ...(path.includes(":") ? [plain.notFound] : []),
      ...(ignoresCredentials !== false ? [] : scheme.rejections),
      ...(credentials === "required" ? [scheme.notSignedIn] : []),
      ...(access === "admin" || permits !== undefined ? [scheme.notPermitted] : []),
      ...queryRejections(conventions, query),
      ...(body === undefined ? [] : bodyRejections(conventions, body, endpoint.file)),
      ...(docs.rejects ?? []),
      ...errorsOf(docs).flatMap((error) => respondWith(errorResponses, error, sent)),
      plain.serverError,
    ],
  }
}

/** Every use case needs the store, and so does reading credentials. */
const errorsOf = ({ calls }: EndpointDocs): ReadonlyArray<ShopError> => {
  const tags = calls.flatMap((name) => Object.keys(useCaseErrors[name]) as ReadonlyArray<keyof typeof sampleErrors>)
  return [...new Set(tags), "StoreUnavailable" as const].flatMap((tag): ReadonlyArray<ShopError> => sampleErrors[tag])
}

/** An endpoint may handle some errors of its use cases itself. The dialect's table has no response to these. */
const respondWith = <E extends ShopError>(
  errorResponses: ErrorResponses<E>,
  error: ShopError,
  sent: unknown,
): ReadonlyArray<HttpResponse> => {
  const respond = (errorResponses as { readonly [tag: string]: unknown })[error._tag]
  return respond === undefined ? [] : [(respond as (error: ShopError, sent: unknown) => HttpResponse)(error, sent)]
}

const queryRejections = (
  { readQuery }: Conventions,
  query: Field<unknown> | undefined,
): ReadonlyArray<HttpResponse> => {
  const read = readQuery?.("/?unknown=1", query) ?? Result.succeed(undefined)
  return Result.isFailure(read) ? [read.failure] : []
}

const LIMIT = 1_048_576

const unreadable: ReadonlyArray<BodyError> = [
  { kind: "too-large", limit: LIMIT },
  { kind: "busy" },
  { kind: "unsupported-type", type: "text/plain" },
  { kind: "not-utf8", format: "json" },
  { kind: "json-syntax", text: "{", fault: { kind: "name-expected", start: 1, offset: 1 } },
]

const bodyRejections = (
  conventions: Conventions,
  body: Field<unknown>,
  file: FileUpload | undefined,
): ReadonlyArray<HttpResponse> => {
  const wrong = [{}, { unknown: 1 }, []].map((value) => body.read(value, false))
  const ofFile: ReadonlyArray<BodyError> =
    file === undefined
      ? []
      : [
          { kind: "file-too-large", field: file.field, limit: file.maxBytes },
          { kind: "several-files", field: file.field },
          { kind: "malformed-multipart" },
        ]
  return [
    ...[...unreadable, ...ofFile].map(conventions.unreadable),
    conventions.invalid(conventions.noData),
    ...wrong.flatMap((read) => (Result.isFailure(read) ? [conventions.invalid(read.failure)] : [])),
  ]
}
