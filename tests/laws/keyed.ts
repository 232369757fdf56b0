import type { CommandResult, SeenOrder, ShopDriver } from "../../adapters/testing/driver.ts"

/** A shop that remembers the keys of requests, around one that does not: what the law about keys is tried on. */
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
