/** How often a page that is offline asks whether the server responds, in milliseconds. */
const RETRY_MS = 3_000

let reachable = true
const listeners = new Set<() => void>()

const set = (next: boolean): void => {
  if (next === reachable) return
  reachable = next
  for (const listener of listeners) listener()
}

/** Whether the last request reached the server. */
export const isReachable = (): boolean => reachable

export const onReachableChange = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const probe = async (url: string): Promise<void> => {
  try {
    await fetch(url, { method: "HEAD" })
    set(true)
  } catch {
    setTimeout(probe, RETRY_MS, url)
  }
}

const retry = (): void => {
  setTimeout(probe, RETRY_MS, location.href.split("#", 1)[0])
}

// A browser that knows that it is offline sends nothing.
window.addEventListener("offline", () => {
  if (reachable) retry()
  set(false)
})

/** Sends a request and records whether the server responded. After a failure, asks until it does. */
export const send = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    const response = await fetch(url, init)
    // A response that was under way when the connection was lost says nothing.
    if (navigator.onLine) set(true)
    return response
  } catch (error) {
    const isAborted = error instanceof DOMException && error.name === "AbortError"
    if (!isAborted && reachable) {
      set(false)
      retry()
    }
    throw error
  }
}
