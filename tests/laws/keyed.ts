import type { CommandResult, SeenOrder, ShopDriver } from "../../adapters/testing/driver.ts"

/** Adds idempotency keys to a shop without them, to test the law about keys. */
export const keyed = (driver: ShopDriver): ShopDriver => {
  const results = new Map<string, Promise<CommandResult<SeenOrder>>>()
  return {
    ...driver,
    placeOnce: (request, given) => {
      const key = `${request.buyer} ${given}`
      const known = results.get(key) ?? driver.place(request)
      results.set(key, known)
      return known
    },
  }
}
