import { Result } from "effect"
import type { Request } from "express"
import { ruleMessage } from "../../../../application/rule-message.ts"
import { type IdempotencyKey, idempotencyKey } from "../../../../domain/order/idempotency-key.ts"
import type { ParameterDocs } from "../../dialect/docs.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import { invalidHeader } from "./faults.ts"

const HEADER = "Idempotency-Key"

/** Returns the `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header), or `undefined` without one. */
export const keyOf = ({ headers }: Request): Result.Result<IdempotencyKey | undefined, HttpResponse> => {
  const sent = headers["idempotency-key"]
  if (sent === undefined) return Result.succeed(undefined)
  return Result.mapError(idempotencyKey(String(sent)), ({ rule }) => invalidHeader(HEADER, ruleMessage(rule)))
}

/** The documentation of the header. */
export const keyHeader: ParameterDocs = {
  name: HEADER,
  description:
    "Makes a retry safe: the same key with the same request returns the first response again, for at least 24 hours.",
  json: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
}

/** The documentation of an invalid key. */
export const invalidKey: HttpResponse = invalidHeader(HEADER, ruleMessage({ kind: "malformed" }))
