import { notedPictures } from "./0013-noted-pictures.ts"
import { stockItems } from "./0014-stock-items.ts"
import { sessionKeys } from "./0015-session-keys.ts"
import { outboxTimes } from "./0017-outbox-times.ts"
import { orderHistory } from "./0020-order-history.ts"
import { archived } from "./0021-archived.ts"
import { stockTakes } from "./0022-stock-takes.ts"
import { productSearch } from "./0023-product-search.ts"
import { accountSearch } from "./0024-account-search.ts"
import { erasure } from "./0025-erasure.ts"
import { guests } from "./0026-guests.ts"
import { recovery } from "./0027-recovery.ts"
import { catalogKeys } from "./0028-catalog-keys.ts"
import { profileVersions } from "./0029-profile-versions.ts"
import { productPictures } from "./0030-product-pictures.ts"
import { shopCurrency } from "./0031-currency.ts"
import { categoryLists } from "./0032-category-lists.ts"
import { cancelReasons } from "./0035-cancel-reasons.ts"
import { orderPhones } from "./0036-order-phones.ts"
import { externalAccounts } from "./0038-external-accounts.ts"
import { adjustments } from "./0039-adjustments.ts"
import { lineMetadata } from "./0040-line-metadata.ts"
import { metadata } from "./0041-metadata.ts"
import { apiKeys } from "./0042-api-keys.ts"
import { accountMetadata } from "./0043-account-metadata.ts"
import { firstAnalysis } from "./0044-first-analysis.ts"
import { BASELINE_VERSION } from "./baseline/index.ts"
import type { Migration } from "./migration.ts"

/** The versions whose migrations are classes of MikroORM, see `../../mikro-orm/migrations`. */
export const earlierVersions = [
  "0001-shop",
  "0002-identity",
  "0003-orders",
  "0004-rotation",
  "0005-inventory",
  "0006-order-events",
  "0007-search-path",
  "0008-known-addresses",
  "0009-tokens",
  "0010-decisions",
  "0011-unpaid-orders",
  "0012-variant-sku",
] as const

/** The migrations after them, in order. A released migration is never changed: a later one corrects it. */
export const migrations: ReadonlyArray<Migration> = [
  notedPictures,
  stockItems,
  sessionKeys,
  outboxTimes,
  orderHistory,
  archived,
  stockTakes,
  productSearch,
  accountSearch,
  erasure,
  guests,
  recovery,
  catalogKeys,
  profileVersions,
  productPictures,
  shopCurrency,
  categoryLists,
  cancelReasons,
  orderPhones,
  externalAccounts,
  adjustments,
  lineMetadata,
  metadata,
  apiKeys,
  accountMetadata,
  firstAnalysis,
]

/** All versions of the schema, in order. */
export const versions: ReadonlyArray<string> = [...earlierVersions, ...migrations.map(({ name }) => name)]

/** The versions that the baseline contains, in order. */
export const baselineVersions: ReadonlyArray<string> = versions.slice(0, versions.indexOf(BASELINE_VERSION) + 1)
