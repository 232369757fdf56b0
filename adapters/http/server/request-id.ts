import { randomUUID } from "node:crypto"

const sane = /^[A-Za-z0-9._:-]{1,128}$/

/** The id that a request brings along in `X-Request-Id` where it is short and plain, or else a new one. */
export const requestId = (header: string | ReadonlyArray<string> | undefined): string =>
  typeof header === "string" && sane.test(header) ? header : randomUUID()
