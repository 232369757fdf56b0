import { Data } from "effect"
import type { InvalidField } from "../invalid-field.ts"
import type { AccountId } from "./account.ts"
import type { IdentifierKind } from "./identifier.ts"

/**
 * A registration breaks the shop's rules. Lists every invalid field.
 *
 * @example
 * const mia = await shop.register({ username: "mia", password: "short" })
 * if (!mia.ok && mia.error._tag === "RegistrationRefused") console.log(mia.error.faults.map(({ field }) => field))
 */
export class RegistrationRefused extends Data.TaggedError("RegistrationRefused")<{
  readonly faults: ReadonlyArray<InvalidField>
}> {}

/**
 * A profile breaks the shop's rules. Lists every invalid field.
 *
 * @example
 * const wrong = { ...command, details: { birthdate: "2001-02-30" } }
 * const saved = await shop.updateProfile(buyer, wrong, defaultPasswordRule)
 * if (!saved.ok && saved.error._tag === "ProfileRefused") console.log(saved.error.faults.map(({ field }) => field))
 */
export class ProfileRefused extends Data.TaggedError("ProfileRefused")<{
  readonly faults: ReadonlyArray<InvalidField>
}> {}

/**
 * Another account signs in with this identifier.
 *
 * @example
 * const mia = await shop.register({ username: "mia", password })
 * if (!mia.ok && mia.error._tag === "IdentifierTaken") console.log(`Choose another ${mia.error.identifier}.`)
 */
export class IdentifierTaken extends Data.TaggedError("IdentifierTaken")<{
  readonly identifier: IdentifierKind
}> {}

/**
 * No active account has this identifier and password. The error does not reveal which of the two was wrong.
 *
 * @example
 * const signedIn = await shop.logIn({ login: typed, by: ["username"], password, address: "127.0.0.1" })
 * if (!signedIn.ok && signedIn.error._tag === "InvalidCredentials") console.log("Wrong name or password.")
 */
export class InvalidCredentials extends Data.TaggedError("InvalidCredentials") {}

/**
 * Too many recent sign-ins have failed. The correct password is rejected as well until the wait is over.
 *
 * @example
 * const signedIn = await shop.logIn({ login: typed, by: ["username"], password, address: "127.0.0.1" })
 * if (!signedIn.ok && signedIn.error._tag === "SignInThrottled") console.log(signedIn.error.retryAfterSeconds)
 */
export class SignInThrottled extends Data.TaggedError("SignInThrottled")<{
  /** In whole seconds, at least 1. */
  readonly retryAfterSeconds: number
}> {}

/**
 * Too many recent registrations from the caller's network.
 *
 * @example
 * const mia = await shop.register({ username: "mia", password, address: "127.0.0.1" })
 * if (!mia.ok && mia.error._tag === "RegistrationThrottled") console.log(mia.error.retryAfterSeconds)
 */
export class RegistrationThrottled extends Data.TaggedError("RegistrationThrottled")<{
  /** In whole seconds, at least 1. */
  readonly retryAfterSeconds: number
}> {}

/**
 * The caller has no open session.
 *
 * @example
 * const session = await shop.authenticate(token)
 * if (!session.ok && session.error._tag === "NotAuthenticated") console.log("Sign in, please.")
 */
export class NotAuthenticated extends Data.TaggedError("NotAuthenticated") {}

/**
 * The caller's account is inactive.
 *
 * @example
 * const bearer = await shop.authenticateAccess(token, { dialects: ["myecommerce"] })
 * if (!bearer.ok && bearer.error._tag === "AccountInactive") console.log("Your account is closed.")
 */
export class AccountInactive extends Data.TaggedError("AccountInactive") {}

/**
 * The caller is signed in but not permitted to do this.
 *
 * @example
 * const filled = await shop.restock(buyer, { product: soap.id, quantity: 24 })
 * if (!filled.ok && filled.error._tag === "NotPermitted") console.log("Only admins restock.")
 */
export class NotPermitted extends Data.TaggedError("NotPermitted") {}

/**
 * No account has this id.
 *
 * @example
 * const closed = await shop.setAccountActive(admin, { account: AccountId(7), isActive: false })
 * if (!closed.ok && closed.error._tag === "UnknownAccount") console.log(`There is no account ${closed.error.account}.`)
 */
export class UnknownAccount extends Data.TaggedError("UnknownAccount")<{
  readonly account: AccountId
}> {}

/**
 * A login does not identify exactly one account.
 *
 * @example
 * const changed = await shop.setPassword({ login: "mia", password })
 * if (!changed.ok && changed.error._tag === "LoginNotUnique") console.log(changed.error.matches)
 */
export class LoginNotUnique extends Data.TaggedError("LoginNotUnique")<{
  readonly login: string
  /** The number of accounts that the login identifies: 0, 2 or 3. */
  readonly matches: number
}> {}

/**
 * A new password requires the current password.
 *
 * @example
 * const saved = await shop.updateProfile(buyer, command, defaultPasswordRule)
 * if (!saved.ok && saved.error._tag === "CurrentPasswordMissing") console.log("Type your current password.")
 */
