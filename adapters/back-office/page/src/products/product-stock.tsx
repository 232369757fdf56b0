import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableHead from "@mui/material/TableHead"
import TableRow from "@mui/material/TableRow"
import { useState } from "react"
import { useGetList, useTranslate } from "react-admin"
import type { Product, Stock } from "../../../../client"
import { useFormat } from "../shared/format"
import { Section } from "../shared/section"
import { StockDialog, type StockTask } from "./stock-dialog"
import { StockHistory } from "./stock-history"

type Level = Stock & { readonly id: number }

/** The stock of each variant, with what can be done about it. */
export const ProductStock = ({ product }: { readonly product: Product }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { data = [] } = useGetList<Level>("stock", { filter: { product: product.id } })
  const [task, start] = useState<StockTask | null>(null)
  const [shown, show] = useState<number | null>(null)
  const nameOf = ({ variant }: Level): string => {
    const found = product.variants.find(({ id }) => id === variant)
    return found === undefined ? product.name : `${found.size}, ${found.color}`
  }
  return (
    <Section title={translate("bo.stock.title")}>
      <Table size="small" sx={{ "& td, & th": { px: 0.5 } }}>
        <TableHead>
          <TableRow>
            <TableCell>{translate("bo.stock.item")}</TableCell>
            <TableCell align="right">{translate("bo.stock.on_hand")}</TableCell>
            <TableCell align="right">{translate("bo.stock.reserved")}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {data.map((level) => (
            <TableRow key={level.id}>
              <TableCell>
                {nameOf(level)}
                <Stack direction="row" sx={{ ml: -0.75, flexWrap: "wrap" }}>
                  {(["restock", "count"] as const).map((kind) => (
                    <Button
                      key={kind}
                      size="small"
                      onClick={() => start({ kind, product: product.id, level, name: nameOf(level) })}
                    >
                      {translate(`bo.stock.${kind}`)}
                    </Button>
                  ))}
                  <Button size="small" color="inherit" onClick={() => show(level.stockItem)}>
                    {translate("bo.stock.history")}
                  </Button>
                </Stack>
              </TableCell>
              <TableCell align="right">{format.number(level.onHand)}</TableCell>
              <TableCell align="right">{format.number(level.reserved)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {task !== null && <StockDialog task={task} onClose={() => start(null)} />}
      {shown !== null && <StockHistory stockItem={shown} onClose={() => show(null)} />}
    </Section>
  )
}
