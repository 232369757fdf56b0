import Alert from "@mui/material/Alert"
import { useSyncExternalStore } from "react"
import { useTranslate } from "react-admin"
import { isReachable, onReachableChange } from "../api/reachable"

/** Says that the server cannot be reached, until it can. */
export const Offline = () => {
  const translate = useTranslate()
  const reachable = useSyncExternalStore(onReachableChange, isReachable)
  return reachable ? null : (
    <Alert severity="warning" role="status" sx={{ mt: 1 }}>
      {translate("bo.offline.text")}
    </Alert>
  )
}
