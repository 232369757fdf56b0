import { PNG, pairsOf } from "../bodies.ts"
import type { Credentials } from "../credentials.ts"
import { anyText } from "../naughty.ts"
import type { Random } from "../random.ts"
import type { Known } from "./known.ts"
import type { BodyKind, Operation, Parameter } from "./operations.ts"
import { brokenValue, type ValueSchema, validValue } from "./values.ts"

/** A request made from a description. */
export interface DescribedRequest {
  readonly operation: Operation
  /** With its parameters and query. */
  readonly target: string
  readonly bytes: Buffer
  /** The JSON body, for the comparison with the description. */
  readonly json: unknown
  readonly contentType: string | undefined
}

type Fault = "none" | "path" | "query" | "header" | "body" | "type" | "credentials"

/** Every second request has one fault: a value that the description forbids. */
const faults: ReadonlyArray<Fault> = [
  ...(["none", "none", "none", "none", "none", "none", "none"] as const),
  ...(["path", "query", "header", "body", "body", "body", "type", "credentials"] as const),
]

/** Generates a request for an operation. */
export const describedRequest = (
  random: Random,
  operation: Operation,
  credentials: ReadonlyArray<Credentials>,
  known: Known,
): DescribedRequest => {
  const fault = random.pick(faults)
  const path = pathOf(random, operation, fault === "path", known)
  const query = queryOf(random, operation, fault === "query", known)
  const body = bodyOf(random, operation, fault, known)
  const target = query === "" ? path : `${path}?${query}`
  const headers: ReadonlyArray<readonly [string, string]> = [
    ["Host", "127.0.0.1"],
    ["X-Forwarded-For", `10.${random.below(256)}.${random.below(256)}.${random.below(256)}`],
    ...credentialsFor(random, operation, fault === "credentials", credentials),
    ...headersOf(random, operation, fault === "header", path, known),
    ...(body === undefined ? [] : [["Content-Type", body.type] as const]),
    ...(operation.method === "GET" && !body ? [] : [["Content-Length", String(body?.bytes.length ?? 0)] as const]),
  ]
  const lines = headers.map(([name, value]) => `${name}: ${oneLine(value)}\r\n`).join("")
  const head = Buffer.from(`${operation.method} ${target} HTTP/1.1\r\n${lines}\r\n`, "latin1")
  const bytes = body === undefined ? head : Buffer.concat([head, body.bytes])
  return { operation, target, bytes, json: body?.json, contentType: body?.type }
}

/** A header value without control characters. The other fuzzer sends those: the server responds before the API does. */
const oneLine = (value: string): string =>
  Buffer.from(value)
    .toString("latin1")
    .replaceAll(/[^\x20-\x7e\x80-\xff]/g, "")
    .slice(0, 4000)

const pathOf = (random: Random, { path, parameters }: Operation, isBroken: boolean, known: Known): string =>
  path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const schema = parameters.find((one) => one.place === "path" && one.name === name)?.schema ?? {}
    if (isBroken)
      return encodeURIComponent(
        String(random.pick(["0", "-1", "1.5", "x", "9".repeat(40), anyText(random).slice(0, 200).toWellFormed()])),
      )
    if (schema.type?.toString() === "integer") return String(known.id(random, name))
    return encodeURIComponent(known.text(random, name) ?? String(validValue(random, schema, name, known)))
  })

