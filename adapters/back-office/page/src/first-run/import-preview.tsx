import Table from "@mui/material/Table"
import TableBody from "@mui/material/TableBody"
import TableCell from "@mui/material/TableCell"
import TableContainer from "@mui/material/TableContainer"
import TableHead from "@mui/material/TableHead"
import TableRow from "@mui/material/TableRow"
import Typography from "@mui/material/Typography"
import { useTranslate } from "react-admin"
import type { CatalogImport } from "../../../../client"
import { useFormat } from "../shared/format"
import { Section } from "../shared/section"

/** What a file has: the first products, and how many there are. */
export const ImportPreview = ({ name, found }: { readonly name: string; readonly found: CatalogImport }) => {
  const translate = useTranslate()
  const format = useFormat()
  return (
    <Section title={name}>
      <Typography color="text.secondary" role="status" sx={{ mb: 1 }}>
        {translate("bo.import.found", {
          smart_count: found.products,
          products: format.number(found.products),
          categories: format.number(found.categories),
        })}
      </Typography>
      {/* Scrolls by keyboard too, where it is wider than the screen. */}
      <TableContainer tabIndex={0} role="region" aria-label={name}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{translate("bo.products.name")}</TableCell>
              <TableCell>{translate("bo.products.category")}</TableCell>
              <TableCell align="right">{translate("bo.products.price")}</TableCell>
              <TableCell align="right">{translate("bo.products.variants")}</TableCell>
              <TableCell align="right">{translate("bo.products.stock")}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {found.first.map((product) => (
              <TableRow key={`${product.category}/${product.name}/${product.price.amount}/${product.stock}`}>
                <TableCell>{product.name}</TableCell>
                <TableCell>{product.category}</TableCell>
                <TableCell align="right">{format.money(product.price)}</TableCell>
                <TableCell align="right">{product.variants === 0 ? "–" : format.number(product.variants)}</TableCell>
                <TableCell align="right">{format.number(product.stock)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Section>
  )
}
