import type { CommandResult, SeenOrder, ShopDriver } from "../../adapters/testing/driver.ts"

/** Adds idempotency keys to a shop without them, to test the law about keys. */
export const keyed = (driver: ShopDriver): ShopDriver => {
  const answers = new Map<string, Promise<CommandResult<SeenOrder>>>()
  return {
    ...driver,
    placeOnce: (request, key) => {
      const known = answers.get(key) ?? driver.place(request)
      answers.set(key, known)
      return known
    },
  }
}
