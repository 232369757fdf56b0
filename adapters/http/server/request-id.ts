import { randomUUID } from "node:crypto"

const validId = /^[A-Za-z0-9._:-]{1,128}$/

/** Returns the `X-Request-Id` of a request if it is short and plain, otherwise a new id. */
export const requestId = (header: string | ReadonlyArray<string> | undefined): string =>
  typeof header === "string" && validId.test(header) ? header : randomUUID()
