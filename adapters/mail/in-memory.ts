import { Effect } from "effect"
import type { Mail, Mailer } from "../../application/ports/mailer.ts"

/** A mailer that keeps its mails, for tests and demonstrations. */
export interface Mailbox {
  readonly mailer: Mailer
  /** The mails, oldest first. */
  readonly mails: ReadonlyArray<Mail>
}

/**
 * Creates a mailer that sends nothing.
 *
 * @example
 * const { mailer, mails } = openMailbox()
 * const shop = await openShop({ database: "memory", mail: { mailer, passwordUrl: "https://shop.example/account" } })
 */
export const openMailbox = (): Mailbox => {
  const mails: Array<Mail> = []
  return { mails, mailer: { send: (mail) => Effect.sync(() => void mails.push(mail)) } }
}
