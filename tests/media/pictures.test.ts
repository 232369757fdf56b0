import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { openPictureFolder } from "../../adapters/media/folder.ts"
import { openPicturesInMemory } from "../../adapters/media/in-memory.ts"
import type { PictureLimits } from "../../adapters/media/limits.ts"
import { PictureName } from "../../domain/account/picture.ts"
import { contentOf, faultOf, honest, keptOf, plain, run, scratchFolder } from "./support.ts"

const adapters = [
  {
    where: "in a folder",
    open: async (limits?: Partial<PictureLimits>) => openPictureFolder(await scratchFolder(), limits),
  },
  { where: "in memory", open: async (limits?: Partial<PictureLimits>) => openPicturesInMemory(limits) },
]

describe.each(adapters)("pictures $where", ({ open }) => {
  it("stores a picture of every accepted format under a new name", async () => {
    const pictures = await open()
    const names = new Set<string>()
    for (const [format, bytes] of Object.entries(await honest())) {
      const kept = await keptOf(pictures, bytes)
      const { width, height } = await sharp(kept.bytes).metadata()
      expect([format, width, height]).toEqual([format, 64, 48])
      names.add(kept.name)
    }
    expect(names.size).toBe(5)
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}\.jpg$/)
  })

  it("returns type and size of stored pictures", async () => {
    const pictures = await open()
    const jpeg = await keptOf(pictures, await plain(8, 8).jpeg().toBuffer())
    expect(await run(pictures.open(jpeg.name))).toMatchObject({ contentType: "image/jpeg", size: jpeg.bytes.length })
    const png = await keptOf(pictures, await plain(8, 8).ensureAlpha(0.5).png().toBuffer())
    expect(await run(pictures.open(png.name))).toMatchObject({ contentType: "image/png", size: png.bytes.length })
  })

  it("stores equal bytes under two names, so that removing one keeps the other", async () => {
    const pictures = await open()
    const bytes = await plain(8, 8).jpeg().toBuffer()
    const [first, second] = [await run(pictures.store(bytes)), await run(pictures.store(bytes))]
    await run(pictures.remove(first))
    expect(await run(pictures.open(first))).toBeNull()
    expect((await contentOf(pictures, second)).length).toBeGreaterThan(0)
  })

  it("accepts that a picture is removed twice", async () => {
    const pictures = await open()
    const name = await run(pictures.store(await plain(8, 8).jpeg().toBuffer()))
    await run(pictures.remove(name))
    await run(pictures.remove(name))
    expect(await run(pictures.open(name))).toBeNull()
  })

  it("finds no picture under names that it did not issue", async () => {
    const pictures = await open()
    for (const name of ["", ".", "me.jpg", PictureName(`${"0".repeat(32)}.jpg`)])
      expect(await run(pictures.open(name))).toBeNull()
  })

  it("accepts the maximum size, and rejects one byte more", async () => {
    const bytes = await plain(8, 8).jpeg().toBuffer()
    expect(await faultOf(await open({ maxBytes: bytes.length - 1 }), bytes)).toEqual({
      kind: "too-many-bytes",
      bytes: bytes.length,
      limit: bytes.length - 1,
    })
    const exactly = await keptOf(await open({ maxBytes: bytes.length }), bytes)
    expect(exactly.bytes.length).toBeGreaterThan(0)
  })

  it("accepts the maximum of pixels, and rejects more", async () => {
    const pictures = await open({ maxPixels: 600 })
    const tooMany = await plain(601, 1).png().toBuffer()
    expect(await faultOf(pictures, tooMany)).toEqual({ kind: "too-many-pixels", width: 601, height: 1, limit: 600 })
    expect((await keptOf(pictures, await plain(30, 20).png().toBuffer())).bytes.length).toBeGreaterThan(0)
  })
})
