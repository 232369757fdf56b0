import { Effect } from "effect"
import type { UseCases } from "../application/use-cases.ts"
import { startWork } from "./background.ts"
import type { ShopOptions } from "./settings.ts"
import { emitWarning } from "./warning.ts"

/** The options of a shop's background work. */
export interface BackgroundOptions {
  readonly unpaidOrderTtlSeconds?: number | undefined
  /** Whether to look for stored pictures that are not in use. */
  readonly auditsPictures: boolean
}

/** Listing a large storage takes long, and pictures are rarely left behind. */
const PICTURE_INTERVAL_SECONDS = 6 * 3600
const PURGE_INTERVAL_SECONDS = 600

/** Starts the shop's background work. Returns a function that ends it after the current step. */
export const startBackgroundWork = (
  { expireOrders, purgeExpired, auditPictures }: Pick<UseCases, "expireOrders" | "purgeExpired" | "auditPictures">,
  { unpaidOrderTtlSeconds: ttl, auditsPictures }: BackgroundOptions,
  report: (fault: unknown) => void,
): (() => Promise<void>) => {
  const running = [
    startWork({ step: Effect.uninterruptible(purgeExpired()), everySeconds: PURGE_INTERVAL_SECONDS }, report),
  ]
  if (auditsPictures) {
    const step = Effect.as(auditPictures({ repair: true }), false)
    running.push(startWork({ step, everySeconds: PICTURE_INTERVAL_SECONDS }, report))
  }
  if (ttl !== undefined) {
    const step = Effect.uninterruptible(Effect.map(expireOrders(ttl), ({ more }) => more))
    running.push(startWork({ step, everySeconds: Math.min(Math.max(ttl / 4, 0.2), 30) }, report))
  }
  return async () => {
    await Promise.all(running.map(({ end }) => end()))
  }
}

/** Throws RangeError for invalid options, before anything is opened. */
export const checkBackgroundOptions = ({
  backgroundWork = true,
  unpaidOrderTtlSeconds: ttl,
  webhooks = [],
}: Pick<ShopOptions<unknown, unknown>, "backgroundWork" | "unpaidOrderTtlSeconds" | "webhooks">): void => {
  if (ttl !== undefined && !(ttl > 0)) throw new RangeError(`unpaidOrderTtlSeconds must be above 0, not ${ttl}`)
  if (backgroundWork) return
  if (ttl !== undefined)
    throw new RangeError("unpaidOrderTtlSeconds needs background work. Without it, call shop.expireOrders(seconds).")
  if (webhooks.length > 0)
    throw new RangeError("webhooks need background work. Configure them in a process without backgroundWork: false.")
}

/** Thrown by `subscribe` of a shop without background work. */
export const NO_DELIVERY =
  "This shop delivers no events (backgroundWork: false). Subscribe in a process that works in the background."

/** The default of `onBackgroundError`: emits a process warning. */
export const warnOfFault = (fault: unknown): void => emitWarning("ShopwrightBackgroundFault", fault)
