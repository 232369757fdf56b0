import { Buffer } from "node:buffer"
import { Effect } from "effect"
import type { Request } from "express"
import { type Body, type BodyError, type FormEntry, UploadedFile } from "./body.ts"
import { parseBody } from "./parse-body.ts"

/** Returns the body that the host application's own parser left in `request.body` before the router got the request. */
export const parsedByHost = (request: Request): Effect.Effect<Body, BodyError> => {
  const body: unknown = request.body
  const type = request.headers["content-type"]
  if (body === undefined)
    return request.headers["content-length"] === "0" ? Effect.fromResult(parseBody(Buffer.alloc(0), type)) : unreadable
  if (Buffer.isBuffer(body)) return Effect.fromResult(parseBody(body, type))
  if (typeof body === "string" && !isJson(type)) return Effect.fromResult(parseBody(Buffer.from(body), type))
  if (hasReplacement(body)) return Effect.fail({ kind: "not-utf8", format: isJson(type) ? "json" : "form" })
  if (isJson(type)) return Effect.succeed({ kind: "json", value: body })
  const files = filesOf(request)
  return files === null ? unreadable : Effect.succeed({ kind: "form", entries: [...pairs(body), ...files] })
}

const unreadable = Effect.die(
  new Error(
    "The body was read before the shop's router got the request, and left nothing usable in `request.body` or its files. " +
      "Mount the router before that parser, or have it keep files in memory.",
  ),
)

const isJson = (type = ""): boolean => /^application\/json\s*(;|$)/i.test(type)

/** Returns the files that multer kept in memory, or `null` when it kept them elsewhere. */
const filesOf = (request: Request): ReadonlyArray<FormEntry> | null => {
  const { file, files }: { file?: unknown; files?: unknown } = request as object
  const all: ReadonlyArray<unknown> = [file, ...Object.values(files ?? {}).flat()].filter((one) => one !== undefined)
  const entries: Array<FormEntry> = []
  for (const one of all) {
    if (typeof one !== "object" || one === null || !("buffer" in one) || !("fieldname" in one)) return null
    if (!(one.buffer instanceof Uint8Array)) return null
    entries.push([String(one.fieldname), new UploadedFile(one.buffer)])
  }
  return entries
}

/**
 * Returns whether a parsed body contains U+FFFD. The host's parser replaces bytes that are not UTF-8 by it, so that
 * different passwords would become equal.
 */
const hasReplacement = (body: unknown): boolean => {
  // A list instead of recursion: the client chooses how deep a body is nested.
  const left: Array<unknown> = [body]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === "string" && value.includes("\ufffd")) return true
    if (typeof value !== "object" || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (key.includes("\ufffd")) return true
      left.push(inner)
    }
  }
  return false
}

/** Returns the names and values of a parsed form, nested or not, in the client's notation: `items[0][product]`. */
const pairs = (form: unknown): ReadonlyArray<FormEntry> => {
  const found: Array<FormEntry> = []
  const left: Array<readonly [name: string, value: unknown]> = [["", form]]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [name, value] = next
    if (typeof value !== "object" || value === null) found.push([name, String(value)])
    else
      for (const [key, inner] of Object.entries(value).toReversed())
        left.push([name === "" ? key : `${name}[${key}]`, inner])
  }
  return found
}
