import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type DatabaseOption, migrate } from "../../composition/open-shop.ts"
import { createEmptyFolder } from "./empty-folder.ts"
import { freshDatabase } from "./postgres.ts"

/** An empty database, and its removal. */
export interface EmptyDatabase {
  readonly option: DatabaseOption
  readonly drop: () => Promise<void>
}

/** Every kind of database, for suites that must hold on each of them. */
export const databases: ReadonlyArray<{ readonly name: string; readonly empty: () => Promise<EmptyDatabase> }> = [
  { name: "memory", empty: async () => ({ option: "memory", drop: async () => {} }) },
  {
    name: "PGlite",
    empty: async () => {
      const parent = await mkdtemp(join(tmpdir(), "shopwright-http-"))
      const option = { folder: join(parent, "shop") }
      await createEmptyFolder(option.folder)
      return { option, drop: () => rm(parent, { recursive: true, force: true }) }
    },
  },
  {
    name: "PostgreSQL",
    empty: async () => {
      const { url, drop } = await freshDatabase()
      await migrate({ url })
      return { option: { url }, drop }
    },
  },
]
