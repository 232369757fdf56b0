import { Effect } from "effect"
import {
  InvalidAccountToken,
  type MailNotConfigured,
  type MailThrottled,
  type ProfileRefused,
} from "../../domain/account/errors.ts"
import type { IdentifierKind } from "../../domain/account/identifier.ts"
import type { NotSupported } from "../ports/not-supported.ts"
import type { PasswordsBusy } from "../ports/password-hasher.ts"
import { checkNewPassword } from "./check-new-password.ts"
import { findCredentials } from "./find-credentials.ts"
import { type RecoveryUseCasePorts, recoveryOf, requireMail } from "./recovery-ports.ts"

/** What a person signs in with, and the network address of the request. `by` defaults to all kinds of identifier. */
export interface PasswordResetRequest {
  readonly login: string
  readonly by?: ReadonlyArray<IdentifierKind> | undefined
  readonly address: string
}

/**
 * Queues a mail with a link to choose a new password, to the account that signs in with `login`. Does the same work and
 * returns the same result whether such an account exists or not.
 */
export type RequestPasswordReset = (
  request: PasswordResetRequest,
) => Effect.Effect<void, MailNotConfigured | MailThrottled | NotSupported>

const allKinds: ReadonlyArray<IdentifierKind> = ["email", "username", "phone"]

export const makeRequestPasswordReset = (ports: RecoveryUseCasePorts): RequestPasswordReset =>
  Effect.fnUntraced(function* ({ login, by = allKinds, address }) {
    const { mailQueue } = yield* recoveryOf(ports.recovery)
    yield* requireMail(ports)
    yield* ports.rateLimitMails(address)
    const { accounts } = yield* findCredentials(ports, { login, by })
    const requestedAt = ports.clock.now()
    // An unknown login is queued as well. The one who sends the mails finds that there is none to send.
    const owners = accounts.length === 0 ? [null] : accounts.map(({ account }) => account.id)
    for (const account of owners) yield* mailQueue.add({ purpose: "password", account, requestedAt })
  })

/** The token of a link and the new password. */
export interface ResetPasswordCommand {
  readonly token: string
  readonly password: string
}

/** Chooses a new password with the token of a link, which becomes invalid. Ends all sessions of the account. */
export type ResetPassword = (
  command: ResetPasswordCommand,
) => Effect.Effect<void, InvalidAccountToken | ProfileRefused | PasswordsBusy | NotSupported>

export const makeResetPassword = (ports: RecoveryUseCasePorts): ResetPassword =>
  Effect.fnUntraced(function* ({ token, password }) {
    const { accounts, commonPasswords, passwords, registration, tokens, clock } = ports
    const { accountTokens } = yield* recoveryOf(ports.recovery)
    const digest = tokens.digest(token)
    const account = yield* accountTokens.find(digest, "password", clock.now())
    const credentials = account === null ? null : yield* accounts.findById(account)
    if (credentials === null) return yield* new InvalidAccountToken()
    yield* checkNewPassword(commonPasswords, password, registration.password, credentials.account)
    const hash = yield* passwords.hash(password)
    if (!(yield* accountTokens.resetPassword(digest, hash, clock.now()))) return yield* new InvalidAccountToken()
  })
