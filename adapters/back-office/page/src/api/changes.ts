import { baseUrl } from "./client"
import { onSessionChange, sessionState } from "./session-gate"

/** How long a page waits after the server refused the stream, in milliseconds. Meanwhile the page polls. */
const RETRY_MS = 30_000

let source: EventSource | null = null
let retry: ReturnType<typeof setTimeout> | undefined
let isOpen = false
let latest: unknown
const stateListeners = new Set<() => void>()
const changeListeners = new Set<() => void>()

/** Whether the server tells this page about changes. */
export const hasStream = (): boolean => isOpen

/** Calls a listener when the stream opens or ends. Returns a function that stops it. */
export const onStreamState = (listener: () => void): (() => void) => {
  stateListeners.add(listener)
  return () => stateListeners.delete(listener)
}

/** Calls a listener after each change of the shop. Returns a function that stops it. */
export const onChange = (listener: () => void): (() => void) => {
  changeListeners.add(listener)
  return () => changeListeners.delete(listener)
}

const setOpen = (next: boolean): void => {
  if (next === isOpen) return
  isOpen = next
  for (const listener of stateListeners) listener()
}

const close = (): void => {
  clearTimeout(retry)
  source?.close()
  source = null
  setOpen(false)
}

const received = ({ data }: MessageEvent<string>): void => {
  setOpen(true)
  // The first event of a stream also tells of what happened while the page had none.
  const isNews = latest !== data
  latest = data
  if (isNews) for (const listener of changeListeners) listener()
}

/** The browser connects again by itself when a stream ends, but not when the server refuses it. */
const failed = (): void => {
  setOpen(false)
  if (source?.readyState !== EventSource.CLOSED) return
  close()
  retry = setTimeout(follow, RETRY_MS)
}

/** Opens the stream of a signed-in, visible page. A browser has few connections per server, so hidden pages have none. */
const follow = (): void => {
  const isFollowing = sessionState() === "open" && !document.hidden
  if (!isFollowing) close()
  if (!isFollowing || source !== null) return
  clearTimeout(retry)
  source = new EventSource(`${baseUrl}/v1/changes`)
  source.addEventListener("change", received)
  source.addEventListener("error", failed)
}

onSessionChange(follow)
document.addEventListener("visibilitychange", follow)
