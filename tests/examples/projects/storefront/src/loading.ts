import { useEffect, useState } from "react"
import { noResponse } from "./shop.ts"

/** What is known of something that is being loaded. */
export interface Loading<A> {
  readonly value: A | null
  /** Why it could not be loaded, for the reader. */
  readonly error: string | null
}

type Result<A> =
  | { readonly ok: true; readonly value: A }
  | { readonly ok: false; readonly error: { readonly detail: string } }

/**
 * Loads when the component appears, and again when `key` changes. What was loaded before stays until then. `load` must
 * depend on nothing but the key.
 */
export const useLoaded = <A>(key: string, load: (signal: AbortSignal) => Promise<Result<A>>): Loading<A> => {
  const [loading, setLoading] = useState<Loading<A>>({ value: null, error: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that `load` uses.
  useEffect(() => {
    const controller = new AbortController()
    load(controller.signal)
      .then((result) =>
        result.ok ? { value: result.value, error: null } : { value: null, error: result.error.detail },
      )
      .catch(() => ({ value: null, error: noResponse }))
      .then((loaded) => {
        if (!controller.signal.aborted) setLoading(loaded)
      })
    return () => controller.abort()
  }, [key])
  return loading
}
