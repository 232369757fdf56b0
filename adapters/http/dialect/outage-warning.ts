import type { StoreUnavailable } from "../../../application/ports/store-unavailable.ts"
import type { HttpResponse, Warning } from "./response.ts"

/** Returns the 503 of a dialect with a warning for the log. The log shows the reason, the response does not. */
export const withOutageWarning = (response: HttpResponse, { message: reason }: StoreUnavailable): HttpResponse => {
  const warning: Warning = { facts: { reason }, message: "store unavailable" }
  return { ...response, warning }
}
