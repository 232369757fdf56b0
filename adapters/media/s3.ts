import type * as aws4fetch from "aws4fetch"
import { Effect } from "effect"
import { PictureGone, type Pictures } from "../../application/ports/media.ts"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import type { PictureName } from "../../domain/account/picture.ts"
import { defaultPictureLimits, type PictureLimits } from "./limits.ts"
import { contentTypes, type Ending, newPictureName, readPictureName } from "./picture-name.ts"
import { makeReencoder } from "./re-encode.ts"
import { checkS3Settings, listUrl, objectUrl, type S3Settings } from "./s3-settings.ts"

/** How long one request may take, repetitions included, in milliseconds. */
const TIMEOUT_MS = 10_000
/** Statuses 429 and 5xx are repeated so often, with growing pauses. */
const RETRIES = 2

/**
 * Keeps pictures in a bucket, which all processes share. Loads the package aws4fetch. Objects are complete or absent,
 * because S3 shows an object only when all of it has arrived. If the service does not respond, calls raise
 * `StoreUnavailable`, so that HTTP clients get a 503. Throws RangeError for invalid settings.
 */
export const openPicturesInS3 = async (
  settings: S3Settings,
  limits: Partial<PictureLimits> = {},
): Promise<Pictures> => {
  checkS3Settings(settings)
  const { AwsClient } = await loadAws4fetch()
  const { accessKeyId, secretAccessKey, sessionToken, region } = settings
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }
  const client = new AwsClient({ ...keys, region, service: "s3", retries: RETRIES })
  const reencode = makeReencoder({ ...defaultPictureLimits, ...limits })

  /** Sends a request. Other statuses than 2xx and those in `expected` are failures. */
  const send = async (
    url: string,
    init: {
      readonly method: string
      readonly headers?: Record<string, string>
      readonly body?: Uint8Array<ArrayBuffer>
    },
    expected: ReadonlyArray<number> = [],
  ): Promise<Response> => {
    const request = { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }
    const response = await client.fetch(url, request).catch((cause: unknown) => {
      throw unavailable(cause)
    })
    if (response.ok || expected.includes(response.status)) return response
    const text = await response.text().catch(() => "")
    const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? "no code"
    const problem = new Error(`${init.method} in the bucket ${settings.bucket}: HTTP ${response.status}, ${code}`)
    throw response.status >= 500 || response.status === 429 ? unavailable(problem) : problem
  }

  const write = async (name: string, ending: Ending, bytes: Uint8Array): Promise<void> => {
    const headers = { "content-type": contentTypes[ending], "cache-control": "public, max-age=31536000, immutable" }
    // fetch requires bytes whose buffer is not shared.
    const response = await send(objectUrl(settings, name), { method: "PUT", headers, body: new Uint8Array(bytes) })
    await response.arrayBuffer()
  }

  const erase = async (name: string): Promise<void> => {
    const response = await send(objectUrl(settings, name), { method: "DELETE" }, [404])
    await response.arrayBuffer()
  }

  const remove = (name: string) =>
    Effect.promise(async () => {
      const known = readPictureName(name)
      if (known !== null) await erase(known.name)
    })

  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const { status, body } = await send(objectUrl(settings, name), { method: "GET" }, [404])
    if (status === 404) {
      await body?.cancel()
      throw new PictureGone()
    }
    if (body !== null) yield* body
  }

  async function* list(): AsyncGenerator<PictureName> {
    const prefix = settings.prefix ?? ""
    for (let [after, isTruncated] = ["", true]; isTruncated; ) {
      const page = await (await send(listUrl(settings, after), { method: "GET" })).text()
      // The names of this storage have no characters that XML escapes, but other objects may.
      const keys = [...page.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => unescaped(key))
      for (const key of keys) {
        const known = key.startsWith(prefix) ? readPictureName(key.slice(prefix.length)) : null
        if (known !== null) yield known.name
      }
      after = keys.at(-1) ?? ""
      isTruncated = page.includes("<IsTruncated>true</IsTruncated>") && after !== ""
    }
  }

  return {
    store: (bytes, announce = () => Effect.void) =>
      Effect.flatMap(reencode(bytes), (encoded) => {
        const name = newPictureName(encoded.ending)
        const written = Effect.promise(() => write(name, encoded.ending, encoded.bytes)).pipe(
          Effect.as(name),
          Effect.uninterruptible,
          Effect.onInterrupt(() => remove(name)),
        )
        return Effect.andThen(announce(name), written)
      }),
    put: (text, bytes) =>
      Effect.promise(async () => {
        const known = readPictureName(text)
        if (known !== null) await write(known.name, known.contentType === "image/png" ? "png" : "jpg", bytes)
        return known !== null
      }),
    remove,
    open: (text) =>
      Effect.promise(async () => {
        const known = readPictureName(text)
        if (known === null) return null
        const found = await send(objectUrl(settings, known.name), { method: "HEAD" }, [404])
        if (found.status === 404) return null
        const { name, contentType } = known
        return { contentType, size: Number(found.headers.get("content-length")), content: read(name) }
      }),
    list,
  }
}

const characters: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" }

const unescaped = (xml: string): string => xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => characters[name] ?? "")

const unavailable = (cause: unknown): StoreUnavailable =>
  new StoreUnavailable({
    message: `The storage for pictures cannot answer: ${cause instanceof Error ? cause.message : String(cause)}`,
    retryAfterSeconds: 5,
    cause,
  })

const loadAws4fetch = (): Promise<typeof aws4fetch> =>
  importAws4fetch("aws4fetch").catch((cause: unknown) => {
    throw new Error('Pictures in S3 require the package "aws4fetch": npm install aws4fetch', { cause })
  })

/** The name is a parameter, so that bundlers leave the import alone. */
const importAws4fetch = async (name: string): Promise<typeof aws4fetch> =>
  import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ name)
