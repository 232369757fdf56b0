import { Effect, Result } from "effect"
import type { Request } from "express"
import { type Body, type BodyError, UploadedFile } from "./body.ts"
import type { BodyBudget } from "./body-budget.ts"
import { parseBody } from "./parse-body.ts"
import { parsedByHost } from "./parsed-by-host.ts"
import { readBytes } from "./read-bytes.ts"

/** A file that an endpoint accepts in a multipart body. */
export interface FileUpload {
  readonly field: string
  /** The longest file, in bytes. */
  readonly maxBytes: number
}

export interface BodyLimits {
  /** The longest body, in bytes. A file that an endpoint accepts may come on top. */
  readonly body: number
  readonly budget: BodyBudget
}

/**
 * Reads a request's body and passes it on. The body counts against the budget until `use` has ended, because its bytes are
 * in memory until then. Files that the endpoint does not accept are ignored, as Django ignores them.
 */
export const withBody = <A, E>(
  request: Request,
  { body: limit, budget }: BodyLimits,
  file: FileUpload | undefined,
  use: (body: Body) => Effect.Effect<A, E>,
): Effect.Effect<A, E | BodyError> =>
  Effect.suspend(() => {
    const share = budget.open()
    const accept = (body: Result.Result<Body, BodyError>): Effect.Effect<A, E | BodyError> => {
      const accepted = Result.isFailure(body) ? body : withAcceptedFile(body.success, limit, file)
      return Result.isFailure(accepted) ? Effect.fail(accepted.failure) : use(accepted.success)
    }
    const used = request.readableEnded
      ? Effect.flatMap(parsedByHost(request), (body) => accept(Result.succeed(body)))
      : Effect.flatMap(readBytes(request, limit + (file?.maxBytes ?? 0), share), (bytes) =>
          accept(parseBody(bytes, request.headers["content-type"])),
        )
    return Effect.ensuring(used, Effect.sync(share.close))
  })

const withAcceptedFile = (body: Body, limit: number, file: FileUpload | undefined): Result.Result<Body, BodyError> => {
  if (body.kind === "json") return Result.succeed(body)
  const entries = body.entries.filter(([name, value]) => typeof value === "string" || name === file?.field)
  const files = entries.flatMap(([, value]) => (value instanceof UploadedFile ? [value] : []))
  const textBytes = entries.reduce(
    (sum, [, value]) => sum + (typeof value === "string" ? Buffer.byteLength(value) : 0),
    0,
  )
  if (textBytes > limit) return Result.fail({ kind: "too-large", limit })
  if (file === undefined || files.length === 0) return Result.succeed({ kind: "form", entries })
  const { field, maxBytes } = file
  if (files.length > 1) return Result.fail({ kind: "several-files", field })
  if (files.some(({ bytes }) => bytes.length > maxBytes))
    return Result.fail({ kind: "file-too-large", field, limit: maxBytes })
  return Result.succeed({ kind: "form", entries })
}
