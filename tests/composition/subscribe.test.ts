import { Effect } from "effect"
import { expect, it } from "vitest"
import type { EventDelivery } from "../../application/event/deliver-events.ts"
import { makeSubscribe } from "../../composition/subscribe.ts"

it("ends while the database is away, and reports that the lease was not given up", async () => {
  const outage = new Error("the database is away")
  const delivery: EventDelivery = {
    step: Effect.succeed(false),
    giveBack: Effect.die(outage),
    secondsToRetry: Effect.succeed(null),
  }
  const faults: Array<unknown> = []
  const outbox = { waiting: () => Effect.succeed([]) }
  const { subscribe, endAll } = makeSubscribe(
    () => delivery,
    outbox,
    (fault) => faults.push(fault),
  )
  subscribe("mail", () => Effect.void)
  await endAll()
  expect(faults).toEqual([outage])
})
