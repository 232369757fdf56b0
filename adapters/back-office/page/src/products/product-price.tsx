import Button from "@mui/material/Button"
import TextField from "@mui/material/TextField"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useTranslate } from "react-admin"
import type { Product } from "../../../../client"
import { changePrice } from "../api/resources/products"
import type { Versioned } from "../api/resources/resource"
import { AskDialog } from "../shared/ask-dialog"
import { useFormat } from "../shared/format"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"
import { isAmount } from "./amount"

/** The price of a product. A dialog changes it and shows it before and after. */
export const ProductPrice = ({ product }: { readonly product: Versioned<Product> }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { run, isBusy } = useAction()
  const [isAsked, ask] = useState(false)
  const [typed, type] = useState("")
  const { price } = product
  const amount = typed.trim()
  const close = () => {
    ask(false)
    type("")
  }
  const confirm = async () => {
    if (isAmount(amount) && (await run(() => changePrice(product, amount), translate("bo.price.changed")))) close()
  }
  return (
    <Section
      title={translate("bo.products.price")}
      action={
        <Button size="small" onClick={() => ask(true)}>
          {translate("bo.price.change")}
        </Button>
      }
    >
      <Typography>{format.money(price)}</Typography>
      {isAsked && (
        <AskDialog
          title={translate("bo.price.title", { name: product.name })}
          confirm={translate("bo.price.change")}
          isBusy={isBusy}
          onConfirm={confirm}
          onClose={close}
        >
          <TextField
            autoFocus
            required
            label={translate("bo.price.new")}
            value={typed}
            onChange={({ target }) => type(target.value)}
            error={amount !== "" && !isAmount(amount)}
            helperText={translate("bo.price.keeps")}
            slotProps={{ htmlInput: { inputMode: "decimal" } }}
          />
          <Typography sx={{ mt: 1.5 }} aria-live="polite">
            {translate("bo.price.before_after", {
              before: format.money(price),
              after: isAmount(amount) ? format.money({ ...price, amount }) : "…",
            })}
          </Typography>
        </AskDialog>
      )}
    </Section>
  )
}
