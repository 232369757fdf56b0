import { Effect } from "effect"
import { mapUseCases } from "../application/map-use-cases.ts"
import type { UseCases } from "../application/use-cases.ts"
import { startWork } from "./background.ts"

/** The average pause before the queue is read again, for retries and for requests of other processes. */
const PAUSE_SECONDS = 5

/** The delivery of mails of one shop. */
export interface MailDelivery {
  /** Returns use cases that start the delivery after they have queued a mail. */
  readonly waking: (useCases: UseCases) => UseCases
  /** Ends the delivery. A mail under way is interrupted, and sent again by the next process. */
  readonly end: () => Promise<void>
}

const queues: ReadonlyArray<string> = ["requestPasswordReset", "requestEmailVerification"] satisfies ReadonlyArray<
  keyof UseCases
>

/** Sends queued mails in the background, one after the other. `report` is called for each mail that was not sent. */
export const startMailDelivery = (
  { sendQueuedMail }: Pick<UseCases, "sendQueuedMail">,
  report: (fault: unknown) => void,
): MailDelivery => {
  const step = Effect.map(sendQueuedMail(), ({ more, failure }) => {
    if (failure !== null) report(failure)
    return more
  })
  const { wake, end } = startWork({ step, everySeconds: PAUSE_SECONDS }, report)
  return {
    waking: (useCases) =>
      mapUseCases<UseCases>(useCases, (useCase, name) =>
        queues.includes(name)
          ? (...args) => Effect.tap(useCase(...args) as Effect.Effect<unknown, unknown>, () => Effect.sync(wake))
          : useCase,
      ),
    end,
  }
}
