import { useEffect, useSyncExternalStore } from "react"
import { hasStream, onChange, onStreamState } from "../api/changes"

/** How often a page without a stream of changes reads again, in milliseconds. */
const POLL_MS = 5_000

/** Returns how often to poll what is live: never while the server tells the page about changes. */
export const usePollInterval = (): number | false => (useSyncExternalStore(onStreamState, hasStream) ? false : POLL_MS)

/** Calls a function after each change of the shop. */
export const useOnChange = (act: () => unknown): void => {
  useEffect(() => onChange(() => void act()), [act])
}
