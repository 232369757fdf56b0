/**
 * The shop responded in a way that no rule explains, such as a server error. A law reports it as a crash.
 *
 * @example
 * const closed: ShopDriver = {
 *   ...openDomainDriver(),
 *   available: () => Promise.reject(new ShopFailed("500 Internal Server Error")),
 * }
 */
export class ShopFailed extends Error {
  override readonly name = "ShopFailed"
}

/**
 * The shop cannot be judged at the moment: it does not respond, it limits the rate of requests, or it responds that it is
 * unavailable. A law is undecided then.
 *
 * @example
 * const down: ShopDriver = {
 *   ...openDomainDriver(),
 *   place: () => Promise.reject(new ShopUnavailable("503 Service Unavailable")),
 * }
 */
export class ShopUnavailable extends Error {
  override readonly name = "ShopUnavailable"
}

/**
 * The shop refused what an example needs before its first step, such as an item to sell. A law is undecided then.
 *
 * @example
 * const strict: ShopDriver = {
 *   ...openDomainDriver(),
 *   createItem: () => Promise.reject(new SetupRejected("400: every product needs a picture")),
 * }
 */
export class SetupRejected extends Error {
  override readonly name = "SetupRejected"
}

/** Whether an error says that the shop cannot be judged, as opposed to a crash. */
export const preventsJudgement = (error: unknown): error is ShopUnavailable | SetupRejected =>
  error instanceof ShopUnavailable || error instanceof SetupRejected
