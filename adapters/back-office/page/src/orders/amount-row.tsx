import TableCell from "@mui/material/TableCell"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"

interface Properties {
  readonly name: string
  readonly amount: string
  /** A sum is bold, and an amount that is part of another one is quiet. Defaults to `plain`. */
  readonly kind?: "plain" | "sum" | "quiet"
}

/** An amount of an order below its lines. */
export const AmountRow = ({ name, amount, kind = "plain" }: Properties) => {
  const variant = kind === "sum" ? "subtitle2" : "inherit"
  const color = kind === "quiet" ? "text.secondary" : undefined
  return (
    <TableRow>
      <TableCell colSpan={2} sx={{ overflowWrap: "anywhere", hyphens: "auto" }}>
        <Typography variant={variant} color={color} component="span">
          {name}
        </Typography>
      </TableCell>
      <TableCell align="right">
        <Typography variant={variant} color={color} component="span">
          {amount}
        </Typography>
      </TableCell>
    </TableRow>
  )
}
