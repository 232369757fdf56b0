import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { gzip } from "node:zlib"
import type { HttpResponse } from "../../dialect/response.ts"
import { pageStyle, referenceScript } from "./page-style.ts"

/** The files of swagger-ui-dist that the reference uses. The build copies them into the package. */
export const packagedAssets = ["swagger-ui.css", "swagger-ui-bundle.js"] as const

const types: { readonly [extension: string]: string | undefined } = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
}

interface Asset {
  readonly plain: Buffer
  readonly compressed: Buffer
}

const compress = promisify(gzip)
const asset = async (plain: Buffer): Promise<Asset> => ({ plain, compressed: await compress(plain) })

const known = new Map<string, Promise<Asset>>()

/** Reads an asset once. */
const load = (name: string): Promise<Asset> => {
  const found = known.get(name)
  if (found !== undefined) return found
  const loading = read(name).then(asset)
  known.set(name, loading)
  loading.catch(() => known.delete(name))
  return loading
}

const read = async (name: string): Promise<Buffer> => {
  if (name === "page.css") return Buffer.from(pageStyle)
  if (name === "reference.js") return Buffer.from(referenceScript)
  const packaged = new URL(`./assets/${name}`, import.meta.url)
  // Running from the sources, the files are in the development dependency.
  return readFile(existsSync(packaged) ? packaged : fileURLToPath(import.meta.resolve(`swagger-ui-dist/${name}`)))
}

/** The names below `/docs/` that are served. */
export const assetNames: ReadonlyArray<string> = [...packagedAssets, "page.css", "reference.js"]

/** Returns the response with an asset. `isCompressed` says whether the client accepts gzip. */
export const assetResponse = async (name: string, isCompressed: boolean): Promise<HttpResponse> => {
  const { plain, compressed } = await load(name)
  return {
    status: 200,
    body: isCompressed ? compressed : plain,
    type: types[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    headers: {
      "Cache-Control": "public, max-age=3600",
      Vary: "Accept-Encoding",
      ...(isCompressed && { "Content-Encoding": "gzip" }),
    },
  }
}
