import { Effect } from "effect"
import { MAX_FAULTS } from "../catalog/invalid-catalog.ts"
import type { Pictures } from "../ports/media.ts"
import { NotSupported } from "../ports/not-supported.ts"
import type { ExportBatch, ShopTransfer } from "../ports/shop-transfer.ts"
import { InvalidExport, type LineFault, type ShopNotEmpty } from "./errors.ts"
import { EXPORT_VERSION, type ExportKind, exportKinds } from "./export-format.ts"
import { type ExportCounts, picturesOf } from "./export-shop.ts"
import { isObject, parsed, readRecord } from "./read-record.ts"

/** The number of records that the store writes at once. */
const BATCH = 500

/** What was loaded. */
export interface ImportedShop {
  /** The number of records of each kind. */
  readonly records: ExportCounts
  /** The pictures to which records refer and that were not found. */
  readonly missingPictures: ReadonlyArray<string>
}

/**
 * Loads the lines of an export into an empty shop, all or nothing. `readPicture` returns the bytes of a picture by its
 * name, or `null` if it is missing; without it, no pictures are stored. A failed import may leave pictures behind. Rejects
 * records that contradict others, such as a stock level that differs from its movements. For the operator: takes no actor.
 */
export type ImportShop = (
  lines: AsyncIterable<string>,
  readPicture?: (name: string) => Promise<Uint8Array | null>,
) => Effect.Effect<ImportedShop, NotSupported | ShopNotEmpty | InvalidExport>

export const makeImportShop =
  ({ transfer, pictures }: { readonly transfer: ShopTransfer | undefined; readonly pictures: Pictures }): ImportShop =>
  (lines, readPicture) =>
    Effect.gen(function* () {
      if (transfer === undefined) return yield* new NotSupported({ ports: "transfer" })
      const records: Partial<Record<ExportKind, number>> = {}
      const missingPictures: Array<string> = []
      const store = async (name: string) => {
        const bytes = (await readPicture?.(name)) ?? null
        if (bytes === null || !(await Effect.runPromise(pictures.put(name, bytes)))) missingPictures.push(name)
      }
      const batches = async function* () {
        for await (const batch of batchesOf(lines)) {
          if (readPicture !== undefined) for (const name of picturesOf(batch.kind, batch.lines)) await store(name)
          records[batch.kind] = (records[batch.kind] ?? 0) + batch.lines.length
          yield batch
        }
      }
      yield* transfer.load(batches())
      return { records, missingPictures }
    })

/**
 * Checks the lines of an export without a shop. Fails with every faulty line. What records say about others is not
 * checked: references, stock levels and states of orders.
 */
export const checkExport = (lines: AsyncIterable<string>): Effect.Effect<ExportCounts, InvalidExport> =>
  Effect.gen(function* () {
    const records: Partial<Record<ExportKind, number>> = {}
    const checked = yield* Effect.promise(async () => {
      try {
        for await (const { kind, lines: found } of batchesOf(lines)) records[kind] = (records[kind] ?? 0) + found.length
        return null
      } catch (error) {
        if (error instanceof InvalidExport) return error
        throw error
      }
    })
    return checked === null ? records : yield* checked
  })

/** Groups lines. Throws InvalidExport at the end if a line has a fault; from the first fault on, it yields no batch. */
async function* batchesOf(lines: AsyncIterable<string>): AsyncGenerator<ExportBatch> {
  const faults: Array<LineFault> = []
  let more = 0
  const fail = (line: number, fault: string) => {
    if (faults.length < MAX_FAULTS) faults.push({ line, fault })
    else more++
  }
  let batch = null as (Omit<ExportBatch, "lines"> & { readonly lines: Array<string> }) | null
  let number = 0
  let ended: number | null = null
  for await (const line of lines) {
    number++
    if (number === 1) {
      requireVersion(line)
      continue
    }
    if (ended !== null)
      throw new InvalidExport({ faults: [{ line: number, fault: "follows the end of the export" }], more: 0 })
    if (line.startsWith('{"end"')) {
      ended = endOf(line)
      if (ended !== number - 2) fail(number, `ends an export of ${ended} records, but ${number - 2} precede it`)
      continue
    }
    const read = readRecord(line)
    if (typeof read === "string") {
      fail(number, read)
      continue
    }
    if (faults.length > 0) continue
    const { kind, fields } = read
    const isSame = batch?.kind === kind && batch.fields.join() === fields.join()
    if (batch !== null && (!isSame || batch.lines.length === BATCH)) {
      yield batch
      if (exportKinds.indexOf(kind) < exportKinds.indexOf(batch.kind))
        fail(number, `must not follow records of the kind ${batch.kind}`)
      batch = null
    }
    batch ??= { kind, fields, lines: [], firstLine: number }
    batch.lines.push(line)
  }
  if (ended === null) fail(number + 1, "is missing: the export was cut off, because its last line has no end")
  if (faults.length > 0) throw new InvalidExport({ faults, more })
  if (batch !== null) yield batch
}

const requireVersion = (line: string): void => {
  const header = parsed(line)
  const version = isObject(header) ? header.shopwright : undefined
  if (version === EXPORT_VERSION) return
  const fault =
    typeof version === "number" && version > EXPORT_VERSION
      ? `is of version ${version} of the format, and this shopwright reads version ${EXPORT_VERSION}: import it with a newer one`
      : `must be {"shopwright":${EXPORT_VERSION}}, the first line of an export`
  throw new InvalidExport({ faults: [{ line: 1, fault }], more: 0 })
}

const endOf = (line: string): number => {
  const end = parsed(line)
  const records = isObject(end) && isObject(end.end) ? end.end.records : undefined
  return typeof records === "number" ? records : -1
}
