import Chip from "@mui/material/Chip"
import { alpha } from "@mui/material/styles"
import { useTranslate } from "react-admin"
import type { OrderStatus } from "../../../../client"

const colours = {
  created: "warning",
  paid: "info",
  shipped: "primary",
  delivered: "success",
  cancelled: "default",
} as const

/** The status of an order, as a word on its colour. */
export const StatusChip = ({ status }: { readonly status: OrderStatus }) => {
  const translate = useTranslate()
  const colour = colours[status]
  return (
    <Chip
      size="small"
      label={translate(`bo.status.${status}`)}
      sx={(theme) =>
        colour === "default"
          ? { color: "text.secondary", backgroundColor: "action.selected" }
          : {
              color: theme.palette.mode === "dark" ? theme.palette[colour].light : theme.palette[colour].dark,
              backgroundColor: alpha(theme.palette[colour].main, theme.palette.mode === "dark" ? 0.2 : 0.12),
            }
      }
    />
  )
}
