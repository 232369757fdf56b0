import { jsonConventions } from "../../dialect/json/conventions.ts"
import { rejected } from "./faults.ts"

/** How this API reads bodies and queries, and responds to what it rejects. */
export const conventions = jsonConventions(rejected)
