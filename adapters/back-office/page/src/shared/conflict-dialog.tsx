import Button from "@mui/material/Button"
import Dialog from "@mui/material/Dialog"
import DialogActions from "@mui/material/DialogActions"
import DialogContent from "@mui/material/DialogContent"
import DialogTitle from "@mui/material/DialogTitle"
import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableHead from "@mui/material/TableHead"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"
import { useId } from "react"
import { useTranslate } from "react-admin"

/** A field that differs, as each person has it. */
export interface Difference {
  readonly field: string
  readonly mine: string
  readonly theirs: string
}

interface Properties {
  readonly differences: ReadonlyArray<Difference>
  /** Whether the stored version is still being read. Defaults to false. */
  readonly isLoading?: boolean
  readonly onKeepMine: () => void
  readonly onTakeTheirs: () => void
  readonly onClose: () => void
}

/** Shows both versions of what two people have edited, and asks which one stays. */
export const ConflictDialog = ({ differences, isLoading = false, onKeepMine, onTakeTheirs, onClose }: Properties) => {
  const translate = useTranslate()
  const id = useId()
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby={id}>
      <DialogTitle id={id}>{translate("bo.conflict.title")}</DialogTitle>
      <DialogContent>
        <Typography color="text.secondary" sx={{ mb: 2 }}>
          {translate("bo.conflict.text")}
        </Typography>
        <Table size="small" sx={{ "& td": { whiteSpace: "pre-wrap", overflowWrap: "anywhere", verticalAlign: "top" } }}>
          <TableHead>
            <TableRow>
              <TableCell>{translate("bo.conflict.field")}</TableCell>
              <TableCell>{translate("bo.conflict.mine")}</TableCell>
              <TableCell>{translate("bo.conflict.theirs")}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {differences.map(({ field, mine, theirs }) => (
              <TableRow key={field}>
                <TableCell>{field}</TableCell>
                <TableCell>{mine || "–"}</TableCell>
                <TableCell>{theirs || "–"}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2, flexWrap: "wrap", gap: 1 }}>
        <Button onClick={onTakeTheirs}>{translate("bo.conflict.take_theirs")}</Button>
        <Button variant="contained" disabled={isLoading} onClick={onKeepMine}>
          {translate("bo.conflict.keep_mine")}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
