import type { In, Style } from "../use-case-style.ts"
import type { CreateApiKey, ListApiKeys, RevokeApiKey } from "./api-keys.ts"
import type { AuditPictures } from "./audit-pictures.ts"
import type { Authenticate } from "./authenticate.ts"
import type { AuthenticateApiKey } from "./authenticate-api-key.ts"
import type { ChangePassword } from "./change-password.ts"
import type { CreateAdmin, EnsureAdmin } from "./create-admin.ts"
import type { CreateFirstAdmin } from "./create-first-admin.ts"
import type { CreatePasswordLink } from "./create-password-link.ts"
import type { EndSessions } from "./end-sessions.ts"
import type { EnsureAccount } from "./ensure-account.ts"
import type { EraseAccount } from "./erase-account.ts"
import type { ExportAccount } from "./export-account.ts"
import type { ImportAccounts } from "./import-accounts.ts"
import type { LogIn } from "./log-in.ts"
import type { UpdateProfile, ViewProfile } from "./profile.ts"
import type { Register } from "./register.ts"
import type { RequestPasswordReset, ResetPassword } from "./reset-password.ts"
import type { AuthenticateRefresh, RotateRefresh } from "./rotate-refresh.ts"
import type { SearchAccounts, ViewAccount } from "./search-accounts.ts"
import type { SendQueuedMail } from "./send-queued-mail.ts"
import type { EndSession, ListSessions, SetAccountActive } from "./sessions.ts"
import type { SetAccountMetadata } from "./set-account-metadata.ts"
import type { SetAdmin } from "./set-admin.ts"
import type { SetPassword } from "./set-password.ts"
import type { AuthenticateAccess, ObtainTokenPair, RefreshAccess } from "./token-pair.ts"
import type { RequestEmailVerification, VerifyEmail } from "./verify-email.ts"

