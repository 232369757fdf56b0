import { existsSync, readdirSync } from "node:fs"
import { join, posix } from "node:path"
import { importsOf, pageSources } from "./read.ts"

/** The packages that the page of the back office may use. */
const libraries =
  /^(@emotion\/(cache|react)|@mui\/(icons-)?material(\/.+)?|ra-[a-z0-9-]+|react|react-admin|react-dom\/client|react-hook-form|react-router)$/

/** Where the page may import from: its own files, and the typed client of the public API. */
const folders = [`${pageSources}/`, "adapters/client"]

/** Returns every import of the page that is not allowed or does not exist, as `file -> import`. */
export const forbiddenPageImports = (
  root: string,
): { readonly files: number; readonly forbidden: ReadonlyArray<string> } => {
  const files = readdirSync(join(root, pageSources), { recursive: true, encoding: "utf8" })
    .map((file) => `${pageSources}/${file.replaceAll("\\", "/")}`)
    .filter((file) => /\.tsx?$/.test(file))
  const forbidden = files.flatMap((file) =>
    importsOf(root, file)
      .filter((specifier) => !isAllowed(root, file, specifier))
      .map((specifier) => `${file} -> ${specifier}`),
  )
  return { files: files.length, forbidden }
}

const isAllowed = (root: string, file: string, specifier: string): boolean => {
  if (!specifier.startsWith(".")) return libraries.test(specifier)
  const target = posix.join(posix.dirname(file), specifier)
  const exists = [".ts", ".tsx", "/index.ts"].some((ending) => existsSync(join(root, target + ending)))
  return exists && folders.some((folder) => `${target}/`.startsWith(folder))
}
