import { Ajv2020 } from "ajv/dist/2020.js"
import { default as addFormats } from "ajv-formats"
import { openApiDocument } from "../../adapters/http/openapi/document.ts"
import type { Mount } from "../../adapters/http/server/app.ts"
import type { Asking, HttpResponse } from "./http.ts"

/** A part of a JSON document. */
export type Json = { readonly [name: string]: Json | undefined } & { readonly $ref?: string }

interface Described {
  readonly key: string
  readonly pointer: string
  readonly operation: Json
}

/** Throws if an exchange of requests and responses is not as a description says. */
export type CheckExchange = (method: string, path: string, asking: Asking, response: HttpResponse) => void

/** An OpenAPI document, and the path before its paths. */
export interface MountedDocument {
  readonly prefix: string
  readonly document: Json
}

/** How an exchange differs from its description. `null` where it does not, or where nothing is described. */
export interface Differences {
  readonly isDescribed: boolean
  readonly response: string | null
  readonly request: string | null
}

/** Compares exchanges with descriptions. */
export type CompareExchange = (method: string, path: string, asking: Asking, response: HttpResponse) => Differences

/**
 * Checks exchanges against the OpenAPI documents of the mounts: every response to a described operation must be
 * described, and so must every request that succeeded.
 */
export const checkDescriptions = (mounts: ReadonlyArray<Mount>): CheckExchange => {
  let compare: CompareExchange | undefined
  return (method, path, asking, response) => {
    compare ??= compareWith(
      mounts.map(({ prefix, dialect }) => ({ prefix, document: openApiDocument(dialect, prefix) as Json })),
    )
    const differences = compare(method, path, asking, response)
    const fault = (what: string): Error => new Error(`The description of ${method} ${path} differs: ${what}`)
    if (differences.response !== null)
      throw fault(`${response.status} ${response.text.slice(0, 300)}: ${differences.response}`)
    if (response.status < 300 && differences.request !== null)
      throw fault(`request ${JSON.stringify(asking.body)}: ${differences.request}`)
  }
}

/** Returns a function that compares exchanges with documents. */
export const compareWith = (documents: ReadonlyArray<MountedDocument>): CompareExchange => {
  const known = readDescriptions(documents)
  return (method, path, asking, response) => {
    const found = known.find(method === "HEAD" ? "GET" : method, path.split("?", 1)[0] ?? "")
    if (found === undefined) return { isDescribed: false, response: null, request: null }
    return {
      isDescribed: true,
      response: faultOfResponse(known.validate, found, method, response),
      request: faultOfRequest(known.validate, found, asking),
    }
  }
}

type Validate = (key: string, pointer: string, value: unknown) => string | null

const readDescriptions = (documents: ReadonlyArray<MountedDocument>) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const operations = documents.flatMap(({ prefix, document }) => {
    const key = `${prefix}/openapi.json`
    ajv.addSchema(document, key)
    return Object.entries(document.paths ?? {}).map(([path, methods]) => ({
      pattern: patternOf(prefix + path),
      methods: methods as Json,
      describe: (method: string): Described => ({
        key,
        pointer: `/paths/${escaped(path)}/${method}`,
        operation: (methods as Json)[method] as Json,
      }),
      document,
    }))
  })
  // Paths without parameters come first, as in the servers.
  const ordered = operations.toSorted((a, b) => a.pattern.source.split("(").length - b.pattern.source.split("(").length)
  const validate: Validate = (key, pointer, value) => {
    const schema = ajv.getSchema(`${key}#${pointer}`)
    if (schema === undefined) return `there is no schema at ${pointer}`
    return schema(value) ? null : ajv.errorsText(schema.errors)
  }
  return {
    validate,
    find: (method: string, path: string): (Described & { readonly document: Json }) | undefined => {
      const found = ordered.find(
        ({ pattern, methods }) => pattern.test(path) && Object.hasOwn(methods, method.toLowerCase()),
      )
      return found === undefined ? undefined : { ...found.describe(method.toLowerCase()), document: found.document }
    },
  }
}

const faultOfResponse = (
  validate: Validate,
  { key, pointer, operation, document }: Described & { readonly document: Json },
  method: string,
  { status, headers, text }: HttpResponse,
): string | null => {
  const named = operation.responses?.[String(status)]
  if (named === undefined) return "the status is not described"
  const at = named.$ref?.slice(1) ?? `${pointer}/responses/${status}`
  const described =
    named.$ref === undefined ? named : (document.components?.responses?.[at.split("/").at(-1) ?? ""] ?? {})
  for (const name of ["www-authenticate", "retry-after", "location", "link", "etag"])
    if (headers.has(name) && !Object.keys(described.headers ?? {}).some((one) => one.toLowerCase() === name))
      return `the header ${name} is not described`
  const type = headers.get("content-type")
  if (described.content === undefined) return text === "" ? null : "the body is not described"
  if (type?.startsWith("image/"))
    return described.content["image/*"] === undefined ? "the picture is not described" : null
  if (type === null || described.content[type] === undefined) return `the type ${type} is not described`
  if (method === "HEAD") return null
  return validate(
    key,
    `${at}/content/${escaped(type)}/schema`,
    type.includes("json") && !type.includes("ndjson") ? JSON.parse(text) : text,
  )
}

const faultOfRequest = (
  validate: Validate,
  { key, pointer, operation }: Described,
  { body, headers = {} }: Asking,
): string | null => {
  const types = Object.keys(operation.requestBody?.content ?? {})
  const type =
    Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "application/json"
  if (body === undefined || types.length === 0 || body instanceof Uint8Array) return null
  if (body instanceof FormData) return types.includes("multipart/form-data") ? null : "multipart is not described"
  if (!types.some((one) => type.startsWith(one))) return `the type ${type} is not described`
  if (!type.startsWith("application/json")) return null
  const value = jsonOf(typeof body === "string" ? body : JSON.stringify(body))
  if (value === undefined) return "the body is not JSON"
  return validate(key, `${pointer}/requestBody/content/application~1json/schema`, value)
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const escaped = (name: string): string =>
  name.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D")

/** Returns the pattern of a path. Dialects serve paths with and without a slash at the end. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/\/$/, "").replaceAll(/\{\w+\}/g, "([^/]+)")}/?$`)
