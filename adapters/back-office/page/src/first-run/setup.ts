import { useGetOne } from "react-admin"
import type { Setup } from "../../../../client"

/** What a new shop lacks. `undefined` until it is known. A shop that cannot tell lacks nothing. */
export const useSetup = (): Setup | undefined => {
  const { data, isPending } = useGetOne<Setup & { readonly id: number }>("setup", { id: 1 }, { retry: false })
  return isPending ? undefined : (data ?? { needsAdmin: false, isEmpty: false })
}
