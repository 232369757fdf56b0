import { Effect, Result } from "effect"
import type { Request } from "express"
import type { Answers, Limits, Scheme, ShopError } from "./dialect.ts"
import type { Faults, Field } from "./drf/field.ts"
import type { Parsed } from "./drf/parse-body.ts"
import type { Access, Endpoint } from "./endpoint.ts"
import { readBody } from "./read-body.ts"
import type { Reply } from "./reply.ts"

/** The caller may do what `access` asks for, or the answer that says otherwise. */
export const admit = <Caller>(scheme: Scheme<Caller>, access: Access, caller: Caller | null): Reply | null => {
  if (access === "public") return null
  if (caller === null) return scheme.notSignedIn
  return access === "admin" && !scheme.isAdmin(caller) ? scheme.notPermitted : null
}

/** How a dialect refuses. */
export interface Refusals<E extends ShopError> {
  readonly answers: Answers<E>
  readonly invalid: (faults: Faults) => Reply
}

/** Reads the body, runs the handler, and answers the shop's errors from the dialect's table. Always a reply. */
export const respond = <Caller, E extends ShopError>(
  endpoint: Endpoint<Caller, E>,
  { answers, invalid }: Refusals<E>,
  limits: Limits,
  request: Request,
  caller: Caller | null,
  path: { readonly [name: string]: number },
): Effect.Effect<Reply> => {
  const { body: field, read: received = readBody, handle } = endpoint
  const asked = { caller, path, request, prefix: limits.prefix }
  if (field === undefined)
    return Effect.catch(handle({ ...asked, body: undefined }), (error) =>
      Effect.succeed(answerTo(answers, error, undefined)),
    )
  return received(request, limits).pipe(
    Effect.flatMap((parsed) => {
      const body = Result.mapError(read(field, parsed), invalid)
      if (Result.isFailure(body)) return Effect.succeed(body.failure)
      return Effect.catch(handle({ ...asked, body: body.success }), (error) =>
        Effect.succeed(answerTo(answers, error, parsed.data)),
      )
    }),
    Effect.catch((refusal) => Effect.succeed(refusal)),
  )
}

const read = (field: Field<unknown>, { data, form }: Parsed): Result.Result<unknown, Faults> =>
  data === null ? Result.fail({ non_field_errors: ["No data provided"] }) : field.read(data, form)

const answerTo = <E extends ShopError>(answers: Answers<E>, error: E, sent: unknown): Reply => {
  // The table has exactly the error's tag under the error's tag, which the compiler cannot follow through an index.
  const answer = answers[error._tag as E["_tag"]] as unknown as (error: E, sent: unknown) => Reply
  return answer(error, sent)
}
