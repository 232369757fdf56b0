import type { ShopOptions } from "./settings.ts"
import type { Shop } from "./shop.ts"

/**
 * Opens a shop. Reads no environment variables, opens no port, installs no signal handlers.
 *
 * @example
 * await using shop = await openShop({ database: "memory" })
 * const mia = await shop.register({ username: "mia", password: "a-long-password" })
 */
export const openShop = async <const OrderRefusal = never, const StatusRefusal = never>(
  options: ShopOptions<OrderRefusal, StatusRefusal>,
): Promise<Shop<OrderRefusal, StatusRefusal>> => {
  // Most of the library is needed only now. A program starts faster if importing the library does not load it.
  const composition = await import("./open-shop.ts")
  return composition.openShop(options)
}
