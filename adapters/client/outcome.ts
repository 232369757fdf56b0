import type { Operations } from "./generated/operations.ts"
import type { Problem } from "./generated/schemas.ts"

/** The name of an operation of the API, such as `placeOrder`. */
export type OperationName = keyof Operations

/** A response that the API does not have, for example from a proxy. */
export type UnexpectedResponse = Problem<"urn:problem-type:shopwright:unexpected-response", number>

/** The errors of an operation. `type` distinguishes them. */
export type ErrorOf<Name extends OperationName> = Operations[Name]["error"] | UnexpectedResponse

/**
 * The result of a call: its value, or one of its errors. A request that gets no response rejects the promise.
 *
 * `etag` is the version of the resource, for `If-Match`, or `null`.
 */
export type Outcome<Name extends OperationName> =
  | {
      readonly ok: true
      readonly status: number
      readonly value: Operations[Name]["value"]
      readonly etag: string | null
    }
  | { readonly ok: false; readonly status: number; readonly error: ErrorOf<Name> }

interface CallOptions {
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined
}

/** What a call passes: `path`, `query`, `headers` and `body`, as far as the operation has them. */
export type InputOf<Name extends OperationName> = Operations[Name]["input"] & CallOptions

/** Every operation of the API as a method. An operation that requires nothing can be called without an argument. */
export type Calls = {
  readonly [Name in OperationName]: object extends Operations[Name]["input"]
    ? (input?: InputOf<Name>) => Promise<Outcome<Name>>
    : (input: InputOf<Name>) => Promise<Outcome<Name>>
}
