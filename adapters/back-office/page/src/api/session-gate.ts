import { send } from "./reachable"

/** Whether a session is open, has ended while someone was at work, or was never opened. */
export type SessionState = "signed-out" | "open" | "expired"

let state: SessionState = "signed-out"
let csrfToken: string | null = null
const listeners = new Set<() => void>()
let reopened = Promise.withResolvers<boolean>()

const setState = (next: SessionState): void => {
  state = next
  for (const listener of listeners) listener()
}

export const sessionState = (): SessionState => state

/** Calls a listener at each change. Returns a function that stops it. */
export const onSessionChange = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Records a sign-in. Requests that wait for one are sent again. */
export const sessionOpened = (token: string | null): void => {
  csrfToken = token
  setState("open")
  reopened.resolve(true)
  reopened = Promise.withResolvers()
}

/** Records a sign-out. Requests that wait for a sign-in fail. */
export const sessionClosed = (): void => {
  csrfToken = null
  setState("signed-out")
  reopened.resolve(false)
  reopened = Promise.withResolvers()
}

/** Locks the page until its user signs in again. */
export const sessionExpired = (): void => {
  if (state === "open") setState("expired")
}

const isSignIn = (url: string, init: RequestInit): boolean => init.method === "POST" && url.endsWith("/v1/sessions")

/**
 * Sends a request. If the session has expired meanwhile, the page asks for the password over what is open, and the
 * request is sent again afterwards. So a form keeps its values.
 */
export const sendWithSession = async (url: string, init: RequestInit): Promise<Response> => {
  const response = await send(url, init)
  if (response.status !== 401 || state === "signed-out" || isSignIn(url, init)) return response
  sessionExpired()
  if (!(await reopened.promise)) return response
  const headers = new Headers(init.headers)
  if (headers.has("X-CSRF-Token") && csrfToken !== null) headers.set("X-CSRF-Token", csrfToken)
  return sendWithSession(url, { ...init, headers })
}
