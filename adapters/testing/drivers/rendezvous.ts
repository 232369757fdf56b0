/**
 * Returns a function that executes what an order needs before its last request, and waits until all orders that are
 * being prepared are as far. An order that takes several requests, such as a cart with an address, otherwise spreads a
 * race over time, and the last requests rarely meet. Orders of which `prepare` throws do not hold the others up.
 *
 * @example
 * ```ts
 * const meet = rendezvous()
 * const place = async (plan) => {
 *   const cart = await meet(() => prepareCart(plan))
 *   return complete(cart)
 * }
 * ```
 */
export const rendezvous = (): (<A>(prepare: () => Promise<A>) => Promise<A>) => {
  let preparing = 0
  let waiting: Array<() => void> = []
  const arrive = async (): Promise<void> => {
    preparing--
    const all = new Promise<void>((resolve) => waiting.push(resolve))
    if (preparing === 0) {
      for (const release of waiting) release()
      waiting = []
    }
    await all
  }
  return async (prepare) => {
    preparing++
    try {
      return await prepare()
    } finally {
      await arrive()
    }
  }
}