/** Accounts, sign-in, sessions and profiles. See `UseCasesIn`. */
export interface AccountUseCases<S extends Style> {
  /**
   * Adds accounts of another system with their password hashes, all or nothing. An empty shop keeps their ids. For the
   * operator.
   *
   * @example
   * const ann = { id: 7, username: "ann", passwordHash: "pbkdf2_sha256$...", isAdmin: false, isActive: true }
   * const imported = await shop.importAccounts([ann])
   * if (imported.ok) console.log(imported.value.accounts)
   */
  readonly importAccounts: In<S, ImportAccounts>
  /**
   * Returns the account of a user of the host, and creates it at first use, without a password. Use cases accept
   * `{ externalId }` as their actor and do the same, so hosts need this only for the account's id.
   *
   * @example
   * const ensured = await shop.ensureAccount({ externalId: "user_01HZX3" })
   * if (ensured.ok) console.log(ensured.value.account.id, ensured.value.isNew)
   */
  readonly ensureAccount: In<S, EnsureAccount>
  /**
   * Opens an account. `rules` replaces the shop's registration rules for this call. A rejected registration stores no
   * picture.
   *
   * @example
   * const mia = await shop.register({ username: "mia", password: "a-long-password" })
   * if (!mia.ok) console.log(mia.error._tag)
   */
  readonly register: In<S, Register>
  /**
   * Opens a session for a login and a password. The token is returned once and not stored. `by` lists the kinds of
   * identifier that `login` may be; `address` is the client's network address. An unknown login, a wrong password and
   * an inactive account return the same error.
   *
   * @example
   * const signedIn = await shop.logIn({ login: "mia", by: ["username", "email"], password, address: "127.0.0.1" })
   * if (signedIn.ok) console.log(signedIn.value.token)
   */
  readonly logIn: In<S, LogIn>
  /** Returns the open session of a token that `logIn` issued. */
  readonly authenticate: In<S, Authenticate>
  /**
   * Opens a session for a login and a password and issues a pair of signed tokens. With `rotates`, the refresh token
   * can be used once, and only by `rotateRefresh`.
   */
  readonly obtainTokenPair: In<S, ObtainTokenPair>
  /** Issues an access token for a refresh token whose session is open. The refresh token stays valid. */
  readonly refreshAccess: In<S, RefreshAccess>
  /** Returns the account of an access token whose session is open. */
  readonly authenticateAccess: In<S, AuthenticateAccess>
  /** Returns the session of a refresh token without using the token. */
  readonly authenticateRefresh: In<S, AuthenticateRefresh>
  /**
   * Exchanges a refresh token for a new refresh token and a new access token. Using a token again after the grace
   * period ends its session.
   */
  readonly rotateRefresh: In<S, RotateRefresh>
  /** Lists the actor's open sessions, newest first. */
  readonly listSessions: In<S, ListSessions>
  /** Ends one session of the actor at once, on every process. Returns whether it was open. */
  readonly endSession: In<S, EndSession>
  /** Ends all sessions of an account: the actor's own, or those of any account for admins. Returns how many. */
  readonly endSessions: In<S, EndSessions>
  /** Returns the personal data of an account: the actor's own, or that of any account for admins. */
  readonly exportAccount: In<S, ExportAccount>
  /**
   * Erases the person of an account: the actor's own with the current password, or any for admins. Its orders remain,
   * without the person. Its identifiers are free again. The last active admin cannot be erased.
   *
   * @example
   * const erased = await shop.eraseAccount(admin, { account: AccountId(7) })
   * if (!erased.ok) console.log(erased.error._tag)
   */
  readonly eraseAccount: In<S, EraseAccount>
  /** Deactivates an account and ends its sessions at once, or activates it again. Admins only. */
  readonly setAccountActive: In<S, SetAccountActive>
  /**
   * Replaces the metadata of an account, or removes it with `null`, and returns the account. Admins only. Use
   * `ensureAccount` for the id of the account of a user of the host.
   *
   * @example
   * const metadata = { loyalty: "gold", crm: { id: "C-1024" } }
   * const set = await shop.setAccountMetadata(operator, { account: AccountId(7), metadata })
   * if (set.ok) console.log(set.value.metadata?.loyalty)
   */
  readonly setAccountMetadata: In<S, SetAccountMetadata>
  /** Sets the password of any account and ends its sessions. For the operator: no actor is required. */
  readonly setPassword: In<S, SetPassword>
  /** Returns a profile. An actor may read their own profile; admins may read all profiles. */
  readonly viewProfile: In<S, ViewProfile>
  /** Changes a profile: all fields or none. An actor may change their own profile; admins may change all profiles. */
  readonly updateProfile: In<S, UpdateProfile>
  /** Changes the actor's own password and ends all sessions of the account. Requires the current password. */
  readonly changePassword: In<S, ChangePassword>
  /**
   * Returns one page of accounts, newest first, by word prefixes of identifiers and names. Admins only. `next` is the
   * account before which the next page begins, or `null` on the last page.
   *
   * @example
   * const found = await shop.searchAccounts(admin, { text: "mia", limit: 20 })
   * if (found.ok) for (const { account } of found.value.accounts) console.log(account.id, account.username)
   */
  readonly searchAccounts: In<S, SearchAccounts>
  /** Returns an account with its open sessions and newest orders. Admins only. */
  readonly viewAccount: In<S, ViewAccount>
  /** Grants or revokes the admin role and ends the account's sessions. The last active admin keeps it. Admins only. */
  readonly setAdmin: In<S, SetAdmin>
  /**
   * Queues a mail with a link to choose a new password. The result is the same whether an account signs in with `login`
   * or not.
   *
   * @example
   * await shop.requestPasswordReset({ login: "mia@example.com", address: "127.0.0.1" })
   */
  readonly requestPasswordReset: In<S, RequestPasswordReset>
  /** Chooses a new password with the token of a link. The token becomes invalid, and all sessions end. */
  readonly resetPassword: In<S, ResetPassword>
  /** Creates a one-time link to choose a new password, valid for 24 hours. It is returned once. Admins only. */
  readonly createPasswordLink: In<S, CreatePasswordLink>
  /**
   * Creates a key with which a script calls the API `shopwright` as an admin, within scopes. The secret is returned once.
   * Admins only.
   *
   * @example
   * const command = { account: admin.id, name: "Nightly export", scopes: ["orders:read"], expiresAt: null }
   * const created = await shop.createApiKey(admin, command)
   * if (created.ok) console.log(created.value.secret)
   */
  readonly createApiKey: In<S, CreateApiKey>
  /** Lists the API keys of all admins, the newest first. Admins only. */
  readonly listApiKeys: In<S, ListApiKeys>
  /** Revokes an API key at once. Returns whether it existed. Admins only. */
  readonly revokeApiKey: In<S, RevokeApiKey>
  /**
   * Returns the owner and the scopes of an API key that works. The caller checks the scopes.
   *
   * @example
   * const bearer = await shop.authenticateApiKey("swk_1f2a")
   * if (bearer.ok && bearer.value.key.scopes.includes("orders:read")) console.log(bearer.value.account.id)
   */
  readonly authenticateApiKey: In<S, AuthenticateApiKey>
  /** Queues a mail with a link that confirms the actor's e-mail address. */
  readonly requestEmailVerification: In<S, RequestEmailVerification>
  /** Confirms an e-mail address with the token of a link. The profile is verified then. */
  readonly verifyEmail: In<S, VerifyEmail>
  /** Sends one queued mail. `openShop` runs this in the background, so hosts do not call it. */
  readonly sendQueuedMail: In<S, SendQueuedMail>
  /** Creates an account that manages the shop. For the operator: takes no actor and checks no permission. */
  readonly createAdmin: In<S, CreateAdmin>
  /**
   * Creates an account that manages the shop, if the shop has no admin. Of concurrent calls, at most one succeeds; the
   * others fail with `AdminExists`. Takes no actor and checks no permission: the caller decides who sets up the shop.
   *
   * @example
   * const created = await shop.createFirstAdmin({ username: "owner", password })
   * if (!created.ok && created.error._tag === "AdminExists") console.log("Sign in as the admin.")
   */
  readonly createFirstAdmin: In<S, CreateFirstAdmin>
  /**
   * Ensures that an active admin with this user name exists. An existing active admin keeps its password.
   * `passwordDiffers` reports whether that differs from the given one.
   */
  readonly ensureAdmin: In<S, EnsureAdmin>
  /**
   * Returns the stored pictures to which no account or product refers. With `repair`, `purgeExpired` removes them a day
   * later. Use `repair` only if no other shop stores pictures in the same place. For the operator.
   *
   * @example
   * const unknown = await shop.auditPictures({ repair: false })
   * console.log(`${unknown.length} pictures are not in use`)
   */
  readonly auditPictures: In<S, AuditPictures>
}
