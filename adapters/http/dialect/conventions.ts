import type { Result } from "effect"
import type { Body, BodyError, BodyFormat } from "../bodies/body.ts"
import type { Faults, Field } from "./field.ts"
import type { HttpResponse } from "./response.ts"

/** The responses to a malformed request, an unknown path, and a defect. */
export interface PlainResponses {
  readonly badRequest: HttpResponse
  readonly notFound: HttpResponse
  readonly serverError: HttpResponse
}

/** What APIs of one framework have in common: how forms nest, and the responses that no endpoint decides. */
export interface Conventions {
  /** The formats of bodies that endpoints accept if they name none. */
  readonly formats: ReadonlyArray<BodyFormat>
  /**
   * Reads the query of a URL with the endpoint's field, `undefined` if it has none. Without this function, endpoints
   * read their URLs themselves.
   */
  readonly readQuery?: (url: string, field: Field<unknown> | undefined) => Result.Result<unknown, HttpResponse>
  /** Returns the data that fields read. */
  readonly dataOf: (body: Body) => unknown
  /** The faults of a body that is `null`. */
  readonly noData: Faults
  /** The response to a body that cannot be read. */
  readonly unreadable: (error: BodyError) => HttpResponse
  /** The response to a body whose fields are at fault. */
  readonly invalid: (faults: Faults) => HttpResponse
  readonly methodNotAllowed: (method: string, allow: string) => HttpResponse
  /** The responses that no route decides. */
  readonly plain: PlainResponses
  /** The response to `OPTIONS`. */
  readonly options: (name: string, allow: string) => HttpResponse
}
