/**
 * Returns a function that prepares an order, and then waits until every other order in preparation is ready too. Send the
 * last request of an order after it. Without it, orders of several requests, such as a cart with an address, spread a race
 * over time, and their last requests rarely meet. If `prepare` rejects, the others go on when they are ready.
 *
 * @example
 * const meet = rendezvous()
 * const order = async (product: number): Promise<void> => {
 *   const cart = await meet(() => fetch("https://shop.example/carts", { method: "POST", body: JSON.stringify({ product }) }))
 *   await fetch(`https://shop.example/carts/${cart.headers.get("location")}/complete`, { method: "POST" })
 * }
 * await Promise.all([order(7), order(7)])
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
