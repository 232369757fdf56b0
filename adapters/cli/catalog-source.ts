import { readFile } from "node:fs/promises"
import { buffer } from "node:stream/consumers"
import { Effect, Result } from "effect"
import { readCatalog } from "../../application/catalog/catalog-file.ts"
import type { InvalidCatalog } from "../../application/catalog/invalid-catalog.ts"
import type { UseCases } from "../../application/use-cases.ts"
import { demoCatalog } from "./demo-catalog.ts"
import { CommandFailure } from "./failure.ts"
import { parseJson } from "./json-text.ts"
import { progressOn } from "./progress.ts"

/** Reads what a person names: `demo`, `-` for standard input, else a file. Its format is checked by the use case. */
export const readCatalogFrom = async (source: string): Promise<unknown> => {
  if (source === "demo") return demoCatalog
  if (source === "-") return parseJson(await buffer(process.stdin), "standard input")
  return parseJson(await readBytes(source), source)
}

/** Ends the command where the catalogue has a fault: before a database is opened, which takes its time. */
export const requireCatalog = (catalog: unknown, source: string): void => {
  const result = readCatalog(catalog)
  if (Result.isFailure(result)) throw new CommandFailure(inWords(result.failure, source))
}

/** Loads a catalogue and tells how far it is; a bad one ends the command with every fault in its place. */
export const loadCatalog = async (
  { importCatalog }: UseCases,
  catalog: unknown,
  source: string,
): Promise<{ readonly categories: number; readonly products: number }> => {
  const progress = progressOn(process.stderr, "products")
  try {
    return await Effect.runPromise(
      Effect.mapError(importCatalog(catalog, progress.report), (error) => new CommandFailure(inWords(error, source))),
    )
  } finally {
    progress.end()
  }
}

const inWords = ({ faults, more }: InvalidCatalog, source: string): string =>
  [
    `${source} is no catalogue that can be loaded; nothing was loaded`,
    ...faults.map(({ place, fault }) => `  ${place === "" ? "the file" : place}: ${fault}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n")

const readBytes = async (file: string): Promise<Uint8Array> => {
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined
    if (code === "ENOENT") throw new CommandFailure(`There is no file ${file}`)
    if (code === "EISDIR") throw new CommandFailure(`${file} is a folder, not a file`)
    if (code === "EACCES") throw new CommandFailure(`${file} may not be read`)
    throw error
  }
}
