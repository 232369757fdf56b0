/** A bucket of S3, or of a service with its API, in which a shop keeps its pictures. */
export interface S3Settings {
  readonly bucket: string
  /** Such as `eu-central-1`. Services without regions accept `auto` or `us-east-1`. */
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** The token of temporary credentials. */
  readonly sessionToken?: string | undefined
  /** The URL of a service other than AWS, such as `https://s3.example.com`; the bucket follows in its path. */
  readonly endpoint?: string | undefined
  /** What the names of all objects begin with, such as `shop/`. Defaults to nothing. */
  readonly prefix?: string | undefined
}

/** Throws RangeError for settings that cannot be used. The message repeats no secret. */
export const checkS3Settings = ({
  bucket,
  region,
  accessKeyId,
  secretAccessKey,
  endpoint,
  prefix = "",
}: S3Settings) => {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new RangeError(`media.bucket must be the name of a bucket (3 to 63 of a-z, 0-9, . and -), not '${bucket}'.`)
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw new RangeError(`media.region must be a region, not '${region}'.`)
  if (accessKeyId === "" || secretAccessKey === "")
    throw new RangeError("media.accessKeyId and media.secretAccessKey must not be empty.")
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ""))
    throw new RangeError(`media.endpoint must be an http:// or https:// URL, not '${endpoint}'.`)
  if (!/^(\w[\w.-]*\/)*(\w[\w.-]*)?$/.test(prefix))
    throw new RangeError(`media.prefix must be a path of letters, digits, _, . and -, not '${prefix}'.`)
}

/** Returns the URL of the bucket. AWS has it in the host name, other services in the path. */
const bucketUrl = ({ bucket, region, endpoint }: S3Settings): string =>
  endpoint === undefined ? `https://${bucket}.s3.${region}.amazonaws.com` : `${endpoint.replace(/\/+$/, "")}/${bucket}`

/** Returns the URL of an object. */
export const objectUrl = (settings: S3Settings, name: string): string =>
  `${bucketUrl(settings)}/${settings.prefix ?? ""}${name}`

/**
 * Returns the URL of a page of the list of objects below the prefix, behind the key `after`. The first version of the
 * operation continues behind a key. The second one requires an opaque token, which not every service can create.
 */
export const listUrl = (settings: S3Settings, after: string): string => {
  const query = new URLSearchParams({ prefix: settings.prefix ?? "", marker: after })
  return `${bucketUrl(settings)}?${query}`
}
