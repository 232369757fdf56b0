import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** Returns the version of the installed package. */
export const packageVersion = (): string => {
  const content = readFileSync(join(packageFolder(), "package.json"), "utf8")
  return (JSON.parse(content) as { readonly version: string }).version
}

/** Returns the folder of the installed package or of the checkout: the nearest one above this file with a `package.json`. */
export const packageFolder = (): string => {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder
    if (folder === dirname(folder)) throw new Error("There is no package.json above the command.")
  }
}
