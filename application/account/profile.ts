import { Effect, Result } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import type { Actor } from "../../domain/account/actor.ts"
import {
  CurrentPasswordMissing,
  CurrentPasswordWrong,
  NotPermitted,
  ProfileRefused,
  type SignInThrottled,
  UnknownAccount,
} from "../../domain/account/errors.ts"
import { checkPassword, type PasswordRule } from "../../domain/account/password.ts"
import type { PictureRefused } from "../../domain/account/picture.ts"
import { type ProfileDetails, profileFaults } from "../../domain/account/profile.ts"
import type { Accounts } from "../ports/accounts.ts"
import type { Clock } from "../ports/clock.ts"
import type { Pictures, PicturesBusy } from "../ports/media.ts"
import type { PasswordHasher, PasswordsBusy } from "../ports/password-hasher.ts"
import type { AccountDetails, Profiles } from "../ports/profiles.ts"
import type { VerifyPassword } from "./verify-password.ts"
import { withPicture } from "./with-picture.ts"

/** Reads a profile: one's own, or anybody's for an admin. */
export type ViewProfile = (
  actor: Actor,
  account: AccountId,
) => Effect.Effect<AccountDetails, NotPermitted | UnknownAccount>

export const makeViewProfile = ({ profiles }: { readonly profiles: Profiles }): ViewProfile =>
  Effect.fnUntraced(function* (actor, account) {
    // Others learn nothing of who exists.
    if (!mayTouch(actor, account)) return yield* new NotPermitted()
    return (yield* profiles.find(account)) ?? (yield* new UnknownAccount({ account }))
  })

export interface UpdateProfilePorts {
  readonly accounts: Accounts
  readonly profiles: Profiles
  readonly passwords: PasswordHasher
  readonly verifyPassword: VerifyPassword
  readonly pictures: Pictures
  readonly clock: Clock
}

export interface UpdateProfileCommand {
  readonly account: AccountId
  readonly details: Partial<ProfileDetails>
  /** Bytes of a new picture; `null` removes the picture, nothing keeps it. */
  readonly picture?: Uint8Array | null | undefined
  /** A new password needs the current one, whoever asks; all sessions end with it. */
  readonly password?: { readonly current: string | undefined; readonly next: string } | undefined
  /** The network address that the request came from. */
  readonly address: string
}

export type UpdateProfileError =
  | NotPermitted
  | UnknownAccount
  | ProfileRefused
  | CurrentPasswordMissing
  | CurrentPasswordWrong
  | SignInThrottled
  | PasswordsBusy
  | PictureRefused
  | PicturesBusy

/** Changes a profile: one's own, or anybody's for an admin. All of it or nothing; a replaced picture is removed. */
export type UpdateProfile = (
  actor: Actor,
  command: UpdateProfileCommand,
  rule: PasswordRule,
) => Effect.Effect<AccountDetails, UpdateProfileError>

export const makeUpdateProfile = (ports: UpdateProfilePorts): UpdateProfile => {
  const { profiles, pictures, clock } = ports
  const changedPassword = newPasswordHash(ports)
  return Effect.fnUntraced(function* (actor, command, rule) {
    const { account, details, picture } = command
    if (!mayTouch(actor, account)) return yield* new NotPermitted()
    const faults = profileFaults(details)
    if (faults.length > 0) return yield* new ProfileRefused({ faults })
    const passwordHash = yield* changedPassword(command, rule)
    const written = withPicture(pictures, picture ?? null, (name) =>
      Effect.gen(function* () {
        const change = { profile: picture === undefined ? details : { ...details, picture: name }, passwordHash }
        return (yield* profiles.update(account, change, clock.now())) ?? (yield* new UnknownAccount({ account }))
      }),
    )
    const replaced = Effect.tap(written, ({ formerPicture }) =>
      picture === undefined || formerPicture === null ? Effect.void : pictures.remove(formerPicture),
    )
    // Once the record is written nobody else knows of the former picture.
    return (yield* Effect.uninterruptible(replaced)).details
  })
}

/** Checks who changes a password and the password itself; the hash to store, nothing where none is to change. */
const newPasswordHash = ({ accounts, passwords, verifyPassword }: UpdateProfilePorts) =>
  Effect.fnUntraced(function* ({ account, password, address }: UpdateProfileCommand, rule: PasswordRule) {
    if (password === undefined) return undefined
    const checked = checkPassword(password.next, rule)
    if (Result.isFailure(checked)) return yield* new ProfileRefused({ faults: [checked.failure] })
    if (password.current === undefined || password.current === "") return yield* new CurrentPasswordMissing()
    const credentials = yield* accounts.findById(account)
    if (credentials === null) return yield* new UnknownAccount({ account })
    yield* verifyPassword({ credentials, known: "", password: password.current, address }).pipe(
      Effect.catchTag("InvalidCredentials", () => Effect.fail(new CurrentPasswordWrong())),
    )
    return yield* passwords.hash(password.next)
  })

const mayTouch = (actor: Actor, account: AccountId): boolean => actor.isAdmin || actor.id === account
