import { copyFile, link, mkdir, readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { ifMissing } from "./errors.ts"
import type { Mirror } from "./mirror.ts"

/**
 * Creates an empty mirror of a folder of pictures. A picture appears complete under a new name and never changes, so a
 * second name for the same file is a copy. Elsewhere than on the same disk, the picture is copied.
 */
export const pictureMirror = (source: string, target: string): Mirror => {
  const held = new Set<string>()
  return {
    update: async (signal) => {
      await mkdir(target, { recursive: true, mode: 0o700 })
      const present = new Set(await pictureNames(source))
      for (const name of present) {
        signal.throwIfAborted()
        if (held.has(name)) continue
        const [from, to] = [join(source, name), join(target, name)]
        const isCopied = await link(from, to)
          .catch(() => copyFile(from, to))
          .then(() => true)
          .catch(ifMissing(false))
        if (isCopied) held.add(name)
      }
      for (const name of [...held].filter((name) => !present.has(name))) {
        await rm(join(target, name), { force: true })
        held.delete(name)
      }
    },
  }
}

/** Returns the names of the complete pictures of a folder, or none if it does not exist. */
export const pictureNames = async (folder: string): Promise<ReadonlyArray<string>> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(ifMissing([]))
  return entries.filter((entry) => entry.isFile() && !entry.name.startsWith(".")).map(({ name }) => name)
}
