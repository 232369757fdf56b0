import type { ShopwrightSettings } from "../adapters/http/dialects/shopwright/dialect.ts"
import type { UseCases } from "../application/use-cases.ts"
import type { AnyShop } from "./shop.ts"

/** What an API needs of a shop. Its actors are accounts of the shop. */
export type ServedShop = Omit<AnyShop, "useCases"> & { readonly useCases: UseCases }

/** What shopwright's own API takes from an open shop. */
export type ShopwrightParts = Pick<
  ShopwrightSettings,
  "shop" | "currency" | "phones" | "pictures" | "derivedKeys" | "timeZone" | "catalogFiles"
>

export const shopwrightParts = ({
  useCases,
  currency,
  phones,
  pictures,
  derivedKeys,
  timeZone,
}: ServedShop): ShopwrightParts => ({
  shop: useCases,
  currency,
  phones,
  pictures,
  derivedKeys,
  timeZone,
  // Loaded when they are first used: most processes import nothing.
  catalogFiles: {
    read: async (bytes, name) =>
      (await import("../adapters/formats/read-catalog-file.ts")).readCatalogFile(bytes, name),
    demo: async (currency) => (await import("../adapters/formats/demo-catalog.ts")).demoIn(currency),
  },
})
