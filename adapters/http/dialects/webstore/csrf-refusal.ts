import type { CsrfFault } from "../../browser/csrf.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import { detail } from "../../drf/responses.ts"

/** Returns Django's 403 for a request that may be forged. */
export const csrfRefusal = (fault: CsrfFault): HttpResponse => {
  switch (fault.kind) {
    case "missing-token":
      return detail(403, "CSRF Failed: CSRF token missing.")
    case "incorrect-token":
      return detail(403, "CSRF Failed: CSRF token incorrect.")
    case "untrusted-page":
      return detail(
        403,
        `CSRF Failed: ${fault.header} checking failed - ${fault.value} does not match any trusted origins.`,
      )
  }
}
