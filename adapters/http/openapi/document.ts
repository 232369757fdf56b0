import { MAX_ID } from "../../../domain/max-id.ts"
import type { BodyFormat } from "../bodies/body.ts"
import type { Dialect } from "../dialect/dialect.ts"
import type { ParameterDocs } from "../dialect/docs.ts"
import type { Field } from "../dialect/field.ts"
import type { Operation } from "../dialect/operation.ts"
import type { JsonSchema } from "../dialect/schema.ts"
import { fieldSchema } from "./field-schema.ts"
import { describeResponses } from "./responses.ts"
import { shareResponses } from "./shared-responses.ts"
import { describeWebhooks } from "./webhooks.ts"

/**
 * Returns the OpenAPI 3.1 document of a dialect. It is made from what serves requests: routes, fields, access, error
 * tables and the schemas of the encoders. `server` is the URL or path before the dialect's own paths.
 */
export const openApiDocument = (dialect: Dialect, server: string): JsonSchema => {
  const { docs, routes } = dialect
  const paths: { [path: string]: { [method: string]: JsonSchema } } = {}
  const schemas: { [name: string]: JsonSchema } = {}
  for (const operation of routes.flatMap(({ operations }) => operations)) {
    const path = pathOf(dialect, operation.path)
    const { described, definitions } = describeOperation(operation, dialect)
    Object.assign(schemas, definitions)
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described }
  }
  const webhooks = describeWebhooks(docs.webhooks ?? [])
  Object.assign(schemas, webhooks.definitions)
  const shared = shareResponses(paths)
  return {
    openapi: "3.1.0",
    info: {
      title: docs.title,
      version: docs.version ?? "1.0.0",
      description: docs.description,
      ...(docs.license !== undefined && { license: docs.license }),
    },
    servers: [{ url: server === "" ? "/" : server }],
    tags: docs.tags,
    paths: shared.paths,
    ...(docs.webhooks !== undefined && { webhooks: webhooks.described }),
    components: {
      securitySchemes: docs.securitySchemes,
      headers: {
        "X-Request-Id": {
          description: "Identifies the request in the server's log. A request may bring its own.",
          schema: { type: "string" },
        },
      },
      responses: shared.responses,
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  }
}

/** Returns a path in OpenAPI's form: `/api/orders/{id}/update-status/`. */
const pathOf = ({ basePath, docs }: Dialect, path: string): string => {
  const isFile = path.endsWith("/:name")
  return `${basePath}${path.replaceAll(/:(\w+)/g, "{$1}")}${docs.trailingSlash && !isFile ? "/" : ""}`
}

const describeOperation = (operation: Operation, { docs, textParameters }: Dialect) => {
  const { docs: own, credentials, path, query } = operation
  const { responses, definitions } = describeResponses(operation, docs.describeError)
  const schemes = Object.keys(docs.securitySchemes).flatMap((scheme) => {
    const scopes = own.scopes?.[scheme]
    return scopes === null ? [] : [{ [scheme]: scopes ?? [] }]
  })
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, parameter = ""]) => ({
    name: parameter,
    in: "path",
    required: true,
    schema: parameterSchema(parameter, textParameters[parameter]),
  }))
  return {
    definitions,
    described: {
      operationId: own.id,
      tags: [own.tag],
      summary: own.summary,
      ...(own.description !== undefined && { description: own.description }),
      security: credentials === "ignored" ? [] : credentials === "optional" ? [{}, ...schemes] : schemes,
      parameters: [
        ...inPath,
        ...queryParameters(query),
        ...(own.query ?? []).map((parameter) => described(parameter, "query")),
        ...(own.headers ?? []).map((parameter) => described(parameter, "header")),
      ],
      ...(operation.body !== undefined && { requestBody: requestBody(operation, operation.body) }),
      responses,
    },
  }
}

const parameterSchema = (name: string, pattern: RegExp | undefined): JsonSchema => {
  if (pattern !== undefined) return { type: "string", pattern: pattern.source }
  // The only parameter that is neither a number nor declared is the name of a file.
  return name === "name" ? { type: "string" } : { type: "integer", minimum: 0, maximum: MAX_ID }
}

const described = ({ name, description, isRequired = false, json }: ParameterDocs, place: "query" | "header") => ({
  name,
  in: place,
  description,
  required: isRequired,
  schema: json,
})

const queryParameters = (query: Field<unknown> | undefined): ReadonlyArray<JsonSchema> => {
  if (query === undefined || query.shape.type !== "object") return []
  return Object.entries(query.shape.fields).map(([name, field]) => {
    const { description, ...schema } = fieldSchema(field, "json")
    return {
      name,
      in: "query",
      ...(description !== undefined && { description }),
      required: field.absent === undefined,
      // Several values are separated by commas.
      ...(field.shape.type === "list" && { style: "form", explode: false }),
      schema,
    }
  })
}

const mediaTypes: { readonly [Format in BodyFormat]: string } = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
}

const requestBody = ({ formats, docs: { example } }: Operation, body: Field<unknown>): JsonSchema => ({
  required: body.shape.type === "object" && Object.values(body.shape.fields).some(({ absent }) => absent === undefined),
  content: Object.fromEntries(
    formats.map((format) => [
      mediaTypes[format],
      { schema: fieldSchema(body, format), ...(example !== undefined && format === "json" && { example }) },
    ]),
  ),
})
