import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { openPicturesInMemory } from "../../adapters/media/in-memory.ts"
import { blankPng } from "./png.ts"
import { blue, colourAt, isRed, keptOf, plain, red, textured } from "./support.ts"

const pictures = openPicturesInMemory()

describe("orientation", () => {
  // EXIF 2.3, tag 0x0112: the corner at which a viewer sees the first pixel of the file.
  const corners = [
    { orientation: 1, corner: [0, 0], turned: false },
    { orientation: 2, corner: [1, 0], turned: false },
    { orientation: 3, corner: [1, 1], turned: false },
    { orientation: 4, corner: [0, 1], turned: false },
    { orientation: 5, corner: [0, 0], turned: true },
    { orientation: 6, corner: [1, 0], turned: true },
    { orientation: 7, corner: [1, 1], turned: true },
    { orientation: 8, corner: [0, 1], turned: true },
  ] as const

  it.each(corners)("$orientation is applied", async ({ orientation, corner, turned }) => {
    const patch = await plain(32, 16, red).png().toBuffer()
    const file = await plain(96, 48, "white")
      .composite([{ input: patch, left: 0, top: 0 }])
      .jpeg({ quality: 100 })
      .withMetadata({ orientation })
      .toBuffer()
    const { bytes } = await keptOf(pictures, file)
    const { width, height, orientation: left } = await sharp(bytes).metadata()
    expect([width, height, left]).toEqual(turned ? [48, 96, undefined] : [96, 48, undefined])
    const seen = await Promise.all(
      [0, 1].flatMap((x) =>
        [0, 1].map(async (y) => ({ x, y, c: await colourAt(bytes, 0.1 + 0.8 * x, 0.1 + 0.8 * y) })),
      ),
    )
    expect(seen.filter(({ c }) => isRed(c)).map(({ x, y }) => [x, y])).toEqual([corner])
  })
})

describe("a stored picture", () => {
  it("has no metadata: no location, author, profile or comment", async () => {
    const file = await textured(64, 48)
      .jpeg()
      .withIccProfile("p3")
      .withExif({ IFD0: { Artist: "Ada Secret" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "51/1 30/1 0/1" } })
      .withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'>Ada Secret</x:xmpmeta>")
      .toBuffer()
    const sent = await sharp(file).metadata()
    expect([sent.exif, sent.xmp, sent.icc].map((block) => block === undefined)).toEqual([false, false, false])
    const { bytes } = await keptOf(pictures, file)
    const { exif, xmp, icc, iptc, comments } = await sharp(bytes).metadata()
    expect([exif, xmp, icc, iptc, comments]).toEqual([undefined, undefined, undefined, undefined, undefined])
    for (const trace of ["Exif", "Ada Secret", "adobe", "ICC_PROFILE"]) expect(bytes.includes(trace)).toBe(false)
  })

  it("keeps transparency", async () => {
    const clear = { create: { width: 20, height: 10, channels: 4, background: { ...red, alpha: 0.5 } } } as const
    for (const file of [await sharp(clear).png().toBuffer(), await sharp(clear).webp({ lossless: true }).toBuffer()]) {
      const { name, bytes } = await keptOf(pictures, file)
      expect(name).toMatch(/\.png$/)
      expect(await colourAt(bytes, 0.5, 0.5)).toEqual([255, 0, 0, 128])
    }
  })

  it.each(["gif", "webp"] as const)("is the first frame of an animated %s", async (format) => {
    const frames = [await plain(40, 30, red).png().toBuffer(), await plain(40, 30, blue).png().toBuffer()]
    const file = await sharp(frames, { join: { animated: true } })
      .toFormat(format, { delay: [100, 100], loop: 0 })
      .toBuffer()
    expect((await sharp(file).metadata()).pages).toBe(2)
    const { bytes } = await keptOf(pictures, file)
    const { width, height, pages } = await sharp(bytes).metadata()
    expect([width, height, pages]).toEqual([40, 30, undefined])
    expect(isRed(await colourAt(bytes, 0.5, 0.5))).toBe(true)
  })

  it("is sRGB for CMYK, grey and wide-gamut input", async () => {
    const files = [
      await plain(40, 30).toColourspace("cmyk").jpeg().toBuffer(),
      await plain(40, 30).toColourspace("b-w").jpeg().toBuffer(),
      await plain(40, 30).withIccProfile("p3").jpeg().toBuffer(),
    ]
    expect((await sharp(files[0]).metadata()).space).toBe("cmyk")
    for (const file of files) {
      const { space, channels, icc } = await sharp((await keptOf(pictures, file)).bytes).metadata()
      expect([space, channels, icc]).toEqual(["srgb", 3, undefined])
    }
    expect(isRed(await colourAt((await keptOf(pictures, files[0]!)).bytes, 0.5, 0.5))).toBe(true)
  })

  it.each([0, 2, 6] as const)("has 8 bits per channel for a 16-bit PNG of colour type %i", async (colourType) => {
    const file = blankPng({ width: 30, height: 20, colourType, bits: 16 })
    expect((await sharp(file).metadata()).depth).toBe("ushort")
    const { bytes } = await keptOf(pictures, file)
    const { depth, space, width, height } = await sharp(bytes).metadata()
    expect([depth, space, width, height]).toEqual(["uchar", "srgb", 30, 20])
  })
})

describe("size", () => {
  it.each([
    { sent: [1, 1], kept: [1, 1] },
    { sent: [2048, 10], kept: [2048, 10] },
    { sent: [4096, 1024], kept: [2048, 512] },
    { sent: [1000, 3000], kept: [683, 2048] },
    { sent: [20_000, 1], kept: [2048, 1] },
  ])("$sent becomes $kept: never larger than 2048 at the longer edge, never enlarged", async ({ sent, kept }) => {
    const { bytes } = await keptOf(pictures, blankPng({ width: sent[0]!, height: sent[1]!, colourType: 2 }))
    const { width, height } = await sharp(bytes).metadata()
    expect([width, height]).toEqual(kept)
  })
})
