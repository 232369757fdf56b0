import { Effect } from "effect"
import { NotSupported } from "../ports/not-supported.ts"
import type { ShopTransfer } from "../ports/shop-transfer.ts"
import { EXPORT_VERSION, type ExportKind, fieldsOf, typeOf } from "./export-format.ts"

/** A part of an export: complete lines without their line breaks, and the pictures to which they refer. */
export interface ExportPart {
  readonly lines: ReadonlyArray<string>
  readonly pictures: ReadonlyArray<string>
}

/** The number of records of each kind. */
export type ExportCounts = Readonly<Partial<Record<ExportKind, number>>>

/**
 * Writes the whole shop as lines of JSON and returns the number of records of each kind. The lines contain password
 * hashes. For the operator: takes no actor.
 */
export type ExportShop = (write: (part: ExportPart) => Promise<void>) => Effect.Effect<ExportCounts, NotSupported>

export const makeExportShop =
  ({ transfer }: { readonly transfer: ShopTransfer | undefined }): ExportShop =>
  (write) =>
    Effect.gen(function* () {
      if (transfer === undefined) return yield* new NotSupported({ ports: "transfer" })
      const counts: Partial<Record<ExportKind, number>> = {}
      let records = 0
      yield* Effect.promise(() => write({ lines: [JSON.stringify({ shopwright: EXPORT_VERSION })], pictures: [] }))
      yield* transfer.read(async ({ kind, lines }) => {
        counts[kind] = (counts[kind] ?? 0) + lines.length
        records += lines.length
        await write({ lines, pictures: picturesOf(kind, lines) })
      })
      // Shows that the file was not cut off.
      yield* Effect.promise(() => write({ lines: [JSON.stringify({ end: { records } })], pictures: [] }))
      return counts
    })

/** Returns the pictures to which records of a kind refer. */
export const picturesOf = (kind: ExportKind, lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const names = Object.entries(fieldsOf(kind)).filter(([, field]) => typeOf(field).type === "picture")
  if (names.length === 0) return []
  return lines.flatMap((line) => {
    const record: Readonly<Record<string, unknown>> = JSON.parse(line)[kind]
    return names.flatMap(([name]) => (typeof record[name] === "string" ? [record[name]] : []))
  })
}
