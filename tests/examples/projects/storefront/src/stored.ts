import { useSyncExternalStore } from "react"

/** A value that survives a reload, and that all tabs of the page share. */
export interface Stored<A> {
  readonly read: () => A
  readonly write: (value: A) => void
  /** The current value. Renders the component again when it changes. */
  readonly use: () => A
}

/** Keeps a value as JSON in localStorage. `parse` returns the value to use if the text is missing or unreadable. */
export const stored = <A>(key: string, parse: (json: unknown) => A): Stored<A> => {
  let cached: { readonly text: string | null; readonly value: A } | undefined
  const listeners = new Set<() => void>()
  const read = (): A => {
    const text = localStorage.getItem(key)
    // React needs the same object for as long as nothing changes.
    if (cached === undefined || cached.text !== text) cached = { text, value: parse(jsonOf(text)) }
    return cached.value
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    // Other tabs announce their changes with this event. The tab that writes gets none.
    addEventListener("storage", listener)
    return () => {
      listeners.delete(listener)
      removeEventListener("storage", listener)
    }
  }
  return {
    read,
    write: (value) => {
      localStorage.setItem(key, JSON.stringify(value))
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(subscribe, read),
  }
}

const jsonOf = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Returns whether a value has the member. */
export const has = <Name extends string>(value: unknown, name: Name): value is Record<Name, unknown> =>
  typeof value === "object" && value !== null && name in value
