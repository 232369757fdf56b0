import { Effect } from "effect"
import { expect, it } from "vitest"
import { makeAuditPictures } from "../../application/account/audit-pictures.ts"
import type { UnusedPictures } from "../../application/ports/unused-pictures.ts"
import { PictureName } from "../../domain/account/picture.ts"
import { fakePictures } from "./fakes.ts"
import { run } from "./test-shop.ts"

const numbered = (count: number) => Array.from({ length: count }, (_, n) => PictureName(`${n}.jpg`))

/** A storage of pictures of which every third is unknown to the store. */
const storage = (count: number) => {
  const { pictures, kept } = fakePictures()
  const noted: Array<PictureName> = []
  const portions: Array<number> = []
  for (const name of numbered(count)) kept.add(name)
  const unusedPictures: UnusedPictures = {
    note: (name) => Effect.sync(() => void noted.push(name)),
    find: () => Effect.succeed([]),
    unknown: (names) =>
      Effect.sync(() => {
        portions.push(names.length)
        return names.filter((name) => Number.parseInt(name, 10) % 3 === 0)
      }),
    forget: () => Effect.void,
  }
  return { pictures, unusedPictures, noted, portions, kept }
}

const unknown = numbered(1201).filter((_, n) => n % 3 === 0)

it("returns the unknown pictures, and looks up a bounded number at once", async () => {
  const { noted, portions, kept, ...ports } = storage(1201)
  expect(await run(makeAuditPictures(ports)())).toEqual(unknown)
  expect(portions).toEqual([500, 500, 201])
  expect(noted).toEqual([])
  expect(kept.size).toBe(1201)
})

it("notes the unknown pictures only with repair, and removes none", async () => {
  const { noted, kept, ...ports } = storage(1201)
  expect(await run(makeAuditPictures(ports)({ repair: true }))).toEqual(unknown)
  expect(noted).toEqual(unknown)
  expect(kept.size).toBe(1201)
})

it("returns nothing for a store that notes no pictures", async () => {
  const { pictures } = storage(3)
  expect(await run(makeAuditPictures({ pictures })({ repair: true }))).toEqual([])
})

it("fails when the storage cannot be read", async () => {
  const { unusedPictures, pictures } = storage(3)
  const list = async function* () {
    yield PictureName("1.jpg")
    throw new Error("the disk is gone")
  }
  const audit = makeAuditPictures({ unusedPictures, pictures: { ...pictures, list } })
  await expect(run(audit())).rejects.toThrow("the disk is gone")
})
