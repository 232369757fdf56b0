import { Effect, Result } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { accountLink, PASSWORD_LINK_SECONDS } from "../../domain/account/account-token.ts"
import { type Actor, type Manager, requireAdmin } from "../../domain/account/actor.ts"
import {
  InvalidAccountToken,
  MailNotConfigured,
  type MailThrottled,
  NoEmailAddress,
  type NotPermitted,
  ProfileRefused,
  UnknownAccount,
} from "../../domain/account/errors.ts"
import type { IdentifierKind } from "../../domain/account/identifier.ts"
import { choosePassword } from "../../domain/account/password.ts"
import type { RegistrationRules } from "../../domain/account/registration.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { CommonPasswords } from "../ports/common-passwords.ts"
import type { Mailer } from "../ports/mailer.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { PhoneNumbers } from "../ports/phone-numbers.ts"
import type { Profiles } from "../ports/profiles.ts"
import type { SessionTokens } from "../ports/session-tokens.ts"
import type { RecoveryPorts } from "../ports/store-ports.ts"
import { findCredentials } from "./find-credentials.ts"
import type { RateLimitMails } from "./rate-limits.ts"

export interface RecoveryUseCasePorts {
  readonly recovery: RecoveryPorts | undefined
  readonly accounts: Accounts
  readonly profiles: Profiles
  readonly passwords: PasswordHasher
  readonly commonPasswords: CommonPasswords
  readonly tokens: SessionTokens
  readonly phones: PhoneNumbers
  readonly clock: Clock
  readonly mailer?: Mailer | undefined
  readonly passwordUrl: string | null
  readonly registration: RegistrationRules
  readonly rateLimitMails: RateLimitMails
}

const stored = (recovery: RecoveryPorts | undefined): Effect.Effect<RecoveryPorts, NotSupported> =>
  recovery === undefined ? Effect.fail(new NotSupported({ ports: "recovery" })) : Effect.succeed(recovery)

/** Requires a mailer and a page for links. */
const requireMail = ({ mailer, passwordUrl }: RecoveryUseCasePorts): Effect.Effect<void, MailNotConfigured> =>
  mailer === undefined || passwordUrl === null ? Effect.fail(new MailNotConfigured()) : Effect.void

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
    const { mailQueue } = yield* stored(ports.recovery)
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
    const { accountTokens } = yield* stored(ports.recovery)
    const digest = tokens.digest(token)
    const account = yield* accountTokens.find(digest, "password", clock.now())
    const credentials = account === null ? null : yield* accounts.findById(account)
    if (credentials === null) return yield* new InvalidAccountToken()
    const isCommon = yield* commonPasswords.contains(password)
    const chosen = choosePassword(password, registration.password, credentials.account, isCommon)
    if (Result.isFailure(chosen)) return yield* new ProfileRefused({ faults: [chosen.failure] })
    const hash = yield* passwords.hash(password)
    if (!(yield* accountTokens.resetPassword(digest, hash, clock.now()))) return yield* new InvalidAccountToken()
  })

/** A password link of an admin. The token is returned once and is not stored. */
export interface PasswordLink {
  readonly token: string
  /** The link to the shop's page, or `null` if the shop has no `passwordUrl`. */
  readonly url: string | null
  readonly expiresAt: Date
}

/**
 * Creates a one-time link with which the owner of an account chooses a new password. It is valid for 24 hours and
 * replaces earlier links of the account. Admins only.
 */
export type CreatePasswordLink = (
  actor: Manager,
  command: { readonly account: AccountId },
) => Effect.Effect<PasswordLink, NotPermitted | UnknownAccount | NotSupported>

export const makeCreatePasswordLink = (ports: RecoveryUseCasePorts): CreatePasswordLink =>
  Effect.fnUntraced(function* (actor, { account }) {
    const { accounts, tokens, clock, passwordUrl } = ports
    yield* Effect.fromResult(requireAdmin(actor))
    const { accountTokens } = yield* stored(ports.recovery)
    if ((yield* accounts.findById(account)) === null) return yield* new UnknownAccount({ account })
    const token = tokens.issue()
    const now = clock.now()
    const expiresAt = new Date(now.getTime() + PASSWORD_LINK_SECONDS * 1000)
    yield* accountTokens.removeAll(account, "password")
    const entry = { digest: tokens.digest(token), account, purpose: "password", expiresAt } as const
    yield* accountTokens.add(entry, Number.POSITIVE_INFINITY, now)
    return { token, url: passwordUrl === null ? null : accountLink(passwordUrl, "password", token), expiresAt }
  })

/** Queues a mail with a link that confirms the actor's own e-mail address. No-op if the account is verified. */
export type RequestEmailVerification = (
  actor: Actor,
  request: { readonly address: string },
) => Effect.Effect<void, MailNotConfigured | MailThrottled | NoEmailAddress | UnknownAccount | NotSupported>

export const makeRequestEmailVerification = (ports: RecoveryUseCasePorts): RequestEmailVerification =>
  Effect.fnUntraced(function* ({ id: account }, { address }) {
    const { mailQueue } = yield* stored(ports.recovery)
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
    const { accountTokens } = yield* stored(ports.recovery)
    const digest = ports.tokens.digest(token)
    if (!(yield* accountTokens.verifyEmail(digest, ports.clock.now()))) return yield* new InvalidAccountToken()
  })
