import { expect } from "vitest"
import { openShop } from "../../composition/open-shop.ts"
import { openBooks } from "./books.ts"

/**
 * Expects what must hold after any fault: every acknowledged order is stored, open orders hold what is reserved, no level
 * is negative, and the audit of the stock (`doctor`) finds no difference. `only` says that no other orders are stored,
 * because every call was repeated with its idempotency key until it was acknowledged.
 */
export const expectIntact = async (
  url: string,
  acknowledged: ReadonlyArray<number>,
  { only = false }: { readonly only?: boolean } = {},
): Promise<void> => {
  const books = openBooks(url)
  try {
    const stored = await books.orderIds()
    const known = new Set(stored)
    expect(acknowledged.filter((id) => !known.has(id))).toEqual([])
    if (only) expect(stored).toEqual([...new Set(acknowledged)].sort((a, b) => a - b))
    expect(await books.faults()).toEqual([])
  } finally {
    await books.close()
  }
  await using shop = await openShop({ database: { url } })
  expect(await shop.auditStock({ repair: false })).toEqual([])
}
