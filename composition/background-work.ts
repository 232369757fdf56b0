import { Effect } from "effect"
import type { UseCases } from "../application/use-cases.ts"
import { startWork } from "./background.ts"

/** What a shop does on its own account, by the options it was opened with. */
export interface BackgroundOptions {
  readonly unpaidOrderTtlSeconds?: number | undefined
}

const TIDY_UP_SECONDS = 600

/** Starts a shop's own work; returns how to end it, which waits for the step under way. */
export const startWorkOf = (
  { expireOrders, purgeExpired }: Pick<UseCases, "expireOrders" | "purgeExpired">,
  { unpaidOrderTtlSeconds: ttl }: BackgroundOptions,
  report: (fault: unknown) => void,
): (() => Promise<void>) => {
  const running = [startWork({ step: Effect.uninterruptible(purgeExpired()), everySeconds: TIDY_UP_SECONDS }, report)]
  if (ttl !== undefined) {
    const step = Effect.uninterruptible(Effect.map(expireOrders(ttl), ({ more }) => more))
    running.push(startWork({ step, everySeconds: Math.min(Math.max(ttl / 4, 0.2), 30) }, report))
  }
  return async () => {
    await Promise.all(running.map((end) => end()))
  }
}

/** Refuses options that make no sense, before anything is opened. */
export const checkBackgroundOptions = ({ unpaidOrderTtlSeconds: ttl }: BackgroundOptions): void => {
  if (ttl !== undefined && !(ttl > 0)) throw new RangeError(`unpaidOrderTtlSeconds must be above 0, and is ${ttl}`)
}

/** What becomes of a fault in work that nobody waits for, unless the host wants to be told. */
export const warn = (fault: unknown): void => {
  process.emitWarning(fault instanceof Error ? fault : String(fault), "ShopwrightBackgroundFault")
}
