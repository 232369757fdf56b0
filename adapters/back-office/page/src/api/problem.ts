import type { ProblemError } from "../../../../client"

interface AnyProblem {
  readonly type: string
  readonly detail: string
  readonly errors?: ReadonlyArray<ProblemError>
}

const PREFIX = "urn:problem-type:shopwright:"

/** An error response of the API, in the form that react-admin reads: `status`, and errors of fields in `body`. */
export class ApiError extends Error {
  readonly status: number
  /** The kind of the problem, such as `edit-conflict`. */
  readonly kind: string
  readonly detail: string
  /** The faults of single values, or the detail of an error that has none. */
  readonly explanation: string
  /** The faults of single values, without their places. */
  readonly faults: ReadonlyArray<string>
  readonly body: { readonly errors?: FieldErrors }

  constructor(status: number, problem: AnyProblem) {
    const kind = problem.type.replace(PREFIX, "")
    // The key of a message. The catalogue falls back to the detail.
    super(kind)
    this.name = "ApiError"
    this.status = status
    this.kind = kind
    this.detail = problem.detail
    this.explanation = explanationOf(problem)
    this.faults = problem.errors?.map((error) => error.detail) ?? []
    const errors = fieldErrors(problem.errors ?? [])
    this.body = errors === null ? {} : { errors }
  }
}

/** Whether an edit failed because another person has changed the same since it was read. */
export const isEditConflict = (error: unknown): boolean => error instanceof ApiError && error.kind === "edit-conflict"

const explanationOf = ({ detail, errors = [] }: AnyProblem): string => {
  const faults = errors.map((error) => `${nameOf(error)}: ${error.detail}`)
  return faults.length === 0 || errors.every((error) => error.detail === detail) ? detail : faults.join("; ")
}

const nameOf = ({ pointer, parameter, header }: ProblemError): string =>
  pointer?.split("/").slice(1).join(".") ?? parameter ?? header ?? ""

export interface FieldErrors {
  [field: string]: string | FieldErrors
}

/** Arranges errors like the form's values: `/price/amount` becomes `{ price: { amount } }`. */
const fieldErrors = (errors: ReadonlyArray<ProblemError>): FieldErrors | null => {
  const result: FieldErrors = {}
  for (const { pointer, detail } of errors) {
    const path = pointer?.split("/").slice(1) ?? []
    const last = path.pop()
    if (last === undefined) continue
    let place = result
    for (const step of path) {
      const known = place[step]
      const inner = typeof known === "object" ? known : {}
      place[step] = inner
      place = inner
    }
    place[last] = detail
  }
  return Object.keys(result).length === 0 ? null : result
}

type AnyOutcome<A> =
  | { readonly ok: true; readonly value: A; readonly etag: string | null }
  | { readonly ok: false; readonly status: number; readonly error: AnyProblem }

/** Returns the value of a call, or throws its error. */
export const resultOf = async <A>(call: Promise<AnyOutcome<A>>): Promise<A> => (await answerOf(call)).value

/** Returns the value of a call with its version, or throws its error. */
export const answerOf = async <A>(call: Promise<AnyOutcome<A>>): Promise<{ value: A; etag: string | null }> => {
  const outcome = await call.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error
    throw new ApiError(0, { type: `${PREFIX}offline`, detail: "The server cannot be reached." })
  })
  if (!outcome.ok) throw new ApiError(outcome.status, outcome.error)
  return outcome
}
