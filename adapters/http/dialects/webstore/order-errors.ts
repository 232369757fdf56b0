import { type HttpResponse, json } from "../../dialect/response.ts"
import type { Faults } from "../../drf/field.ts"
import { detail, NOT_SIGNED_IN } from "../../drf/responses.ts"

/** 400 in this dialect's format: one message. */
export const refused = (message: string): HttpResponse => json(400, { error: message })

/** 400 with all faults of a body's fields in one message: `items[0].amount: A valid integer is required.` */
export const invalidFields = (faults: Faults): HttpResponse => refused(linesOf(faults, "").join(" "))

/** 403 where other dialects return 401, as in its document. */
export const notSignedIn: HttpResponse = detail(403, NOT_SIGNED_IN)

const linesOf = (faults: Faults, place: string): ReadonlyArray<string> => {
  if (!Array.isArray(faults))
    return Object.entries(faults as { readonly [field: string]: Faults }).flatMap(([field, inner]) =>
      linesOf(inner, field === "non_field_errors" ? place : place === "" ? field : `${place}.${field}`),
    )
  return (faults as ReadonlyArray<string | Faults>).flatMap((fault, position) =>
    typeof fault === "string" ? [place === "" ? fault : `${place}: ${fault}`] : linesOf(fault, `${place}[${position}]`),
  )
}
