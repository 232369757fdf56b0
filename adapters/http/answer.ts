import { Effect, Result } from "effect"
import type { Request } from "express"
import { readBytes } from "./body.ts"
import type { Answers, Limits, Scheme, ShopError } from "./dialect.ts"
import type { Field } from "./drf/field.ts"
import { type Parsed, parseBody } from "./drf/parse-body.ts"
import { badRequest, invalid, tooLarge } from "./drf/replies.ts"
import type { Access, Endpoint } from "./endpoint.ts"
import type { Reply } from "./reply.ts"

/** The caller may do what `access` asks for, or the answer that says otherwise. */
export const admit = <Caller>(scheme: Scheme<Caller>, access: Access, caller: Caller | null): Reply | null => {
  if (access === "public") return null
  if (caller === null) return scheme.notSignedIn
  return access === "admin" && !scheme.isAdmin(caller) ? scheme.notPermitted : null
}

/** Reads the body, runs the handler, and answers the shop's errors from the dialect's table. Always a reply. */
export const respond = <Caller>(
  endpoint: Endpoint<Caller>,
  answers: Answers,
  limits: Limits,
  request: Request,
  caller: Caller | null,
  path: { readonly [name: string]: number },
): Effect.Effect<Reply> => {
  const { body: field, handle } = endpoint
  if (field === undefined)
    return Effect.catch(handle({ caller, body: undefined, path, request }), (error) =>
      Effect.succeed(answerTo(answers, error, undefined)),
    )
  return received(request, limits).pipe(
    Effect.flatMap((parsed) => {
      const body = read(field, parsed)
      if (Result.isFailure(body)) return Effect.succeed(body.failure)
      return Effect.catch(handle({ caller, body: body.success, path, request }), (error) =>
        Effect.succeed(answerTo(answers, error, parsed.data)),
      )
    }),
    Effect.catch((refusal) => Effect.succeed(refusal)),
  )
}

const received = (request: Request, limits: Limits): Effect.Effect<Parsed, Reply> =>
  readBytes(request, limits.body).pipe(
    Effect.mapError((why) => (why === "too-large" ? tooLarge(limits.body) : badRequest)),
    Effect.flatMap((bytes) => parseBody(bytes, request.headers["content-type"])),
  )

const read = (field: Field<unknown>, { data, form }: Parsed): Result.Result<unknown, Reply> =>
  data === null
    ? Result.fail(invalid({ non_field_errors: ["No data provided"] }))
    : Result.mapError(field.read(data, form), invalid)

const answerTo = (answers: Answers, error: ShopError, sent: unknown): Reply => {
  // The table has exactly the error's tag under the error's tag, which the compiler cannot follow through an index.
  const answer = answers[error._tag] as (error: ShopError, sent: unknown) => Reply
  return answer(error, sent)
}
