import { useEffect } from "react"
import { api } from "../api/client"
import { sessionExpired, sessionState } from "../api/session-gate"

/** After this time without input in any tab, the session ends, in milliseconds. */
const IDLE_MS = 30 * 60_000
const CHECK_MS = 15_000
/** All tabs of a browser share the session, so they share the time of the last input. */
const KEY = "shopwright.lastInput"

const note = (): void => localStorage.setItem(KEY, String(Date.now()))

const isIdle = (): boolean => Date.now() - Number(localStorage.getItem(KEY) ?? Date.now()) > IDLE_MS

/** Ends the session of a page without input. The page then asks for the password, and keeps what is open. */
export const IdleLock = () => {
  useEffect(() => {
    note()
    const kinds = ["keydown", "pointerdown", "wheel"] as const
    for (const kind of kinds) window.addEventListener(kind, note, { passive: true })
    const timer = setInterval(async () => {
      if (sessionState() !== "open" || !isIdle()) return
      // Without a connection the session ends at its time limit.
      await api.endCurrentSession().catch(() => undefined)
      sessionExpired()
    }, CHECK_MS)
    return () => {
      clearInterval(timer)
      for (const kind of kinds) window.removeEventListener(kind, note)
    }
  }, [])
  return null
}
