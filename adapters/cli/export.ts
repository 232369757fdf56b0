import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { pipeline } from "node:stream/promises"
import { Effect } from "effect"
import { plural } from "../../application/plural.ts"
import { PictureGone } from "../../application/ports/media.ts"
import type { AnyShop } from "../../composition/shop.ts"
import { makeHeapBound } from "./bounded-heap.ts"
import { type Call, type Command, noArguments } from "./command.ts"
import { existingDatabase } from "./database.ts"
import { CommandFailure, failureOf } from "./failure.ts"
import { pictureStorage } from "./picture-storage.ts"
import { commonOptions } from "./shop-options.ts"

const run = async ({ positionals, value, settings: read }: Call): Promise<void> => {
  noArguments(positionals)
  if (process.stdout.isTTY)
    throw new CommandFailure(
      "An export contains password hashes. Redirect it to a file: shopwright export > shop.ndjson",
    )
  const settings = await read()
  const database = existingDatabase(settings)
  const target = value("media")
  const media = target === undefined ? undefined : await pictureStorage(settings)
  const { openShop } = await import("../../composition/open-shop.ts")
  const heap = makeHeapBound()
  const shop = await openShop({ ...commonOptions(settings), database, media })
  try {
    if (target !== undefined) await mkdir(target, { recursive: true, mode: 0o700 })
    const missing: Array<string> = []
    const counts = await Effect.runPromise(
      Effect.mapError(
        shop.useCases.exportShop(async ({ lines, pictures }) => {
          await print(lines)
          heap.check()
          if (target === undefined) return
          for (const name of pictures) if (!(await copyPicture(shop, name, target))) missing.push(name)
        }),
        failureOf(({ ports }) => `This store has no ${ports} ports`),
      ),
    )
    for (const name of missing) process.stderr.write(`shopwright: warning: the picture ${name} is missing\n`)
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
    process.stderr.write(`exported ${plural(total, "record")}\n`)
  } finally {
    await shop.close()
  }
}

/** Waits while the reader is slower. */
const print = async (lines: ReadonlyArray<string>): Promise<void> => {
  if (!process.stdout.write(`${lines.join("\n")}\n`)) await once(process.stdout, "drain")
}

const copyPicture = async (shop: AnyShop, name: string, folder: string): Promise<boolean> => {
  const picture = await Effect.runPromise(shop.pictures.open(name))
  if (picture === null) return false
  const file = join(resolve(folder), name)
  try {
    await pipeline(picture.content, createWriteStream(file, { mode: 0o600 }))
    return true
  } catch (error) {
    if (!(error instanceof PictureGone)) throw error
    await rm(file, { force: true })
    return false
  }
}

export const exportShop: Command = {
  summary: "write the whole shop to standard output, to move it",
  synopsis: "",
  about: `Writes the whole shop to standard output as lines of JSON: accounts with their password hashes, catalogue, stock, orders
and events, as of one moment. "shopwright import" loads them into any other empty database. The shop can stay open if its
database is a server. Sessions are not exported: people sign in again.`,
  scope: "every command",
  flags: [{ name: "media", value: "FOLDER", about: "also copy the pictures into a folder" }],
  run,
}
