import { Buffer } from "node:buffer"
import { Effect } from "effect"
import type { Request } from "express"
import type { Limits } from "../dialect/dialect.ts"
import type { HttpResponse } from "../dialect/response.ts"
import { formData } from "../drf/form.ts"
import { type Parsed, parseBody } from "../drf/parse-body.ts"
import { badRequest, tooLarge } from "../drf/responses.ts"
import { readBytes } from "./body.ts"

/** Takes a request's body off the wire: its data, or the answer to a body that cannot be taken. */
export type ReadBody = (request: Request, limits: Limits) => Effect.Effect<Parsed, HttpResponse>

/** The usual way: the whole body into memory, then parsed by its type. */
export const readBody: ReadBody = (request, limits) =>
  request.readableEnded ? readAlready(request) : readFromWire(request, limits)

const readFromWire: ReadBody = (request, limits) =>
  readBytes(request, limits.body).pipe(
    Effect.mapError((why) => (why === "too-large" ? tooLarge(limits.body) : badRequest)),
    Effect.flatMap((bytes) => parseBody(bytes, request.headers["content-type"])),
  )

/** A host's own parser was here before: what it made of the body stands in `request.body`. */
const readAlready = (request: Request): Effect.Effect<Parsed, HttpResponse> => {
  const body: unknown = request.body
  const type = request.headers["content-type"]
  if (body === undefined) return request.headers["content-length"] === "0" ? parseBody(nothing, type) : readAndLost
  if (Buffer.isBuffer(body)) return parseBody(body, type)
  if (typeof body === "string" && !isJson(type)) return parseBody(Buffer.from(body), type)
  return Effect.succeed(isJson(type) ? { data: body, form: false } : { data: formData(pairs(body)), form: true })
}

const nothing = Buffer.alloc(0)

const readAndLost = Effect.die(
  new Error("The body was read before the shop's router got the request, and `request.body` has nothing of it."),
)

const isJson = (type = ""): boolean => /^application\/json\s*(;|$)/i.test(type)

/** The names and values of a form that was parsed, nested or not, as they came: `items[0][product]` and `1`. */
const pairs = function* (value: unknown, name = ""): Generator<readonly [string, string]> {
  if (typeof value !== "object" || value === null) yield [name, String(value)]
  else for (const [key, inner] of Object.entries(value)) yield* pairs(inner, name === "" ? key : `${name}[${key}]`)
}
