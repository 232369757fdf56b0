import { Effect } from "effect"
import type { Actor } from "../../domain/account/actor.ts"
import {
  InvalidAccountToken,
  type MailNotConfigured,
  type MailThrottled,
  NoEmailAddress,
  UnknownAccount,
} from "../../domain/account/errors.ts"
import type { NotSupported } from "../ports/not-supported.ts"
import { type RecoveryUseCasePorts, recoveryOf, requireMail } from "./recovery-ports.ts"

/** Queues a mail with a link that confirms the actor's own e-mail address. No-op if the account is verified. */
export type RequestEmailVerification = (
  actor: Actor,
  request: { readonly address: string },
) => Effect.Effect<void, MailNotConfigured | MailThrottled | NoEmailAddress | UnknownAccount | NotSupported>

export const makeRequestEmailVerification = (ports: RecoveryUseCasePorts): RequestEmailVerification =>
  Effect.fnUntraced(function* ({ id: account }, { address }) {
    const { mailQueue } = yield* recoveryOf(ports.recovery)
    yield* requireMail(ports)
    const details = yield* ports.profiles.find(account)
    if (details === null) return yield* new UnknownAccount({ account })
    if (details.account.email === null) return yield* new NoEmailAddress({ account })
    if (details.profile.isVerified) return
    yield* ports.rateLimitMails(address)
    yield* mailQueue.add({ purpose: "email", account, requestedAt: ports.clock.now() })
  })

/** Confirms an e-mail address with the token of a link: the profile is verified then. */
export type VerifyEmail = (command: {
  readonly token: string
}) => Effect.Effect<void, InvalidAccountToken | NotSupported>

export const makeVerifyEmail = (ports: RecoveryUseCasePorts): VerifyEmail =>
  Effect.fnUntraced(function* ({ token }) {
    const { accountTokens } = yield* recoveryOf(ports.recovery)
    const digest = ports.tokens.digest(token)
    if (!(yield* accountTokens.verifyEmail(digest, ports.clock.now()))) return yield* new InvalidAccountToken()
  })
