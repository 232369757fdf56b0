import type { routes } from "./generated/routes.ts"

/** What any call may pass. */
export interface AnyInput {
  readonly path?: Readonly<Record<string, string | number>> | undefined
  readonly query?: Readonly<Record<string, unknown>> | undefined
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

type Route = (typeof routes)[keyof typeof routes]

/** Returns the URL of a call. Several values of a parameter are separated by commas. */
export const urlOf = (baseUrl: string, [, path]: Route, { path: names = {}, query = {} }: AnyInput): string => {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(names[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return `${baseUrl.replace(/\/$/, "")}${filled}${search.size > 0 ? `?${search}` : ""}`
}

/** Returns the headers and the body of a call. */
export const contentOf = ([method, , format]: Route, { headers: sent = {}, body, signal }: AnyInput) => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(sent)) if (value !== undefined) headers.set(name, value)
  if (format === "json") headers.set("Content-Type", "application/json")
  const content = format === "json" ? JSON.stringify(body) : format === "multipart" ? formOf(body) : null
  return { method, headers, body: content, signal: signal ?? null }
}

const formOf = (body: unknown): FormData => {
  const form = new FormData()
  // Bun sends a Blob without a file name, and a part without one is no file.
  for (const [name, value] of Object.entries(body ?? {}))
    if (value instanceof Blob) form.set(name, value, value instanceof File ? value.name : "blob")
    else form.set(name, String(value))
  return form
}
