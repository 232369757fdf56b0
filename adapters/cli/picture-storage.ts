import { mkdir } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import type { ShopOptions } from "../../composition/settings.ts"
import { UsageError } from "./failure.ts"
import { DEFAULT_FOLDER } from "./settings/database-kind.ts"
import type { Settings } from "./settings/settings.ts"

/**
 * Returns where pictures are: a folder, a bucket, or `undefined` if the database determines it. Creates the parent of the
 * default folder.
 */
export const pictureStorage = async (settings: Settings): Promise<ShopOptions["media"]> => {
  const given = settings.value("media")
  if (isBucket(given)) return typeof given === "object" ? given : bucketOf(given, settings)
  if (given !== undefined) return resolve(given)
  const database = settings.value("database")
  if (database === "memory" || "folder" in database) return undefined
  const media = resolve(DEFAULT_FOLDER, "media")
  // The parent may contain private data.
  await mkdir(dirname(media), { recursive: true, mode: 0o700 })
  return media
}

/** Whether pictures are in a bucket. */
export const isBucket = (media: ShopOptions["media"]): media is NonNullable<ShopOptions["media"]> =>
  typeof media === "object" || media?.startsWith("s3://") === true

const bucketOf = (url: string, settings: Settings): ShopOptions["media"] => {
  const [bucket = "", ...path] = url.slice("s3://".length).split("/")
  const [accessKeyId, secretAccessKey] = [settings.value("s3.accessKeyId"), settings.value("s3.secretAccessKey")]
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new UsageError(
      `${settings.source("media")} is a bucket, which requires AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
    )
  const prefix = path.join("/")
  return {
    bucket,
    region: settings.value("s3.region") ?? "us-east-1",
    accessKeyId,
    secretAccessKey,
    sessionToken: settings.value("s3.sessionToken"),
    endpoint: settings.value("s3.endpoint"),
    prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`,
  }
}

/** Returns the folder for pictures, or `undefined` if the database determines it. Throws UsageError for a bucket. */
export const pictureFolder = async (settings: Settings): Promise<string | undefined> => {
  const storage = await pictureStorage(settings)
  if (typeof storage !== "object") return storage
  throw new UsageError(`${settings.source("media")} is a bucket, and a backup contains the pictures of a folder`)
}
