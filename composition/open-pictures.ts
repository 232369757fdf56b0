import { join } from "node:path"
import { Effect } from "effect"
import type { Pictures } from "../application/ports/media.ts"
import type { Ports } from "../application/ports/ports.ts"
import type { ShopOptions } from "./settings.ts"

/** Opens the storage for pictures. Imports it on demand. */
export const openPictures = async ({ database, media }: ShopOptions<unknown, unknown>): Promise<Pictures> => {
  if (typeof media === "object") {
    const { openPicturesInS3 } = await import("../adapters/media/s3.ts")
    return openPicturesInS3(media)
  }
  const folder = media ?? (typeof database === "object" && "folder" in database ? mediaIn(database.folder) : null)
  if (folder !== null) {
    const { openPictureFolder } = await import("../adapters/media/folder.ts")
    return openPictureFolder(folder)
  }
  if (database !== "memory") return noPictures
  const { openPicturesInMemory } = await import("../adapters/media/in-memory.ts")
  return openPicturesInMemory()
}

/** Whether only this shop stores pictures there, so that all others are unused. */
export const ownsPictures = ({ database, media, exclusiveMedia }: ShopOptions<unknown, unknown>): boolean =>
  exclusiveMedia ?? (media === undefined && typeof database === "object" && "folder" in database)

/** Returns where pictures are by default if the database is in a folder. */
export const mediaIn = (folder: string): string => join(folder, "media")

// Pictures in memory would be lost with the process, while the records on the server still refer to them.
const noStorage = Effect.die(
  new Error("This shop has no storage for pictures: set `media` of openShop to a folder or a bucket."),
)

const noPictures: Pictures = {
  store: () => noStorage,
  put: () => noStorage,
  remove: () => Effect.void,
  open: () => Effect.succeed(null),
  list: async function* () {
    // Without storage, there are no pictures.
  },
}

/** A process without storage for pictures leaves unused ones to the processes that have it. */
export const withoutCleaning = (ports: Ports): Ports =>
  ports.services.pictures === noPictures ? { ...ports, pictures: undefined } : ports

/**
 * In a transaction of the host, which may still roll back, no picture is removed at once. The next `purgeExpired` that
 * finds it unused removes it.
 */
export const removingLater = (ports: Ports): Ports =>
  ports.pictures === undefined
    ? ports
    : { ...ports, services: { ...ports.services, pictures: { ...ports.services.pictures, remove: () => Effect.void } } }
