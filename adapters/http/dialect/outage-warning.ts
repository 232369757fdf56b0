import type { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import type { HttpResponse, Warning } from "./response.ts"

/**
 * Returns the 503 of a dialect with a warning for the log. The log shows the reason, the response does not.
 *
 * @example
 * const responses = {
 *   StoreUnavailable: (error) =>
 *     withOutageWarning(json(503, { error: "Please try again." }, { "Retry-After": error.retryAfterSeconds }), error),
 * } satisfies ErrorResponses<ErrorsOf<"listProducts">>
 */
export const withOutageWarning = (response: HttpResponse, { message: reason }: StoreUnavailable): HttpResponse => {
  const warning: Warning = { facts: { reason }, message: "store unavailable" }
  return { ...response, warning }
}
