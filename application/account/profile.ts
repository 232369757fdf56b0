import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Actor } from "../../domain/account/actor.ts"
import {
  CurrentPasswordMissing,
  CurrentPasswordWrong,
  NotPermitted,
  ProfileChanged,
  ProfileRefused,
  type SignInThrottled,
  UnknownAccount,
} from "../../domain/account/errors.ts"
import type { PasswordRule } from "../../domain/account/password.ts"
import type { PictureRefused } from "../../domain/account/picture.ts"
import { type ProfileDetails, profileFaults } from "../../domain/account/profile.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { CommonPasswords } from "../ports/common-passwords.ts"
import type { PicturesBusy } from "../ports/media.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { AccountDetails, Profiles } from "../ports/profiles.ts"
import { checkNewPassword } from "./check-new-password.ts"
import type { VerifyPassword } from "./verify-password.ts"
import { type WithPicturePorts, withPicture } from "./with-picture.ts"

/** Returns a profile. People may read their own profile; admins may read any. */
export type ViewProfile = (
  actor: Actor,
  account: AccountId,
) => Effect.Effect<AccountDetails, NotPermitted | UnknownAccount>

export const makeViewProfile = ({ profiles }: { readonly profiles: Profiles }): ViewProfile =>
  Effect.fnUntraced(function* (actor, account) {
    // Callers without permission must not learn which accounts exist.
    if (!mayTouch(actor, account)) return yield* new NotPermitted()
    return (yield* profiles.find(account)) ?? (yield* new UnknownAccount({ account }))
  })

export interface UpdateProfilePorts extends WithPicturePorts {
  readonly accounts: Accounts
  readonly profiles: Profiles
  readonly passwords: PasswordHasher
  readonly commonPasswords: CommonPasswords
  readonly verifyPassword: VerifyPassword
  readonly clock: Clock
}

export interface UpdateProfileCommand {
  readonly account: AccountId
  readonly details: Partial<ProfileDetails>
  /** The bytes of a new picture. `null` removes the picture, `undefined` keeps it. */
  readonly picture?: Uint8Array | null | undefined
  /** A new password requires the current one, also from admins. Changing it ends all sessions of the account. */
  readonly password?: { readonly current: string | undefined; readonly next: string } | undefined
  /** The version that the update is based on. Defaults to any: then the last update wins. */
  readonly version?: number | undefined
  /** The network address of the request. */
  readonly address: string
}

export type UpdateProfileError =
  | NotPermitted
  | UnknownAccount
  | ProfileRefused
  | ProfileChanged
  | CurrentPasswordMissing
  | CurrentPasswordWrong
  | SignInThrottled
  | PasswordsBusy
  | PictureRefused
  | PicturesBusy

/**
 * Changes a profile, all or nothing. Of concurrent updates with the same `version`, one succeeds. People may change their own profile; admins may change any. A replaced picture is
 * deleted.
 */
export type UpdateProfile = (
  actor: Actor,
  command: UpdateProfileCommand,
  rule: PasswordRule,
) => Effect.Effect<AccountDetails, UpdateProfileError>

export const makeUpdateProfile = (ports: UpdateProfilePorts): UpdateProfile => {
  const { profiles, pictures, clock } = ports
  const changedPassword = newPasswordHash(ports)
  return Effect.fnUntraced(function* (actor, command, rule) {
    const { account, details, picture, version } = command
    if (!mayTouch(actor, account)) return yield* new NotPermitted()
    const faults = profileFaults(details)
    if (faults.length > 0) return yield* new ProfileRefused({ faults })
    const passwordHash = yield* changedPassword(command, rule)
    const written = withPicture(ports, picture ?? null, (name) =>
      Effect.gen(function* () {
        const profile = picture === undefined ? details : { ...details, picture: name }
        const updated = yield* profiles.update(account, { profile, passwordHash, from: version }, clock.now()).pipe(
          // Without a version there is no conflict.
          Effect.catchTag("ProfileConflict", () => new ProfileChanged({ account, version: version ?? 0 })),
        )
        return updated ?? (yield* new UnknownAccount({ account }))
      }),
    )
    const replaced = Effect.tap(written, ({ formerPicture }) =>
      picture === undefined || formerPicture === null ? Effect.void : pictures.remove(formerPicture),
    )
    // No record refers to the previous picture any more.
    return (yield* Effect.uninterruptible(replaced)).details
  })
}

/**
 * Checks the current password and the new one. Returns the hash to store, or `undefined` when the password does not
 * change.
 */
const newPasswordHash = ({ accounts, passwords, commonPasswords, verifyPassword }: UpdateProfilePorts) =>
  Effect.fnUntraced(function* ({ account, password, address }: UpdateProfileCommand, rule: PasswordRule) {
    if (password === undefined) return undefined
    const credentials = yield* accounts.findById(account)
    const owner = credentials?.account ?? {}
    yield* checkNewPassword(commonPasswords, password.next, rule, owner)
    if (password.current === undefined || password.current === "") return yield* new CurrentPasswordMissing()
    if (credentials === null) return yield* new UnknownAccount({ account })
    yield* verifyPassword({ credentials, known: "", password: password.current, address }).pipe(
      Effect.catchTag("InvalidCredentials", () => Effect.fail(new CurrentPasswordWrong())),
    )
    return yield* passwords.hash(password.next)
  })

const mayTouch = (actor: Actor, account: AccountId): boolean => actor.isAdmin || actor.id === account
