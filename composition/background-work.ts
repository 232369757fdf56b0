import { Effect } from "effect"
import type { UseCases } from "../application/use-cases.ts"
import { startWork } from "./background.ts"

/** What a shop does on its own account, by the options it was opened with. */
export interface BackgroundOptions {
  readonly unpaidOrderTtlSeconds?: number | undefined
  readonly onBackgroundFault?: ((fault: unknown) => void) | undefined
}

/** Starts a shop's own work; returns how to end it. */
export const startWorkOf = (
  { expireOrders }: Pick<UseCases, "expireOrders">,
  { unpaidOrderTtlSeconds: ttl, onBackgroundFault = warn }: BackgroundOptions,
): (() => Promise<void>) => {
  if (ttl !== undefined && !(ttl > 0)) throw new RangeError(`unpaidOrderTtlSeconds must be above 0, and is ${ttl}`)
  const running = [
    ...(ttl === undefined
      ? []
      : [
          startWork(
            {
              step: Effect.map(expireOrders(ttl), ({ more }) => more),
              everySeconds: Math.min(Math.max(ttl / 4, SHORTEST), LONGEST),
            },
            onBackgroundFault,
          ),
        ]),
  ]
  return async () => {
    await Promise.all(running.map((end) => end()))
  }
}

const SHORTEST = 0.2
const LONGEST = 30

const warn = (fault: unknown): void => {
  process.emitWarning(fault instanceof Error ? fault : String(fault), "ShopwrightBackgroundFault")
}
