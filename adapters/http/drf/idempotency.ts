import type { IncomingHttpHeaders } from "node:http"
import { Result } from "effect"
import { type IdempotencyKey, idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { HttpResponse } from "../dialect/response.ts"
import { ruleMessage } from "./messages.ts"
import { detail, invalid } from "./responses.ts"

/**
 * The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header), taken letter by letter; `undefined`
 * where there is none. A header that came twice holds a comma and a space, and is refused.
 */
export const keyOf = (headers: IncomingHttpHeaders): Result.Result<IdempotencyKey | undefined, HttpResponse> => {
  const sent = headers["idempotency-key"]
  if (sent === undefined) return Result.succeed(undefined)
  return Result.mapError(idempotencyKey(String(sent)), ({ rule }) =>
    invalid({ "Idempotency-Key": [ruleMessage(rule)] }),
  )
}

/** 422: a key stands for one wish, and this one stands for another. */
export const keyReused: HttpResponse = detail(422, "This Idempotency-Key was already used for another request.")
