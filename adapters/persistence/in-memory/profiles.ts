import { Effect } from "effect"
import type { AccountDetails, ProfileConflict, Profiles, UpdatedProfile } from "../../../application/ports/profiles.ts"
import type { AccountRecord } from "./identity-records.ts"
import { endSessionsOf } from "./sessions.ts"
import { personOf, type Store } from "./store.ts"

/** The in-memory implementation of `Profiles`. */
export const inMemoryProfiles = (store: Store): Profiles => ({
  find: (id) =>
    Effect.sync(() => {
      const record = personOf(store, id)
      return record === undefined ? null : detailsOf(record)
    }),

  update: (id, { profile, metadata, passwordHash, from }, at) =>
    Effect.suspend((): Effect.Effect<UpdatedProfile | null, ProfileConflict> => {
      const former = personOf(store, id)
      if (former === undefined) return Effect.succeed(null)
      if (from !== undefined && former.version !== from) return Effect.fail({ _tag: "ProfileConflict" })
      const password = passwordHash === undefined ? {} : { passwordHash, passwordChangedAt: new Date(at) }
      const updated: AccountRecord = Object.freeze({
        ...former,
        ...password,
        profile: Object.freeze({ ...former.profile, ...profile }),
        metadata: metadata === undefined ? former.metadata : metadata,
        updatedAt: new Date(at),
        version: former.version + 1,
      })
      store.accounts.set(id, updated)
      const replaced = former.profile.picture
      if (profile.picture !== undefined && replaced !== null) store.notedPictures.set(replaced, performance.now())
      if (passwordHash !== undefined) endSessionsOf(store, id)
      return Effect.succeed({ details: detailsOf(updated), formerPicture: replaced })
    }),
})

/** Returns a copy of the details for the caller. Dates are copied, because frozen objects do not protect a `Date`. */
export const detailsOf = ({
  account,
  profile,
  metadata,
  createdAt,
  updatedAt,
  version,
}: AccountRecord): AccountDetails => ({
  account,
  profile,
  metadata,
  createdAt: new Date(createdAt),
  updatedAt: new Date(updatedAt),
  version,
})
