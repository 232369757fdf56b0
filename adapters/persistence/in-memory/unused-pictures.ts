import { Effect } from "effect"
import type { UnusedPictures } from "../../../application/ports/unused-pictures.ts"
import type { PictureName } from "../../../domain/account/picture.ts"
import type { Store } from "./store.ts"

/** The in-memory implementation of `UnusedPictures`. */
export const inMemoryUnusedPictures = (store: Store): UnusedPictures => ({
  unknown: (pictures) =>
    Effect.sync(() => {
      const used = usedPictures(store)
      return pictures.filter((picture) => !used.has(picture) && !store.notedPictures.has(picture))
    }),

  note: (picture) => Effect.sync(() => void store.notedPictures.set(picture, performance.now())),

  find: (seconds, limit) =>
    Effect.sync(() => {
      const before = performance.now() - seconds * 1000
      const noted = [...store.notedPictures].filter(([, at]) => at <= before).slice(0, limit)
      const used = usedPictures(store)
      for (const [picture] of noted) if (used.has(picture)) store.notedPictures.delete(picture)
      return noted.flatMap(([picture]) => (used.has(picture) ? [] : [picture]))
    }),

  forget: (pictures) =>
    Effect.sync(() => {
      for (const picture of pictures) store.notedPictures.delete(picture)
    }),
})

/** The pictures to which accounts and products refer. */
const usedPictures = (store: Store): ReadonlySet<PictureName | null> =>
  new Set([
    ...[...store.accounts.values()].map(({ profile }) => profile.picture),
    ...[...store.products.values()].flatMap(({ pictures }) => pictures.map(({ name }) => name)),
  ])
