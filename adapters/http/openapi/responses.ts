import { STATUS_CODES } from "node:http"
import type { DialectDocs, ReturnDocs } from "../dialect/docs.ts"
import type { Operation } from "../dialect/operation.ts"
import type { HttpResponse } from "../dialect/response.ts"
import type { JsonSchema, Schema } from "../dialect/schema.ts"

type Definitions = Schema<never>["definitions"]

/** The responses of an operation in OpenAPI's form, and the named schemas that they use. */
export interface DescribedResponses {
  readonly responses: JsonSchema
  readonly definitions: Definitions
}

/** Describes every response of an operation: those that it returns, and one for each status that it rejects with. */
export const describeResponses = (
  { docs, rejections }: Operation,
  describeError: DialectDocs["describeError"],
): DescribedResponses => {
  const definitions: { [name: string]: JsonSchema } = {}
  const responses: { [status: string]: JsonSchema } = {}
  for (const returned of docs.returns) {
    Object.assign(definitions, returned.schema?.definitions)
    responses[returned.status] = withTypesOf(responses[returned.status], success(returned))
  }
  for (const [status, group] of byStatus(rejections)) {
    const described = group.map((rejection) => describeError(bodyOf(rejection)))
    for (const schema of described) Object.assign(definitions, schema.definitions)
    responses[status] = rejection(status, group, described)
  }
  return { responses, definitions }
}

/** Adds the media types of an earlier response with the same status. */
const withTypesOf = (earlier: JsonSchema | undefined, response: JsonSchema): JsonSchema =>
  earlier === undefined
    ? response
    : { ...earlier, content: { ...(earlier.content as JsonSchema), ...(response.content as JsonSchema) } }

const requestId = { $ref: "#/components/headers/X-Request-Id" }

const success = ({
  status,
  description,
  schema,
  type = "application/json",
  headers = status === 304 ? { ETag: "The version that the client has." } : {},
  example,
}: ReturnDocs): JsonSchema => ({
  description,
  headers: {
    "X-Request-Id": requestId,
    ...Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: "string" } }]),
    ),
  },
  ...(schema !== null && {
    content: { [type]: { schema: schema.json, ...(example !== undefined && { example }) } },
  }),
})

const rejection = (
  status: number,
  group: ReadonlyArray<HttpResponse>,
  schemas: ReadonlyArray<Schema<never>>,
): JsonSchema => {
  const kinds = [...new Map(schemas.map(({ json }) => [JSON.stringify(json), json])).values()]
  const bodies = [...new Map(group.map((one) => [one.body.toString(), bodyOf(one)])).values()]
  const headers = Object.assign({}, ...group.map(({ headers = {} }) => headers)) as { readonly [name: string]: unknown }
  return {
    description: STATUS_CODES[status] ?? "Rejected",
    headers: {
      "X-Request-Id": requestId,
      ...Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, { schema: { type: "string" }, example: String(value) }]),
      ),
    },
    content: {
      [group[0]?.type ?? "application/json"]: {
        schema: kinds.length === 1 ? kinds[0] : { anyOf: kinds },
        examples: Object.fromEntries(bodies.map((value, i) => [`example${i + 1}`, { value }])),
      },
    },
  }
}

/** All rejections of a dialect have encoded bodies. */
const bodyOf = ({ body }: HttpResponse): unknown => JSON.parse(body.toString())

const byStatus = (rejections: ReadonlyArray<HttpResponse>): ReadonlyMap<number, ReadonlyArray<HttpResponse>> => {
  const groups = new Map<number, Array<HttpResponse>>()
  for (const rejection of rejections) {
    const group = groups.get(rejection.status)
    if (group === undefined) groups.set(rejection.status, [rejection])
    else group.push(rejection)
  }
  return new Map([...groups].sort(([a], [b]) => a - b))
}
