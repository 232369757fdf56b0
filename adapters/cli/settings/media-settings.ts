import type { ShopOptions } from "../../../composition/settings.ts"
import { InvalidValue, inFolder, type Kind, onOff, text } from "./kind.ts"
import { optional } from "./setting.ts"
import { isObject, object } from "./structure.ts"

type Bucket = Exclude<ShopOptions["media"], string | undefined>

const bucket: Kind<Bucket> = object<Bucket>(
  {
    bucket: text(),
    region: text(),
    accessKeyId: text(),
    secretAccessKey: text(),
    sessionToken: text(),
    endpoint: text(),
    prefix: text(),
  },
  ["bucket", "region", "accessKeyId", "secretAccessKey"],
)

/** A folder, or `s3://bucket/prefix`. In the configuration file also an object with the bucket and its credentials. */
const media: Kind<string | Bucket> = {
  fromText: (given, base) => {
    if (!given.startsWith("s3:")) return inFolder(given, base)
    if (/^s3:\/\/[^/\s]+(\/\S*)?$/.test(given)) return given
    throw new InvalidValue(`must be a folder, or s3://BUCKET/PREFIX, not '${given}'`)
  },
  fromValue: (value, base) => {
    if (typeof value === "string" && value !== "") return media.fromText(value, base)
    if (isObject(value)) return bucket.fromValue(value, base)
    throw new InvalidValue("must be the path of a folder, s3://BUCKET/PREFIX, or an object with a bucket")
  },
}

const ofS3 = { scope: "every command", isInFile: false } as const

/** The settings of pictures. The variables of S3 are those that other programs use. */
export const mediaSettings = {
  media: optional(media, {
    scope: "every command",
    variable: "SHOPWRIGHT_MEDIA",
    isSecret: false,
    about:
      "the folder for pictures, or s3://BUCKET/PREFIX; processes on one database must share it; S3 needs the package aws4fetch",
    usual: "media in the folder of the embedded database, or .shopwright/media with a server database",
  }),
  exclusiveMedia: optional(onOff, {
    scope: "every command",
    variable: "SHOPWRIGHT_EXCLUSIVE_MEDIA",
    about:
      "on or off: whether only this shop stores pictures there; then pictures to which no account or product refers are removed after a day",
    usual: "on for media in the folder of the embedded database, otherwise off",
  }),
  "s3.region": optional(text("a region"), {
    ...ofS3,
    variable: "AWS_REGION",
    about: "the region of the bucket for pictures",
    usual: "us-east-1",
  }),
  "s3.endpoint": optional(text("a URL"), {
    ...ofS3,
    variable: "AWS_ENDPOINT_URL_S3",
    about: "the URL of a service other than AWS that stores pictures",
    usual: "AWS",
  }),
  "s3.accessKeyId": optional(text(), {
    ...ofS3,
    variable: "AWS_ACCESS_KEY_ID",
    isSecret: true,
    about: "the key id for the bucket; required with s3://",
  }),
  "s3.secretAccessKey": optional(text(), {
    ...ofS3,
    variable: "AWS_SECRET_ACCESS_KEY",
    isSecret: true,
    about: "the secret of the key; required with s3://",
  }),
  "s3.sessionToken": optional(text(), {
    ...ofS3,
    variable: "AWS_SESSION_TOKEN",
    isSecret: true,
    about: "the token of temporary credentials",
  }),
}