const queryOf = (random: Random, { parameters }: Operation, isBroken: boolean, known: Known): string => {
  const described = parameters.filter(
    ({ place, isRequired }) => place === "query" && (isRequired || random.chance(0.35)),
  )
  const broken = isBroken && described.length > 0 ? random.pick(described) : undefined
  const pairs = described.map((parameter) => {
    const valid = validValue(random, parameter.schema as ValueSchema, parameter.name, known)
    const value = parameter === broken ? brokenValue(random, valid) : valid
    return [parameter.name, Array.isArray(value) ? value.map(textOf).join(",") : textOf(value)] as const
  })
  const unknown = isBroken && broken === undefined ? [["unknown", "1"] as const] : []
  return [...pairs, ...unknown]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.slice(0, 1000).toWellFormed())}`)
    .join("&")
}

/** Objects without a prototype have no text of their own. */
const textOf = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value))

const headersOf = (
  random: Random,
  { parameters, method }: Operation,
  isBroken: boolean,
  path: string,
  known: Known,
): ReadonlyArray<readonly [string, string]> => {
  const value = ({ name, schema }: Parameter): string => {
    if (isBroken && random.chance(0.7)) return anyText(random)
    if (name === "If-Match")
      return random.chance(0.7) ? (known.tag(path) ?? "*") : random.pick(["*", '"0.x"', '"1.y", "2.z"'])
    if (name === "Idempotency-Key") return `key-${random.below(200)}`
    return String(validValue(random, schema as ValueSchema, name, known))
  }
  const described = parameters
    .filter(({ place, name }) => place === "header" && !/^x-csrf/i.test(name))
    .filter(({ isRequired }) => (isRequired ? !isBroken || random.chance(0.5) : random.chance(0.4)))
    .map((parameter) => [parameter.name, value(parameter)] as const)
  const tag = known.tag(path)
  const conditional = method === "GET" && tag !== undefined && random.chance(0.1)
  return conditional ? [...described, ["If-None-Match", tag] as const] : described
}

const bodyOf = (random: Random, { bodies }: Operation, fault: Fault, known: Known) => {
  if (bodies.length === 0 || (fault === "type" && random.chance(0.2))) return undefined
  const json = bodies.find(({ type }) => type === "application/json")
  const body = json !== undefined && random.chance(0.75) ? json : random.pick(bodies)
  const valid =
    body.example !== undefined && random.chance(0.3)
      ? body.example
      : validValue(random, body.schema as ValueSchema, "", known)
  const value = fault === "body" ? brokenValue(random, valid) : valid
  const encoded = encode(random, body, value)
  if (fault !== "type") return encoded
  return random.chance(0.5)
    ? {
        ...encoded,
        type: random.pick(["text/plain", "application/xml", "application/json; charset=latin1", "a"]),
        json: undefined,
      }
    : { ...encoded, bytes: encoded.bytes.subarray(0, random.below(encoded.bytes.length + 1)), json: undefined }
}

const encode = (random: Random, { type, schema }: BodyKind, value: unknown) => {
  if (type === "application/json") return { type, bytes: Buffer.from(JSON.stringify(value) ?? "null"), json: value }
  const pairs = pairsOf(value)
  if (type === "application/x-www-form-urlencoded") {
    const text = pairs.map((pair) => pair.map((part) => encodeURIComponent(part.toWellFormed())).join("="))
    return { type, bytes: Buffer.from(text.join("&")), json: undefined }
  }
  const boundary = "----described"
  const parts = pairs.flatMap(([name, text]) => {
    const isFile = schema.properties?.[name]?.format?.toString() === "binary"
    const file = random.chance(0.8) ? PNG : random.bytes(50)
    const disposition = `form-data; name="${name.replaceAll(/["\r\n]/g, "%22")}"${isFile ? '; filename="a.png"' : ""}`
    const head = `--${boundary}\r\nContent-Disposition: ${disposition}\r\n\r\n`
    return [Buffer.from(head), isFile ? file : Buffer.from(text), Buffer.from("\r\n")]
  })
  const bytes = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  return { type: `multipart/form-data; boundary=${boundary}`, bytes, json: undefined }
}

/** Mostly sign-ins of the same dialect. Those that an operation ends are not the ones that others use. */
const credentialsFor = (
  random: Random,
  { dialect, path, method, needsSignIn }: Operation,
  isBroken: boolean,
  credentials: ReadonlyArray<Credentials>,
): ReadonlyArray<readonly [string, string]> => {
  if (isBroken && random.chance(0.4)) return []
  if (isBroken && random.chance(0.5)) return [["Authorization", random.pick(["Bearer x", "Token x", anyText(random)])]]
  if (!needsSignIn && random.chance(0.5)) return []
  const spends = /logout|refresh|sessions?$|password/.test(path) && method !== "GET"
  const own = credentials.filter((one) => one.dialect === dialect && one.isSpent === spends)
  const usable = isBroken || own.length === 0 ? credentials : own
  return usable.length === 0 ? [] : Object.entries(random.pick(usable).headers)
}
