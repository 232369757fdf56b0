import { Effect } from "effect"
import type { Request, Response } from "express"
import multer, { MulterError } from "multer"
import type { Limits } from "../dialect/dialect.ts"
import { type HttpResponse, json } from "../dialect/response.ts"
import { UploadedFile } from "../drf/file-field.ts"
import type { Parsed } from "../drf/parse-body.ts"
import { badRequest, invalid, parseError, tooLarge, unavailable } from "../drf/responses.ts"
import { type ReadBody, readBody } from "./read-body.ts"

export interface UploadSettings {
  /** The one field that may be a file; files under other names are dropped as they come in. */
  readonly field: string
  /** The longest file, in bytes. It is held in memory, for it is only kept once it was drawn anew. */
  readonly maxBytes: number
  /** How many such bodies are read at once: this times twice `maxBytes` bounds the memory they take. 32 unless told. */
  readonly atOnce?: number
}

/** Texts beside the file: more and longer than any form of ours has. */
const textLimits = {
  fields: 50,
  fieldSize: 65_536,
  fieldNameSize: 100,
  fieldNestingDepth: 0,
  parts: 60,
  headerPairs: 20,
}

/** How much beyond the limit is let in, and dropped, so that a client who only listens at the end hears the refusal. */
const DROPPED_AT_MOST = 64 * 1_048_576

/** Reads multipart bodies with a file; every other body in the usual way. */
export const readUpload = ({ field, maxBytes, atOnce = 32 }: UploadSettings): ReadBody => {
  const parse = multer({
    storage: multer.memoryStorage(),
    limits: { ...textLimits, files: 1, fileSize: maxBytes },
    fileFilter: (_request, file, take) => take(null, file.fieldname === field),
  }).any()
  let underWay = 0

  const readForm = (request: Request, limits: Limits): Effect.Effect<Parsed, HttpResponse> =>
    Effect.callback((resume) => {
      // Gone while it was being found out who asks: nothing more will be heard of it.
      if (request.destroyed) return resume(Effect.fail(badRequest))
      const longest = maxBytes + limits.body
      let size = 0
      const count = (chunk: Buffer): void => {
        size += chunk.length
        if (size > longest + DROPPED_AT_MOST) resume(Effect.fail(tooLarge(longest)))
      }
      // multer looks at the request alone.
      parse(request, request.res as Response, (error: unknown) => {
        request.off("data", count)
        if (error !== undefined && error !== null) resume(Effect.fail(refusal(error, field, maxBytes)))
        else if (size > longest) resume(Effect.fail(tooLarge(longest)))
        else resume(Effect.succeed({ data: dataOf(request, field), form: true }))
      })
      request.on("data", count)
    })

  return (request, limits) => {
    const { "content-type": type = "", "content-length": length } = request.headers
    if (!/^\s*multipart\/form-data\s*(;|$)/i.test(type) || length === "0") return readBody(request, limits)
    const longest = maxBytes + limits.body
    if (length !== undefined && Number(length) > longest + DROPPED_AT_MOST) return Effect.fail(tooLarge(longest))
    return Effect.suspend(() => {
      if (underWay >= atOnce) return Effect.fail(unavailable(1))
      underWay++
      return Effect.ensuring(
        readForm(request, limits),
        Effect.sync(() => {
          underWay--
        }),
      )
    })
  }
}

const dataOf = ({ body, files }: Request, field: string): unknown => {
  const data: { [name: string]: unknown } = Object.assign(Object.create(null), body)
  const [file] = Array.isArray(files) ? files : []
  if (file !== undefined) data[field] = new UploadedFile(file.buffer)
  return data
}

const refusal = (error: unknown, field: string, maxBytes: number): HttpResponse => {
  if (!(error instanceof MulterError)) {
    const hasLeft = error instanceof Error && /^Request (aborted|closed|error)$/.test(error.message)
    return hasLeft ? badRequest : brokenBody
  }
  switch (error.code) {
    case "LIMIT_FILE_SIZE":
      return json(413, { [field]: [`Ensure this file has at most ${maxBytes} bytes.`] })
    case "LIMIT_FILE_COUNT":
      return invalid({ [field]: ["Send one file only."] })
    case "LIMIT_PART_COUNT":
    case "LIMIT_FIELD_COUNT":
      return parseError("Multipart form parse error - Too many parts.")
    case "LIMIT_FIELD_VALUE":
      return invalid({ [error.field ?? field]: ["This text is too long for a form."] })
    default:
      return brokenBody
  }
}

const brokenBody = parseError("Multipart form parse error - Invalid body or boundary.")
