import { Effect, Result } from "effect"
import { MAILED_TOKEN_SECONDS, MAX_MAILED_TOKENS } from "../../domain/account/account-token.ts"
import type { QueuedMail } from "../ports/mail-queue.ts"
import type { MailNotSent } from "../ports/mailer.ts"
import { accountLink, accountMail } from "./account-mail.ts"
import type { RecoveryUseCasePorts } from "./recovery-ports.ts"

/** The result of one step. */
export interface MailStep {
  /** Whether there may be another mail that is due. */
  readonly more: boolean
  /** Why a mail was not sent, or `null`. */
  readonly failure: MailNotSent | null
}

/**
 * Sends one queued mail. A failed mail is retried with pauses that grow from 10 seconds to 5 minutes, for an hour. Each
 * attempt creates a new token, so the queue contains none.
 */
export type SendQueuedMail = () => Effect.Effect<MailStep>

/** Longer than a mailer takes for one mail. */
const TAKEN_SECONDS = 120
const FIRST_PAUSE_SECONDS = 10
const LONGEST_PAUSE_SECONDS = 300
/** A later link is not sent: by then its owner has requested another one. */
const KEPT_SECONDS = 3600

export const makeSendQueuedMail = (ports: RecoveryUseCasePorts): SendQueuedMail => {
  const { recovery, accounts, mailer, passwordUrl, tokens, clock } = ports
  return Effect.fnUntraced(function* () {
    if (recovery === undefined || mailer === undefined || passwordUrl === null) return idle
    const { mailQueue, accountTokens } = recovery
    const now = clock.now()
    const mail = yield* mailQueue.take(now, TAKEN_SECONDS)
    if (mail === null) return idle
    const owner = yield* recipientOf(mail, now)
    if (owner === null) return yield* done(mailQueue.remove(mail.id))
    const token = tokens.issue()
    const digest = tokens.digest(token)
    const expiresAt = new Date(now.getTime() + MAILED_TOKEN_SECONDS * 1000)
    const entry = { digest, account: owner.account, purpose: mail.purpose, expiresAt }
    if (!(yield* accountTokens.add(entry, MAX_MAILED_TOKENS, now))) return yield* done(mailQueue.remove(mail.id))
    const link = accountLink(passwordUrl, mail.purpose, token)
    const sent = yield* Effect.result(mailer.send(accountMail(mail.purpose, owner.email, owner, link)))
    if (Result.isSuccess(sent)) return yield* done(mailQueue.remove(mail.id))
    const { failure } = sent
    // The owner may have received the mail all the same. The next one has a link that works.
    yield* accountTokens.remove(digest)
    if (failure.isPermanent) yield* mailQueue.remove(mail.id)
    else yield* mailQueue.postpone(mail.id, nextAttempt(mail, clock.now()))
    return { more: failure.isPermanent, failure }
  })

  /** Returns who receives a mail, or `null` if the request is too old or names no active account with an address. */
  function recipientOf({ account, requestedAt }: QueuedMail, now: Date) {
    return Effect.gen(function* () {
      if (account === null || now.getTime() - requestedAt.getTime() > KEPT_SECONDS * 1000) return null
      const credentials = yield* accounts.findById(account)
      if (!credentials?.account.isActive || credentials.account.email === null) return null
      const { email, username } = credentials.account
      return { account, email, username }
    })
  }
}

const idle: MailStep = { more: false, failure: null }

const done = (work: Effect.Effect<void>): Effect.Effect<MailStep> => Effect.as(work, { more: true, failure: null })

const nextAttempt = ({ attempts }: QueuedMail, now: Date): Date => {
  const pause = Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.min(attempts - 1, 10))
  return new Date(now.getTime() + pause * 1000)
}
