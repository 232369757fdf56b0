import { Effect } from "effect"
import { plural } from "../../application/plural.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { persistentDatabase } from "./database.ts"
import { reportDrifts } from "./doctor.ts"
import { UsageError } from "./failure.ts"
import { pictureFolder } from "./picture-storage.ts"
import { commonOptions } from "./shop-options.ts"

const run = async ({ positionals: [file, ...rest], settings: read }: Call): Promise<void> => {
  if (file === undefined) throw new UsageError("The file is missing: name a backup")
  noArguments(rest)
  const settings = await read()
  const database = persistentDatabase(settings)
  if (!("folder" in database))
    throw new UsageError(
      `${settings.source("database")} is a server; a backup is restored into a folder, and "shopwright export" moves the shop from there to a server`,
    )
  const media = await pictureFolder(settings)
  const { restoreBackup } = await import("../../composition/backups.ts")
  const { takenAt, pictures } = await restoreBackup(file, { folder: database.folder, media })
  const time = takenAt.toISOString().replace(/\.\d+/, "")
  process.stdout.write(`restored the shop of ${time} with ${plural(pictures, "picture")} into ${database.folder}\n`)
  const { openShop } = await import("../../composition/open-shop.ts")
  const shop = await openShop({ ...commonOptions(settings), database, media })
  try {
    reportDrifts(await Effect.runPromise(shop.useCases.auditStock({ repair: false })), false)
  } finally {
    await shop.close()
  }
}

export const restore: Command = {
  summary: "restore a backup into an empty folder",
  synopsis: " FILE",
  about: `Restores a backup of "shopwright backup" into the folder of --database, which must be empty or missing, and audits the
stock. Pictures go into the folder media in it, or where SHOPWRIGHT_MEDIA says.`,
  scope: "every command",
  flags: [],
  run,
}
