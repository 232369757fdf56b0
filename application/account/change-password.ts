import { Effect } from "effect"
import type { Actor } from "../../domain/account/actor.ts"
import { defaultRegistrationRules, type RegistrationRules } from "../../domain/account/registration.ts"
import type { UpdateProfile, UpdateProfileError } from "./profile.ts"

/** A new password. */
export interface ChangePasswordCommand {
  readonly current: string
  readonly next: string
  /** The network address of the request. */
  readonly address: string
}

/** The reasons why a password is not changed. */
export type ChangePasswordError = Exclude<
  UpdateProfileError,
  { readonly _tag: "PictureRefused" | "PicturesBusy" | "ProfileChanged" }
>

/**
 * Changes the actor's own password and ends all sessions of the account, the current one included. Checks the current
 * password, with the limits on failed sign-ins, and the shop's rule for new passwords.
 */
export type ChangePassword = (actor: Actor, command: ChangePasswordCommand) => Effect.Effect<void, ChangePasswordError>

export const makeChangePassword =
  ({
    updateProfile,
    registration = defaultRegistrationRules,
  }: {
    readonly updateProfile: UpdateProfile
    readonly registration?: RegistrationRules
  }): ChangePassword =>
  (actor, { address, ...password }) =>
    updateProfile(actor, { account: actor.id, details: {}, password, address }, registration.password).pipe(
      Effect.asVoid,
      // There is no picture, and no version.
      Effect.catchTag(["PictureRefused", "PicturesBusy", "ProfileChanged"], Effect.die),
    )
