// Generates the types and the routes of the client from the OpenAPI document of the dialect shopwright.
interface SchemaJson {
  readonly $ref?: string
  readonly type?: unknown
  readonly const?: unknown
  readonly additionalProperties?: unknown
  readonly format?: string
  readonly description?: string
  readonly enum?: ReadonlyArray<unknown>
  readonly anyOf?: ReadonlyArray<SchemaJson>
  readonly items?: SchemaJson
  readonly properties?: Readonly<Record<string, SchemaJson>>
  readonly required?: ReadonlyArray<string>
}

type Contents = Readonly<Record<string, { readonly schema: SchemaJson }>>

interface ResponseJson {
  readonly $ref?: string
  readonly content?: Contents
}

interface OperationJson {
  readonly operationId: string
  readonly summary: string
  readonly security: ReadonlyArray<unknown>
  readonly parameters: ReadonlyArray<{
    readonly name: string
    readonly in: string
    readonly required: boolean
    readonly schema: SchemaJson
  }>
  readonly requestBody?: { readonly content: Contents }
  readonly responses: Readonly<Record<string, ResponseJson>>
}

interface Components {
  readonly schemas: Readonly<Record<string, SchemaJson>>
  readonly responses: Readonly<Record<string, ResponseJson>>
}

interface DocumentJson {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationJson>>>>
  readonly components: Components
}

/** The generated files of `adapters/client/generated/` by name. */
export const clientFiles = (document: unknown): { readonly [name: string]: string } => {
  const { components, paths } = document as DocumentJson
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return {
    "schemas.ts": `${HEADER}${PROBLEM}${Object.entries(components.schemas)
      .map(([name, schema]) => `/** ${docOf(name, schema)} */\nexport type ${name} = ${schemaType(schema, "")}\n`)
      .join("")}`,
    "operations.ts": `${HEADER}import type * as S from "./schemas.ts"\n
/** An operation: what a call passes, its value, and its errors. */
export interface Operation<Input, Value, Error> {
  readonly input: Input
  readonly value: Value
  readonly error: Error
}

/** The operations of the API by name. */
export interface Operations {
${operations.map(({ operation }) => operationType(operation, components)).join("")}}\n`,
    "routes.ts": `${HEADER}/** The method, the path, the type of the body, and whether credentials are sent, of each operation. */
export const routes = {
${operations.map(routeOf).join("")}} as const\n`,
  }
}

const HEADER = "// Generated from the OpenAPI document by tests/tooling/generate-client.ts. Do not edit.\n"

const PROBLEM = `
/** Problem details (RFC 9457). \`type\` distinguishes the kinds. */
export interface Problem<Type extends string, Status extends number> {
  readonly type: Type
  readonly title: string
  readonly status: Status
  /** Explains this occurrence. */
  readonly detail: string
  readonly errors?: ReadonlyArray<ProblemError>
}

`

const schemaType = (schema: SchemaJson, scope: string): string => {
  const { $ref, type, properties = {}, items = {}, required = [], additionalProperties } = schema
  if ($ref !== undefined) return scope + nameOf($ref)
  const kind = properties.type?.const
  if (kind !== undefined) return `Problem<${JSON.stringify(kind)}, ${JSON.stringify(properties.status?.const)}>`
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(" | ")
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => schemaType(one, scope)).join(" | ")
  if (Array.isArray(type)) return type.map((one: unknown) => schemaType({ ...schema, type: one }, scope)).join(" | ")
  switch (type) {
    case "string":
      return schema.format === "binary" ? "Blob" : "string"
    case "integer":
    case "number":
      return "number"
    case "boolean":
    case "null":
      return type
    case "array":
      return `ReadonlyArray<${schemaType(items, scope)}>`
    case "object":
      return additionalProperties === true
        ? "{ readonly [name: string]: unknown }"
        : objectType(properties, required, scope)
    default:
      return "unknown"
  }
}

const docOf = (name: string, { description }: SchemaJson): string =>
  description === undefined ? `\`${name}\`, as the API shows it.` : `${description.replace(/\.$/, "")}.`

const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf("/") + 1)

const objectType = (
  properties: Readonly<Record<string, SchemaJson>>,
  required: ReadonlyArray<string>,
  scope: string,
): string => {
  const members = Object.entries(properties).map(([name, schema]) => {
    const key = /^\w+$/.test(name) ? name : JSON.stringify(name)
    const value = schemaType(schema, scope)
    return required.includes(name) ? `readonly ${key}: ${value}` : `readonly ${key}?: ${value} | undefined`
  })
  return members.length === 0 ? "object" : `{ ${members.join("; ")} }`
}

const operationType = (operation: OperationJson, components: Components): string => {
  const values: Array<string> = []
  const errors = new Set<string>()
  for (const [status, named] of Object.entries(operation.responses)) {
    const { content = {} } = named.$ref === undefined ? named : (components.responses[nameOf(named.$ref)] ?? {})
    const [first] = Object.entries(content)
    if (status < "300") values.push(first === undefined ? "undefined" : valueType(...first))
    else if (first !== undefined) for (const name of schemaType(first[1].schema, "S.").split(" | ")) errors.add(name)
  }
  const types = [inputType(operation), values.join(" | "), [...errors].sort().join(" | ")]
  return `  /** ${operation.summary}. */\n  readonly ${operation.operationId}: Operation<${types.join(", ")}>\n`
}

const valueType = (type: string, { schema }: Contents[string]): string =>
  type === "application/json" ? schemaType(schema, "S.") : "Blob"

const inputType = ({ parameters, requestBody }: OperationJson): string => {
  const members = (["path", "query", "header"] as const).flatMap((place) => {
    // The client sends the CSRF token itself.
    const own = parameters.filter((one) => one.in === place && one.name !== "X-CSRF-Token")
    if (own.length === 0) return []
    const required = own.filter((one) => one.required).map(({ name }) => name)
    const type = objectType(Object.fromEntries(own.map(({ name, schema }) => [name, schema])), required, "S.")
    const key = place === "header" ? "headers" : place
    return required.length > 0 ? [`readonly ${key}: ${type}`] : [`readonly ${key}?: ${type} | undefined`]
  })
  const [body] = Object.values(requestBody?.content ?? {})
  if (body !== undefined) members.push(`readonly body: ${schemaType(body.schema, "S.")}`)
  return members.length === 0 ? "object" : `{ ${members.join("; ")} }`
}

const routeOf = (described: {
  readonly path: string
  readonly method: string
  readonly operation: OperationJson
}): string => {
  const { path, method, operation } = described
  const [type] = Object.keys(operation.requestBody?.content ?? {})
  const format = type === undefined ? "none" : type === "multipart/form-data" ? "multipart" : "json"
  const isPublic = operation.security.length === 0
  return `  ${operation.operationId}: [${JSON.stringify(method.toUpperCase())}, ${JSON.stringify(path)}, "${format}", ${!isPublic}],\n`
}
