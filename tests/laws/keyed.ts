import type { Answer, SeenOrder, ShopDriver } from "../../adapters/testing/driver.ts"

/** A shop that remembers the keys of wishes, around one that does not: what the law about keys is tried on. */
export const keyed = (driver: ShopDriver): ShopDriver => {
  const answers = new Map<string, Promise<Answer<SeenOrder>>>()
  return {
    ...driver,
    placeOnce: (wish, key) => {
      const known = answers.get(key) ?? driver.place(wish)
      answers.set(key, known)
      return known
    },
  }
}
