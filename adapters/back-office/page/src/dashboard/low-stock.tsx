import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"
import { Link, useGetList, useTranslate } from "react-admin"
import type { LowStock as Item } from "../../../../client"
import { useFormat } from "../shared/format"
import { useOnChange } from "../shared/live"
import { Section } from "../shared/section"

/** What is running out. */
export const LowStock = () => {
  const translate = useTranslate()
  const format = useFormat()
  const {
    data = [],
    isPending,
    refetch,
  } = useGetList<Item & { readonly id: number }>("low-stock", {
    pagination: { page: 1, perPage: 5 },
  })
  useOnChange(refetch)
  return (
    <Section
      title={translate("bo.dashboard.low_stock")}
      action={
        <Link to={`/products?filter=${encodeURIComponent(JSON.stringify({ lowStock: true }))}`}>
          {translate("bo.dashboard.all")}
        </Link>
      }
    >
      {data.length === 0 && !isPending && (
        <Typography color="text.secondary">{translate("bo.dashboard.nothing")}</Typography>
      )}
      <Table size="small">
        <TableBody>
          {data.map(({ id, product, variant, onHand, reserved }) => (
            <TableRow key={id} sx={{ "&:last-child td": { borderBottom: 0 } }}>
              <TableCell sx={{ pl: 0 }}>
                <Link to={`/products/${product.id}`}>{product.name}</Link>
                {variant !== null && ` (${variant.size}, ${variant.color})`}
              </TableCell>
              <TableCell align="right" sx={{ pr: 0, whiteSpace: "nowrap" }}>
                {translate("bo.dashboard.left", {
                  smart_count: onHand - reserved,
                  left: format.number(onHand - reserved),
                })}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
