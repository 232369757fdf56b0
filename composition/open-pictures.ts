import { join } from "node:path"
import { Effect } from "effect"
import type { Pictures } from "../application/ports/media.ts"
import type { ShopOptions } from "./settings.ts"

/** Opens the place for a shop's pictures. Imported on demand, as the databases are. */
export const openPictures = async ({ database, media }: ShopOptions): Promise<Pictures> => {
  const folder = media ?? (typeof database === "object" && "folder" in database ? join(database.folder, "media") : null)
  if (folder !== null) {
    const { openPictureFolder } = await import("../adapters/media/folder.ts")
    return openPictureFolder(folder)
  }
  if (database !== "memory") return noPictures
  const { openPicturesInMemory } = await import("../adapters/media/in-memory.ts")
  return openPicturesInMemory()
}

// In memory they would be lost with the process, and the records on the server name them still.
const noPictures: Pictures = {
  store: () => Effect.die(new Error("This shop keeps no pictures: openShop needs `media`, a folder, for them.")),
  remove: () => Effect.void,
  open: () => Effect.succeed(null),
}
