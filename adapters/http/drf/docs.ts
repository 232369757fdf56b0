import type { DialectDocs, ParameterDocs } from "../dialect/docs.ts"
import { listOf, maybe, named, record, type Schema, text } from "../dialect/schema.ts"
import { MAX_LIMIT } from "./paging.ts"

const detail = named("Detail", record<{ detail: string }>({ detail: text() }))

const error = named("ErrorMessage", record<{ error: string }>({ error: text() }))

const tokenMessage = record<{ token_class: string; token_type: string; message: string }>({
  token_class: text(),
  token_type: text(),
  message: text(),
})

const tokenError = named(
  "TokenError",
  record<{
    detail: string
    code: string
    messages?: ReadonlyArray<{ token_class: string; token_type: string; message: string }>
  }>({
    detail: text(),
    code: text(),
    messages: maybe(listOf(tokenMessage)),
  }),
)

const fieldErrors: Schema<never> = named("FieldErrors", {
  json: {
    type: "object",
    description: "Messages by field. Faults in a list are listed by position.",
    additionalProperties: {
      anyOf: [
        { type: "string" },
        { type: "array", items: { anyOf: [{ type: "string" }, { $ref: "#/components/schemas/FieldErrors" }] } },
        { $ref: "#/components/schemas/FieldErrors" },
      ],
    },
  },
  definitions: {},
})

/** Returns the schema of the body of a rejection, in the forms that Django REST framework has. */
export const describeError: DialectDocs["describeError"] = (body) => {
  const names = Object.keys(body as object)
  if (names.includes("code")) return tokenError
  if (names.join() === "detail") return detail
  return names.join() === "error" ? error : fieldErrors
}

/** The documentation of the parameters of a list with pages. */
export const pageParameters: ReadonlyArray<ParameterDocs> = [
  {
    name: "limit",
    description: "The most items of a page. Without it, the whole list is sent.",
    json: { type: "integer", minimum: 1, maximum: MAX_LIMIT },
  },
  { name: "cursor", description: "The cursor of the page, from the `Link` header.", json: { type: "string" } },
]

/** The documentation of a list's header. */
export const pageHeaders = { Link: 'The next page, with `rel="next"`.' }

/** The documentation of a list that clients revalidate. */
export const listHeaders = { ETag: "For If-None-Match.", "Cache-Control": "no-cache" }

/** The documentation of the header of requests that add something. */
export const keyHeader: ParameterDocs = {
  name: "Idempotency-Key",
  description: "Makes a retry safe: the same key with the same request returns the first response again.",
  json: { type: "string", minLength: 1, maxLength: 255 },
}

/** OpenAPI's security scheme for `Authorization: Token TOKEN`. */
export const tokenSecurity = (description: string) => ({
  token: { type: "apiKey", in: "header", name: "Authorization", description },
})

/** OpenAPI's security scheme for `Authorization: Bearer TOKEN`. */
export const bearerSecurity = { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } }
