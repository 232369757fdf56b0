import { useEffect } from "react"
import { useRefresh } from "react-admin"
import { isReachable, onReachableChange } from "../api/reachable"

/** Reads the screen again when the server can be reached again. */
export const RefreshWhenBack = () => {
  const refresh = useRefresh()
  useEffect(
    () =>
      onReachableChange(() => {
        if (isReachable()) refresh()
      }),
    [refresh],
  )
  return null
}
