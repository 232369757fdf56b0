import { useGetMany, useGetOne, useTranslate } from "react-admin"
import { useFormContext } from "react-hook-form"
import type { Category, Product, Variant } from "../../../../client"
import type { Versioned } from "../api/resources/resource"
import { ConflictDialog } from "../shared/conflict-dialog"

interface Properties {
  readonly product: number
  readonly onKeepMine: (etag: string | null) => void
  readonly onTakeTheirs: () => void
  readonly onClose: () => void
}

/** Shows both versions of a product that two people have edited, and asks which one stays. */
export const ProductConflict = ({ product, onKeepMine, onTakeTheirs, onClose }: Properties) => {
  const translate = useTranslate()
  const { getValues } = useFormContext<Product>()
  const { data: theirs } = useGetOne<Versioned<Product>>("products", { id: product, meta: { conflict: true } })
  const mine = getValues()
  const ids = [mine.category, theirs?.category].filter((id) => id !== undefined)
  const { data: categories = [] } = useGetMany<Category>("categories", { ids: [...new Set(ids)] })
  const shown = (version: Partial<Product> | undefined): Readonly<Record<string, string>> => ({
    name: version?.name ?? "",
    description: version?.description ?? "",
    category: categories.find(({ id }) => id === version?.category)?.name ?? "",
    variants: version?.variants?.map(variantText).join("\n") ?? "",
    archived: translate(version?.isArchived ? "ra.boolean.true" : "ra.boolean.false"),
  })
  const variantText = ({ size, color, sku, isArchived }: Partial<Variant>): string =>
    [size, color, sku, isArchived ? translate("bo.products.archived") : ""].filter(Boolean).join(", ")
  const stored = shown(theirs)
  const differences = Object.entries(shown(mine))
    .map(([name, value]) => ({ field: translate(`bo.products.${name}`), mine: value, theirs: stored[name] ?? "" }))
    .filter(({ mine, theirs }) => mine !== theirs)
  return (
    <ConflictDialog
      differences={theirs === undefined ? [] : differences}
      isLoading={theirs === undefined}
      onKeepMine={() => onKeepMine(theirs?.etag ?? null)}
      onTakeTheirs={onTakeTheirs}
      onClose={onClose}
    />
  )
}
