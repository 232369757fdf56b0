import { Effect } from "effect"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import type { NotPermitted } from "../../domain/account/errors.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { SubscriberProgress, Subscribers } from "../ports/subscribers.ts"

interface SubscribersPorts {
  readonly subscribers: Subscribers | undefined
}

/** Returns how far the delivery of events to each subscriber has come. Webhooks are subscribers too. Admins only. */
export type ListSubscribers = (
  actor: Manager,
) => Effect.Effect<ReadonlyArray<SubscriberProgress>, NotPermitted | NotSupported>

export const makeListSubscribers = ({ subscribers }: SubscribersPorts): ListSubscribers =>
  Effect.fnUntraced(function* (actor) {
    yield* Effect.fromResult(requireAdmin(actor))
    if (subscribers === undefined) return yield* new NotSupported({ ports: "subscribers" })
    return yield* subscribers.list()
  })

/**
 * Delivers the deferred events of a subscriber again without waiting for their time, and returns their number. An
 * unknown subscriber has none. Admins only.
 */
export type RetryEvents = (
  actor: Manager,
  command: { readonly subscriber: string },
) => Effect.Effect<number, NotPermitted | NotSupported>

export const makeRetryEvents = ({ subscribers }: SubscribersPorts): RetryEvents =>
  Effect.fnUntraced(function* (actor, { subscriber }) {
    yield* Effect.fromResult(requireAdmin(actor))
    if (subscribers === undefined) return yield* new NotSupported({ ports: "subscribers" })
    return yield* subscribers.retry(subscriber)
  })
