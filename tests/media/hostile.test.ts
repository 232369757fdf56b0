import { randomBytes } from "node:crypto"
import { gzipSync } from "node:zlib"
import sharp from "sharp"
import { beforeEach, describe, expect, it } from "vitest"
import { openPictureFolder } from "../../adapters/media/folder.ts"
import type { Pictures } from "../../application/ports/media.ts"
import { blankPng, pngChunk, zeros } from "./png.ts"
import { faultOf, filesIn, honest, keptOf, plain, scratchFolder, textured } from "./support.ts"

let folder: string
let pictures: Pictures

beforeEach(async () => {
  folder = await scratchFolder()
  pictures = await openPictureFolder(folder)
})

/** Expects this reason, and no file on the disk. */
const expectRefused = async (bytes: Uint8Array, kind: string): Promise<void> => {
  expect((await faultOf(pictures, bytes)).kind).toBe(kind)
  expect(await filesIn(folder)).toEqual([])
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

describe("files that are not pictures", () => {
  it.each([
    ["a script", "#!/bin/sh\nrm -rf /\n"],
    ["a page", "<!doctype html><script>alert(1)</script>"],
    ["PHP", "<?php system($_GET['c']) ?>"],
    ["SVG", svg],
    [
      "SVG after an XML prolog",
      `<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>${svg}`,
    ],
    ["SVG after a byte order mark", `\ufeff${svg}`],
    ["SVG in disguise", `GIF89a${svg}`],
    ["PDF", "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"],
    ["one byte", "\xff"],
  ])("%s", async (_, text) => {
    const kind = text.startsWith("GIF89a") ? "damaged" : "not-a-picture"
    await expectRefused(Buffer.from(text), kind)
  })

  it("an SVG compressed with gzip, and one in UTF-16", async () => {
    await expectRefused(gzipSync(svg), "not-a-picture")
    await expectRefused(Buffer.from(`\ufeff${svg}`, "utf16le"), "not-a-picture")
  })

  it("formats that are not accepted, although sharp could read them", async () => {
    await expectRefused(await plain(9, 9).tiff().toBuffer(), "not-a-picture")
    await expectRefused(await plain(9, 9).avif({ effort: 0 }).toBuffer(), "not-a-picture")
  })

  it("an empty file, noise, and noise with the header of a picture", async () => {
    await expectRefused(Buffer.alloc(0), "empty")
    const noise = randomBytes(5_000_000)
    noise.set([0, 0, 0])
    await expectRefused(noise, "not-a-picture")
    noise.set([0xff, 0xd8, 0xff])
    await expectRefused(noise, "damaged")
  })

  it("50 MB of noise, with any header", async () => {
    const noise = randomBytes(50_000_000)
    await expectRefused(noise, "too-many-bytes")
    noise.set([0xff, 0xd8, 0xff])
    await expectRefused(noise, "too-many-bytes")
  })
})

describe("decompression bombs", () => {
  const size = { width: 20_000, height: 10_000 }

  it.each([
    ["in rows", blankPng({ ...size, colourType: 2 })],
    ["interlaced", blankPng({ ...size, colourType: 2, interlaced: true })],
  ])("a PNG of 200 megapixels %s", async (_, bomb) => {
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await faultOf(pictures, bomb)).toEqual({ kind: "too-many-pixels", ...size, limit: 25_000_000 })
    expect(await filesIn(folder)).toEqual([])
  })

  it("a GIF of 35 bytes that declares four gigapixels", async () => {
    const head = [0xff, 0xff, 0xff, 0xff, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    const frame = [0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 2, 0x4c, 1, 0, 0x3b]
    await expectRefused(Buffer.from([...Buffer.from("GIF89a"), ...head, ...frame]), "too-many-pixels")
  })

  it("a small PNG whose colour profile unpacks to half a gigabyte is re-encoded without the profile", async () => {
    const profile = pngChunk("iCCP", Buffer.concat([Buffer.from("bomb\0\0"), zeros(500_000_000)]))
    const before = process.resourceUsage().maxRSS
    const { bytes } = await keptOf(pictures, blankPng({ width: 10, height: 10, colourType: 2 }, [profile]))
    expect((await sharp(bytes).metadata()).icc).toBeUndefined()
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(100_000)
  })

  it("a JPEG of ten thousand scans", async () => {
    const jpeg = await plain(6000, 4000).jpeg({ progressive: true }).toBuffer()
    const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2)
    const scans = Array.from({ length: 10_000 }, () => scan)
    await expectRefused(Buffer.concat([jpeg.subarray(0, -2), ...scans, jpeg.subarray(-2)]), "damaged")
  })

  it("a picture that takes too long is rejected", async () => {
    const patient = await openPictureFolder(folder, { maxPixels: 1e9, maxSeconds: 1 })
    const endless = blankPng({ width: 30_000, height: 20_000, colourType: 6, bits: 16 })
    expect(await faultOf(patient, endless)).toEqual({ kind: "too-slow", seconds: 1 })
    expect(await filesIn(folder)).toEqual([])
  })
})

describe("truncated files", () => {
  it.each(["jpeg", "progressive", "png", "webp", "gif"] as const)("%s", async (format) => {
    const whole = (await honest())[format]
    for (const part of [0.1, 0.3, 0.5, 0.7, 0.9])
      await expectRefused(whole.subarray(0, Math.floor(whole.length * part)), "damaged")
  })
})

describe("polyglots: only pixels survive", () => {
  const payload = "<script>alert('payload')</script>"

  const expectOnlyPixels = async (file: Uint8Array): Promise<void> => {
    expect(Buffer.from(file).includes("payload")).toBe(true)
    const { bytes } = await keptOf(pictures, file)
    for (const trace of ["payload", "script", "alert", "PK\x03\x04", "PK\x05\x06"])
      expect(bytes.includes(Buffer.from(trace, "latin1"))).toBe(false)
    // Nothing follows the end of the picture either.
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
  }

  it("a JPEG followed by a page or an archive", async () => {
    const jpeg = await textured(32, 32).jpeg().toBuffer()
    await expectOnlyPixels(Buffer.concat([jpeg, Buffer.from(payload)]))
    const archive = Buffer.from("PK\x03\x04payload.jar PK\x01\x02 PK\x05\x06\0\0\0\0", "latin1")
    await expectOnlyPixels(Buffer.concat([jpeg, archive]))
  })

  it("a JPEG with a script as its comment", async () => {
    const jpeg = await textured(32, 32).jpeg().toBuffer()
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, payload.length + 2]), Buffer.from(payload)])
    await expectOnlyPixels(Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]))
  })

  it("a GIF that is also JavaScript", async () => {
    // Its width is also the beginning of a comment.
    const head = [...Buffer.from("GIF89a/*"), 16, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]
    await expectOnlyPixels(Buffer.from([...head, ...frame, ...Buffer.from("*/=1;alert('payload')")]))
  })

  it("a PNG with scripts in a text chunk and after its end", async () => {
    const text = pngChunk("tEXt", Buffer.from(`Comment\0${payload}`))
    const png = blankPng({ width: 16, height: 16, colourType: 2 }, [text])
    await expectOnlyPixels(Buffer.concat([png, Buffer.from(payload)]))
  })
})
