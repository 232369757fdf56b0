import type { Json } from "../../support/described.ts"

/** A parameter of a path, of a query, or a header. */
export interface Parameter {
  readonly name: string
  readonly place: "path" | "query" | "header"
  readonly isRequired: boolean
  readonly schema: Json
}

/** A body that an operation reads. */
export interface BodyKind {
  readonly type: string
  readonly schema: Json
  readonly example: unknown
}

/** An operation as its document describes it. */
export interface Operation {
  readonly dialect: string
  readonly method: string
  /** With the dialect's prefix and with parameters: `/shopwright/v1/orders/{order}`. */
  readonly path: string
  readonly label: string
  readonly parameters: ReadonlyArray<Parameter>
  readonly bodies: ReadonlyArray<BodyKind>
  readonly needsSignIn: boolean
}

/** A dialect with its document. */
export interface DialectDocument {
  readonly dialect: string
  readonly document: Json
}

/** Reads the documents that a server publishes. */
export const readDocuments = (url: string, dialects: ReadonlyArray<string>): Promise<ReadonlyArray<DialectDocument>> =>
  Promise.all(
    dialects.map(async (dialect) => {
      const response = await fetch(`${url}/${dialect}/openapi.json`)
      if (response.status !== 200) throw new Error(`The document of ${dialect} has the status ${response.status}.`)
      return { dialect, document: (await response.json()) as Json }
    }),
  )

const METHODS = ["get", "post", "put", "patch", "delete"]

/** Lists the operations of a document. */
export const operationsOf = ({ dialect, document }: DialectDocument): ReadonlyArray<Operation> =>
  Object.entries(document.paths ?? {}).flatMap(([path, methods = {}]) =>
    Object.entries(methods)
      .filter(([method, operation]) => METHODS.includes(method) && !isEventStream(operation as Json))
      .map(([method, operation]) =>
        operationOf(dialect, `/${dialect}${path}`, method.toUpperCase(), operation as Json),
      ),
  )

/** A stream of events ends after a minute. */
const isEventStream = ({ responses = {} }: Json): boolean =>
  Object.values(responses).some((response) => "text/event-stream" in ((response as Json).content ?? {}))

const operationOf = (dialect: string, path: string, method: string, operation: Json): Operation => ({
  ...{ dialect, path, method, label: `${method} ${path}` },
  parameters: itemsOf(operation.parameters).map((parameter) => ({
    name: String(parameter.name),
    place: String(parameter.in) as Parameter["place"],
    isRequired: Boolean(parameter.required),
    schema: parameter.schema ?? {},
  })),
  bodies: Object.entries(operation.requestBody?.content ?? {}).map(([type, body]) => ({
    type,
    schema: (body as Json).schema ?? {},
    example: (body as Json).example,
  })),
  needsSignIn: itemsOf(operation.security).length > 0 && !itemsOf(operation.security).some(isEmpty),
})

/** The types of {@link Json} know objects only. The documents also have lists. */
const itemsOf = (value: Json | undefined): ReadonlyArray<Json> =>
  Array.isArray(value) ? (value as ReadonlyArray<Json>) : []

const isEmpty = (value: Json): boolean => Object.keys(value).length === 0
