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
import { useGetOne, useTranslate } from "react-admin"
import { useFormContext } from "react-hook-form"
import type { Product } from "../../../../client"
import type { Versioned } from "../api/resources/resource"

interface Properties {
  readonly product: number
  readonly onKeepMine: (etag: string | null) => void
  readonly onTakeTheirs: () => void
  readonly onClose: () => void
}

const shown = (product: Partial<Product> | undefined) =>
  [
    ["name", product?.name],
    ["description", product?.description],
    ["price", product?.price?.amount],
    [
      "variants",
      product?.variants?.map(({ size, color, sku }) => [size, color, sku].filter(Boolean).join(", ")).join("; "),
    ],
  ] as const

/** Shows both versions of a product that two people have edited, and asks which one stays. */
export const ConflictDialog = ({ product, onKeepMine, onTakeTheirs, onClose }: Properties) => {
  const translate = useTranslate()
  const { getValues } = useFormContext<Product>()
  const { data: theirs } = useGetOne<Versioned<Product>>("products", { id: product, meta: { conflict: true } })
  const mine = new Map<string, unknown>(shown(getValues()))
  const rows = shown(theirs).filter(([name, value]) => (mine.get(name) ?? "") !== (value ?? ""))
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="conflict">
      <DialogTitle id="conflict">{translate("bo.conflict.title")}</DialogTitle>
      <DialogContent>
        <Typography color="text.secondary" sx={{ mb: 2 }}>
          {translate("bo.conflict.text")}
        </Typography>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{translate("bo.conflict.field")}</TableCell>
              <TableCell>{translate("bo.conflict.mine")}</TableCell>
              <TableCell>{translate("bo.conflict.theirs")}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(([name, value]) => (
              <TableRow key={name}>
                <TableCell>{translate(`bo.products.${name}`)}</TableCell>
                <TableCell>{String(mine.get(name) ?? "")}</TableCell>
                <TableCell>{value ?? ""}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={onTakeTheirs}>{translate("bo.conflict.take_theirs")}</Button>
        <Button variant="contained" disabled={theirs === undefined} onClick={() => onKeepMine(theirs?.etag ?? null)}>
          {translate("bo.conflict.keep_mine")}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
