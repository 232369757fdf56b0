import type { IncomingHttpHeaders } from "node:http"
import { Result } from "effect"
import { type IdempotencyKey, idempotencyKey } from "../../../domain/order/idempotency-key.ts"
import type { HttpResponse } from "../dialect/response.ts"
import { ruleMessage } from "./messages.ts"
import { detail, invalid } from "./responses.ts"

/**
 * Returns the `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header) unchanged, or `undefined`
 * without one. Two headers are joined with a comma and a space, which the validation rejects.
 */
export const keyOf = (headers: IncomingHttpHeaders): Result.Result<IdempotencyKey | undefined, HttpResponse> => {
  const sent = headers["idempotency-key"]
  if (sent === undefined) return Result.succeed(undefined)
  return Result.mapError(idempotencyKey(String(sent)), ({ rule }) =>
    invalid({ "Idempotency-Key": [ruleMessage(rule)] }),
  )
}

/** The rejection of a key with characters that keys cannot have. */
export const invalidKey: HttpResponse = invalid({ "Idempotency-Key": [ruleMessage({ kind: "malformed" })] })

/** 422: the key was used before with a different request. */
export const keyReused: HttpResponse = detail(422, "This Idempotency-Key was already used for another request.")