export class CurrentPasswordMissing extends Data.TaggedError("CurrentPasswordMissing") {}

/**
 * The given current password is wrong.
 *
 * @example
 * const saved = await shop.updateProfile(buyer, command, defaultPasswordRule)
 * if (!saved.ok && saved.error._tag === "CurrentPasswordWrong") console.log("Type your current password again.")
 */
export class CurrentPasswordWrong extends Data.TaggedError("CurrentPasswordWrong") {}

/**
 * The shop has an admin, so no first one is created. Admins grant the role to other accounts.
 *
 * @example
 * const created = await shop.createFirstAdmin({ username: "owner", password })
 * if (!created.ok && created.error._tag === "AdminExists") console.log("Sign in as the admin.")
 */
export class AdminExists extends Data.TaggedError("AdminExists") {}

/**
 * The account is the only active admin. It keeps its role and stays active.
 *
 * @example
 * const revoked = await shop.setAdmin(admin, { account: admin.id, isAdmin: false })
 * if (!revoked.ok && revoked.error._tag === "LastAdmin") console.log("Make another account an admin first.")
 */
export class LastAdmin extends Data.TaggedError("LastAdmin")<{
  readonly account: AccountId
}> {}

/**
 * The token of a link is unknown, was used, or has expired.
 *
 * @example
 * const reset = await shop.resetPassword({ token: typed, password })
 * if (!reset.ok && reset.error._tag === "InvalidAccountToken") console.log("Request a new link.")
 */
export class InvalidAccountToken extends Data.TaggedError("InvalidAccountToken") {}

/**
 * The shop sends no mail. The option `mail` of `openShop` names an SMTP server and the page for links.
 *
 * @example
 * const asked = await shop.requestPasswordReset({ login: "mia@example.com", address: "127.0.0.1" })
 * if (!asked.ok && asked.error._tag === "MailNotConfigured") console.log("Ask the shop's owner for a password link.")
 */
export class MailNotConfigured extends Data.TaggedError("MailNotConfigured") {}

/**
 * Too many mails were requested from the caller's network.
 *
 * @example
 * const asked = await shop.requestPasswordReset({ login: "mia@example.com", address: "127.0.0.1" })
 * if (!asked.ok && asked.error._tag === "MailThrottled") console.log(asked.error.retryAfterSeconds)
 */
export class MailThrottled extends Data.TaggedError("MailThrottled")<{
  /** In whole seconds, at least 1. */
  readonly retryAfterSeconds: number
}> {}

/**
 * The account has no e-mail address.
 *
 * @example
 * const asked = await shop.requestEmailVerification(buyer, { address: "127.0.0.1" })
 * if (!asked.ok && asked.error._tag === "NoEmailAddress") console.log(`Account ${asked.error.account} has no address.`)
 */
export class NoEmailAddress extends Data.TaggedError("NoEmailAddress")<{
  readonly account: AccountId
}> {}

/**
 * The profile or the metadata of an account has changed since the version that an update is based on.
 *
 * @example
 * const command = { account: buyer.id, details: { bio: "Likes soap" }, version: 3, address: "203.0.113.9" }
 * const saved = await shop.updateProfile(buyer, command, defaultPasswordRule)
 * if (!saved.ok && saved.error._tag === "ProfileChanged") console.log("Read the profile again.")
 */
export class ProfileChanged extends Data.TaggedError("ProfileChanged")<{
  readonly account: AccountId
  readonly version: number
}> {}

/**
 * The e-mail address of the account is not verified. `requestEmailVerification` sends a link.
 *
 * @example
 * const claimed = await shop.claimGuestOrders(buyer)
 * if (!claimed.ok && claimed.error._tag === "EmailNotVerified") console.log(`Verify account ${claimed.error.account}.`)
 */
export class EmailNotVerified extends Data.TaggedError("EmailNotVerified")<{
  readonly account: AccountId
}> {}

/**
 * The account that would own an API key is no active admin.
 *
 * @example
 * const command = { account: AccountId(7), name: "Nightly export", scopes: ["orders:read"], expiresAt: null }
 * const created = await shop.createApiKey(operator, command)
 * if (!created.ok && created.error._tag === "NotAnAdmin") console.log(`Account ${created.error.account} is no admin.`)
 */
export class NotAnAdmin extends Data.TaggedError("NotAnAdmin")<{
  readonly account: AccountId
}> {}

/**
 * The account has the most API keys that it may have.
 *
 * @example
 * const command = { account: admin.id, name: "Nightly export", scopes: ["orders:read"], expiresAt: null }
 * const created = await shop.createApiKey(admin, command)
 * if (!created.ok && created.error._tag === "TooManyApiKeys") console.log(`Revoke one of the ${created.error.max} keys.`)
 */
export class TooManyApiKeys extends Data.TaggedError("TooManyApiKeys")<{
  readonly max: number
}> {}
