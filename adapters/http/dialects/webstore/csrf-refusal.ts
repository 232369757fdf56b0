import type { CsrfFault } from "../../browser/csrf.ts"
import type { ParameterDocs } from "../../dialect/docs.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import { detail } from "../../drf/responses.ts"

/** The documentation of the header that requests with cookies need. */
export const csrfHeader: ParameterDocs = {
  name: "X-CSRFTOKEN",
  description: "The value of the cookie `csrftoken`.",
  isRequired: true,
  json: { type: "string" },
}

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
