import { readFile } from "node:fs/promises"
import { buffer } from "node:stream/consumers"
import { Effect, Result } from "effect"
import { readCatalog } from "../../application/catalog/catalog-file.ts"
import type { InvalidCatalog } from "../../application/catalog/invalid-catalog.ts"
import type { UseCases } from "../../application/use-cases.ts"
import { demoCatalog } from "./demo-catalog.ts"
import { CommandFailure, failureOf } from "./failure.ts"
import { parseJson } from "./json-text.ts"
import { progressOn } from "./progress.ts"

/** Reads the catalogue `demo`, `-` (standard input) or a file. The use case checks its format. */
export const readCatalogFrom = async (source: string): Promise<unknown> => {
  if (source === "demo") return demoCatalog
  if (source === "-") {
    if (process.stdin.isTTY) process.stderr.write(waiting)
    return parseJson(await buffer(process.stdin), "standard input")
  }
  return parseJson(await readBytes(source), source)
}

const waiting = `Waiting for a catalogue in JSON on standard input. End it with ${process.platform === "win32" ? "Ctrl-Z and Enter" : "Ctrl-D"}, or press Ctrl-C to stop.\n`

/** Throws CommandFailure for an invalid catalogue. Called before the database is opened, which takes longer. */
export const requireCatalog = (catalog: unknown, source: string): void => {
  const result = readCatalog(catalog)
  if (Result.isFailure(result)) throw new CommandFailure(describeFaults(result.failure, source))
}

/** Loads a catalogue and reports the progress. Throws CommandFailure with the position of every fault. */
export const loadCatalog = async (
  { importCatalog }: UseCases,
  catalog: unknown,
  source: string,
): Promise<{ readonly categories: number; readonly products: number }> => {
  const progress = progressOn(process.stderr, "product")
  try {
    return await Effect.runPromise(
      Effect.mapError(
        importCatalog(catalog, progress.report),
        failureOf((error) => describeFaults(error, source)),
      ),
    )
  } finally {
    progress.end()
  }
}

const describeFaults = ({ faults, more }: InvalidCatalog, source: string): string =>
  [
    `${source} is not a valid catalogue; nothing was loaded`,
    ...faults.map(({ place, fault }) => `  ${place === "" ? "the file" : place}: ${fault}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n")

const readBytes = async (file: string): Promise<Uint8Array> => {
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined
    if (code === "ENOENT") throw new CommandFailure(`The file ${file} does not exist`)
    if (code === "EISDIR") throw new CommandFailure(`${file} is a folder, not a file`)
    if (code === "EACCES") throw new CommandFailure(`Permission denied: ${file} cannot be read`)
    throw error
  }
}
