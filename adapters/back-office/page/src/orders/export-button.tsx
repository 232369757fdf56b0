import DownloadIcon from "@mui/icons-material/DownloadOutlined"
import { useState } from "react"
import { Button, useListContext, useNotify } from "react-admin"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { exportFilters } from "../api/resources/orders"
import { useProblemText } from "../shared/problem-text"

/** Saves the orders that match the filters as a CSV file. */
export const ExportButton = () => {
  const notify = useNotify()
  const problemText = useProblemText()
  const { filterValues } = useListContext()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const file = await resultOf(api.exportOrders({ query: { format: "csv", ...exportFilters(filterValues) } }))
      const link = document.createElement("a")
      link.href = URL.createObjectURL(file)
      link.download = "orders.csv"
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href))
    } catch (error) {
      notify(problemText(error), { type: "error" })
    }
    setBusy(false)
  }
  return (
    <Button label="ra.action.export" onClick={save} disabled={isBusy}>
      <DownloadIcon />
    </Button>
  )
}
