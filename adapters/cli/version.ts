import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** Returns the version of the installed package, from the nearest `package.json` above this file. */
export const packageVersion = (): string => {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const content = contentOf(join(folder, "package.json"))
    if (content !== undefined) return (JSON.parse(content) as { readonly version: string }).version
    if (folder === dirname(folder)) throw new Error("There is no package.json above the command.")
  }
}

const contentOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8")
  } catch {
    return undefined
  }
}
