import { type DialectDocs, MIT } from "../../dialect/docs.ts"
import { listOf, maybe, named, record, type Schema, text } from "../../dialect/schema.ts"
import { API_KEY_SCHEME } from "./api-key-scheme.ts"
import { type ProblemKind, problemKinds, problemType } from "./problem.ts"
import { webhookDocs } from "./webhook-data.ts"

const place = record<{ pointer?: string; parameter?: string; header?: string; detail: string }>({
  pointer: maybe(text({ description: "A JSON pointer into the body.", examples: ["/lines/0/quantity"] })),
  parameter: maybe(text({ description: "A parameter of the query." })),
  header: maybe(text({ description: "A header of the request." })),
  detail: text(),
})

interface ShownProblem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly errors?: ReadonlyArray<Parameters<NonNullable<typeof place.describes>>[0]>
}

const schemaOf = (kind: ProblemKind): Schema<ShownProblem> => {
  const { status, title } = problemKinds[kind]
  return named(
    nameOf(kind),
    record<ShownProblem>(
      {
        type: { json: { const: problemType(kind) }, definitions: {} },
        title: text({ examples: [title] }),
        status: { json: { const: status }, definitions: {} },
        detail: text({ description: "Explains this occurrence." }),
        errors: maybe(listOf(named("ProblemError", place))),
      },
      { description: title },
    ),
  )
}

const nameOf = (kind: ProblemKind): string =>
  `${kind.replaceAll(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase())}Problem`

const schemas = new Map(
  Object.keys(problemKinds).map((kind) => [problemType(kind as ProblemKind), schemaOf(kind as ProblemKind)]),
)

const describeError = (body: unknown): Schema<never> => {
  const { type } = body as { readonly type: string }
  const schema = schemas.get(type)
  if (schema === undefined) throw new Error(`There is no problem type ${type}.`)
  return schema
}

/** What the API's description says about the whole API. */
export const dialectDocs = (sessionCookie: string): DialectDocs => ({
  title: "shopwright",
  description:
    "Everything that a shop offers. Bodies are JSON with exactly the documented members. Errors are problem details " +
    "(RFC 9457) with a stable `type`. Lists have cursor pages. Edits name the version that they change in `If-Match`.",
  license: MIT,
  trailingSlash: false,
  tags: [
    { name: "Sign-in", description: "Bearer tokens for apps, cookie sessions for web pages." },
    { name: "API keys", description: "Keys with which scripts act as an admin, within scopes." },
    { name: "Accounts", description: "Registration, profiles, pictures and passwords." },
    { name: "Catalogue", description: "Products and categories." },
    { name: "Stock", description: "Quantities on hand." },
    { name: "Orders", description: "Placing orders, and moving them on." },
    { name: "Guest orders", description: "Orders without an account." },
    { name: "Reports", description: "Sums of orders and stock." },
    { name: "System", description: "How the shop runs." },
    { name: "Webhooks", description: "Messages that the shop sends (Standard Webhooks)." },
    { name: "Pictures", description: "The files of pictures." },
  ],
  securitySchemes: {
    bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
    [API_KEY_SCHEME]: {
      type: "http",
      scheme: "bearer",
      bearerFormat: "swk_…",
      description: "An API key of an admin, for scripts. `POST /v1/api-keys` creates it.",
    },
    session: { type: "apiKey", in: "cookie", name: sessionCookie, description: "Set by `POST /v1/sessions`." },
  },
  webhooks: webhookDocs,
  describeError,
})
