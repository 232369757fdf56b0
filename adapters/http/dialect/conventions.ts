import type { Body, BodyError } from "../bodies/body.ts"
import type { Faults } from "./field.ts"
import type { HttpResponse } from "./response.ts"

/** What APIs of one framework have in common: how forms nest, and the responses that no endpoint decides. */
export interface Conventions {
  /** Returns the data that fields read. */
  readonly dataOf: (body: Body) => unknown
  /** The faults of a body that is `null`. */
  readonly noData: Faults
  /** The response to a body that cannot be read. */
  readonly unreadable: (error: BodyError) => HttpResponse
  /** The response to a body whose fields are at fault. */
  readonly invalid: (faults: Faults) => HttpResponse
  readonly methodNotAllowed: (method: string, allow: string) => HttpResponse
  /** The response to `OPTIONS`. */
  readonly options: (name: string, allow: string) => HttpResponse
}
