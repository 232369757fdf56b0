import Button from "@mui/material/Button"
import Dialog from "@mui/material/Dialog"
import DialogActions from "@mui/material/DialogActions"
import DialogContent from "@mui/material/DialogContent"
import DialogTitle from "@mui/material/DialogTitle"
import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"
import { Link, useGetList, useTranslate } from "react-admin"
import type { StockMovement } from "../../../../client"
import { useAccountName } from "../accounts/account-name"
import { useFormat } from "../shared/format"

/** The latest movements of a stock item: when, how much, why, for which order, and on whose behalf. */
export const StockHistory = ({ stockItem, onClose }: { readonly stockItem: number; readonly onClose: () => void }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { data = [], isPending } = useGetList<StockMovement>("movements", {
    filter: { stockItem },
    pagination: { page: 1, perPage: 50 },
  })
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="stock-history">
      <DialogTitle id="stock-history">{translate("bo.stock.history")}</DialogTitle>
      <DialogContent>
        {data.length === 0 && !isPending && (
          <Typography color="text.secondary">{translate("bo.stock.no_history")}</Typography>
        )}
        <Table size="small">
          <TableBody>
            {data.map((movement) => (
              <TableRow key={movement.id}>
                <TableCell>{format.time(movement.at)}</TableCell>
                <TableCell>{translate(`bo.stock.kind.${movement.kind}`)}</TableCell>
                <TableCell align="right">{format.number(movement.quantity)}</TableCell>
                <TableCell>
                  {movement.order === null ? (
                    movement.reason
                  ) : (
                    <Link to={`/orders/${movement.order}/show`}>#{movement.order}</Link>
                  )}
                </TableCell>
                <TableCell>{movement.account !== null && <By account={movement.account} />}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate("ra.action.close")}</Button>
      </DialogActions>
    </Dialog>
  )
}

/** The account on whose behalf a movement was recorded. */
const By = ({ account }: { readonly account: number }) => (
  <Link to={`/accounts/${account}/show`}>{useAccountName(account, null)}</Link>
)
