import type { IncomingHttpHeaders } from "node:http"
import { Result } from "effect"
import { type IdempotencyKey, idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { Reply } from "../reply.ts"
import { detail, invalid } from "./replies.ts"
import { words } from "./words.ts"

/**
 * The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header), taken letter by letter; `undefined`
 * where there is none. A header that came twice holds a comma and a space, and is refused.
 */
export const keyOf = (headers: IncomingHttpHeaders): Result.Result<IdempotencyKey | undefined, Reply> => {
  const sent = headers["idempotency-key"]
  if (sent === undefined) return Result.succeed(undefined)
  return Result.mapError(idempotencyKey(String(sent)), ({ rule }) => invalid({ "Idempotency-Key": [words(rule)] }))
}

/** 422: a key stands for one wish, and this one stands for another. */
export const keyReused: Reply = detail(422, "This Idempotency-Key was already used for another request.")
