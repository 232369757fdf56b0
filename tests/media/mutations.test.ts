import { Cause, Effect, Exit } from "effect"
import fc from "fast-check"
import { expect, it } from "vitest"
import { openPictureFolder } from "../../adapters/media/folder.ts"
import { PictureRefused } from "../../domain/account/picture.ts"
import { contentOf, filesIn, honest, run, scratchFolder } from "./support.ts"

type Mutation =
  | { readonly kind: "set"; readonly at: number; readonly byte: number }
  | { readonly kind: "cut"; readonly at: number; readonly length: number }
  | { readonly kind: "repeat"; readonly at: number; readonly length: number }

// Positions are millionths of the file, and as often near its beginning, because readers fail on headers. They are
// unbiased, because otherwise most would fall on the first byte.
const place = fc.oneof(fc.noBias(fc.nat(999_999)), fc.noBias(fc.nat(99_999)))
const length = fc.integer({ min: 1, max: 200 })
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("set" as const), at: place, byte: fc.nat(255) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cut" as const), at: place, length }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat" as const), at: place, length }) },
)

const mutate = (bytes: Buffer, change: Mutation): Buffer => {
  const at = Math.floor((change.at * bytes.length) / 1_000_000)
  if (bytes.length === 0) return bytes
  if (change.kind === "cut") return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.length)])
  if (change.kind === "repeat") return Buffer.concat([bytes.subarray(0, at + change.length), bytes.subarray(at)])
  const copy = Buffer.from(bytes)
  copy[at] = change.byte
  return copy
}

it("a damaged picture is stored completely or rejected with a reason", {
  timeout: 120_000,
}, async () => {
  const folder = await scratchFolder()
  const pictures = await openPictureFolder(folder, { maxPixels: 1_000_000 })
  const files = Object.values(await honest())
  let [kept, refused] = [0, 0]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      async (file, changes) => {
        const exit = await Effect.runPromiseExit(pictures.store(changes.reduce(mutate, file)))
        if (Exit.isSuccess(exit)) {
          kept++
          expect(await filesIn(folder)).toEqual([exit.value])
          expect((await contentOf(pictures, exit.value)).length).toBeGreaterThan(0)
          await run(pictures.remove(exit.value))
        } else {
          refused++
          expect(Cause.hasDies(exit.cause)).toBe(false)
          expect(Cause.squash(exit.cause)).toBeInstanceOf(PictureRefused)
        }
        expect(await filesIn(folder)).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
  // Both outcomes must have occurred, or the property proves nothing.
  expect(Math.min(kept, refused)).toBeGreaterThan(20)
})
