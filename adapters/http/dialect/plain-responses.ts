import type { PlainResponses } from "./conventions.ts"
import { type HttpResponse, json } from "./response.ts"

/** A response that says in one sentence what is wrong with a request as a whole. */
export const detail = (status: number, message: string): HttpResponse => json(status, { detail: message })

export const badRequest: HttpResponse = detail(400, "Bad request.")

export const notFound: HttpResponse = detail(404, "Not found.")

export const serverError: HttpResponse = detail(500, "A server error occurred.")

/** The responses of paths that belong to no dialect, and of DRF. */
export const plainResponses: PlainResponses = { badRequest, notFound, serverError }

export const methodNotAllowed = (method: string, allow: string): HttpResponse =>
  json(405, { detail: `Method "${method}" not allowed.` }, { Allow: allow })
