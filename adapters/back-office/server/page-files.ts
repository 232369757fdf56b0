import { randomBytes } from "node:crypto"
import { readFile } from "node:fs/promises"

/** The folder into which the page is built: beside this folder, in the sources and in the package. */
const builtPage = new URL("../built/", import.meta.url)

/** A response with a file of the page. */
export interface PageResponse {
  readonly status: number
  readonly body: Buffer
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
}

/** What a browser asks for: the path below the mount path, and what it accepts. */
export interface PageRequest {
  /** Begins with a slash. */
  readonly path: string
  /** The mount path, if the client asked for it without a slash at its end. Otherwise `null`. */
  readonly withoutSlash: string | null
  /** Whether the client accepts a content coding, such as `br`. */
  readonly acceptsEncoding: (coding: string) => boolean
}

/** Stands in the built page for the nonce of each response. */
export const NONCE = "__csp_nonce__"

/**
 * The page runs its own scripts only and sends requests to its own server only. Its style sheets come from a script that
 * knows the nonce, because the library of components creates them while it runs.
 */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ")

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
}

/** A file of the page. Its name contains a hash of its content, so that it never changes. */
const asset = /^\/assets\/([\w-]+(?:\.[\w-]+)*\.(js|css|svg))$/

/**
 * Returns a function that responds with the files of the back office, or with `null` for a path that is no file of it.
 * Files are read when they are first requested. `folder` defaults to the page that was built with the package.
 */
export const pageFiles = (folder: URL = builtPage): ((request: PageRequest) => Promise<PageResponse | null>) => {
  const known = new Map<string, Promise<Buffer | null>>()
  const read = (name: string): Promise<Buffer | null> => {
    const found = known.get(name)
    if (found !== undefined) return found
    const reading = readFile(new URL(name, folder)).catch(() => null)
    known.set(name, reading)
    // A missing file is not kept: names of missing files come from clients.
    reading.then((bytes) => bytes === null && known.delete(name))
    return reading
  }
  return async ({ path, withoutSlash, acceptsEncoding }) => {
    if (withoutSlash !== null) return toSlash(withoutSlash)
    if (path === "/") return page(await read("index.html"))
    const [, name, extension = ""] = asset.exec(path) ?? []
    if (name === undefined) return null
    const encoding = encodings.find(([coding]) => acceptsEncoding(coding))
    const [coding, suffix] = encoding ?? [null, ""]
    const body = await read(`assets/${name}${suffix}`)
    if (body === null) return null
    const headers = { "Cache-Control": "public, max-age=31536000, immutable", Vary: "Accept-Encoding" }
    return {
      status: 200,
      body,
      type: types[extension] ?? "application/octet-stream",
      headers: coding === null ? headers : { ...headers, "Content-Encoding": coding },
    }
  }
}

/** The build writes each file in these codings too. */
const encodings = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const

const html = "text/html; charset=utf-8"

/** The page's links are relative, so that they work below any path. They need the slash. */
const toSlash = (mountPath: string): PageResponse => ({
  status: 308,
  body: Buffer.alloc(0),
  type: html,
  headers: { Location: `${mountPath}/` },
})

const page = (built: Buffer | null): PageResponse => {
  if (built === null) return notBuilt
  const nonce = randomBytes(16).toString("base64url")
  return {
    status: 200,
    body: Buffer.from(built.toString("utf8").replaceAll(NONCE, nonce)),
    type: html,
    headers: { "Content-Security-Policy": policyWith(nonce), "Cache-Control": "no-cache" },
  }
}

const notBuilt: PageResponse = {
  status: 503,
  body: Buffer.from("The back office is not built. Run: npm run build:back-office\n"),
  type: "text/plain; charset=utf-8",
  headers: { "Cache-Control": "no-store" },
}
