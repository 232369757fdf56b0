import { Effect } from "effect"
import type { AccountId } from "../../domain/account/account.ts"
import { type Manager, requireAdmin } from "../../domain/account/actor.ts"
import { type NotPermitted, ProfileChanged, UnknownAccount } from "../../domain/account/errors.ts"
import type { InvalidField } from "../../domain/invalid-field.ts"
import { judgeOptional, type MetadataRules } from "../../domain/metadata-rules.ts"
import type { MetadataOf } from "../../domain/metadata-types.ts"
import type { Clock } from "../ports/clock.ts"
import type { AccountDetails, Profiles } from "../ports/profiles.ts"

/** The metadata of an account. */
export interface SetAccountMetadataCommand {
  readonly account: AccountId
  /** Replaces the metadata as a whole. `null` removes it. */
  readonly metadata: MetadataOf<"account"> | null
  /** The version that the change is based on. Defaults to any: then the last change wins. */
  readonly version?: number | undefined
}

/**
 * Replaces the metadata of an account and returns the account. Admins only. Metadata and profile have one version: of
 * concurrent changes with the same `version`, one succeeds and the others fail with `ProfileChanged`.
 */
export type SetAccountMetadata = (
  actor: Manager,
  command: SetAccountMetadataCommand,
) => Effect.Effect<AccountDetails, NotPermitted | InvalidField | UnknownAccount | ProfileChanged>

export const makeSetAccountMetadata = ({
  profiles,
  clock,
  metadata: rules = {},
}: {
  readonly profiles: Profiles
  readonly clock: Clock
  readonly metadata?: MetadataRules | undefined
}): SetAccountMetadata =>
  Effect.fnUntraced(function* (actor, { account, version, ...given }) {
    yield* Effect.fromResult(requireAdmin(actor))
    const metadata = yield* Effect.fromResult(judgeOptional(rules.account, "metadata", given.metadata))
    const updated = yield* profiles.update(account, { profile: {}, metadata, from: version }, clock.now()).pipe(
      // Without a version there is no conflict.
      Effect.catchTag("ProfileConflict", () => new ProfileChanged({ account, version: version ?? 0 })),
    )
    return (updated ?? (yield* new UnknownAccount({ account }))).details
  })
