import { Effect } from "effect"
import type { Request } from "express"
import { readBytes } from "./body.ts"
import type { Limits } from "./dialect.ts"
import { type Parsed, parseBody } from "./drf/parse-body.ts"
import { badRequest, tooLarge } from "./drf/replies.ts"
import type { Reply } from "./reply.ts"

/** Takes a request's body off the wire: its data, or the answer to a body that cannot be taken. */
export type ReadBody = (request: Request, limits: Limits) => Effect.Effect<Parsed, Reply>

/** The usual way: the whole body into memory, then parsed by its type. */
export const readBody: ReadBody = (request, limits) =>
  readBytes(request, limits.body).pipe(
    Effect.mapError((why) => (why === "too-large" ? tooLarge(limits.body) : badRequest)),
    Effect.flatMap((bytes) => parseBody(bytes, request.headers["content-type"])),
  )
