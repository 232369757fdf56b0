import Button from "@mui/material/Button"
import { useRecordContext, useTranslate } from "react-admin"
import type { Product } from "../../../../client"
import { products } from "../api/resources/products"
import type { Versioned } from "../api/resources/resource"
import { useAction } from "../shared/use-action"

/** Takes a product out of the shop, or puts it back. Both can be undone here, so neither asks. */
export const ArchiveButton = () => {
  const translate = useTranslate()
  const product = useRecordContext<Versioned<Product>>()
  const { run, isBusy } = useAction()
  if (product === undefined) return null
  const { id, isArchived } = product
  const change = () =>
    run(
      async () => products.update?.(id, { isArchived: !isArchived }, product),
      translate(isArchived ? "bo.products.restored" : "bo.products.now_archived"),
    )
  return (
    <Button color={isArchived ? "primary" : "error"} loading={isBusy} onClick={change}>
      {translate(isArchived ? "bo.products.restore" : "bo.products.archive")}
    </Button>
  )
}
