import type { Faults } from "../../dialect/field.ts"
import { type InvalidValue, invalidQuery as queryRejection, type Rejection } from "../../dialect/json/rejection.ts"
import type { HttpResponse } from "../../dialect/response.ts"
import { type ProblemError, problem } from "./problem.ts"

/** Returns a rejection as problem details. */
export const rejected = ({ kind, message, values, headers }: Rejection): HttpResponse =>
  problem(kind, message, {
    ...(values.length > 0 && { errors: values.map(errorOf) }),
    ...(headers !== undefined && { headers }),
  })

const errorOf = ({ message: detail, ...place }: InvalidValue): ProblemError => ({ ...place, detail })

/** Returns 400 with every invalid or unknown query parameter. */
export const invalidQuery = (faults: Faults): HttpResponse => rejected(queryRejection(faults))

/** Returns 400 for one invalid header. */
export const invalidHeader = (header: string, detail: string): HttpResponse =>
  problem("invalid-request", "One value is invalid.", { errors: [{ header, detail }] })
