import { Buffer } from "node:buffer"
import { constants, crc32, deflateRawSync } from "node:zlib"

interface PngHeader {
  readonly width: number
  readonly height: number
  /** 0 grey, 2 RGB, 6 RGB with alpha. */
  readonly colourType: 0 | 2 | 6
  readonly bits?: 8 | 16
  readonly interlaced?: boolean
}

const samples = { 0: 1, 2: 3, 6: 4 }
const BLOCK = 1 << 20
const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1")

export const pngChunk = (type: string, data: Uint8Array): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** A PNG of zeros, as small as possible. Its unpacked content is never held here. */
export const blankPng = (header: PngHeader, extra: ReadonlyArray<Buffer> = []): Buffer => {
  const { width, height, colourType, bits = 8, interlaced = false } = header
  const ihdr = Buffer.alloc(13)
  ihdr.writeUInt32BE(width, 0)
  ihdr.writeUInt32BE(height, 4)
  ihdr.set([bits, colourType, 0, 0, interlaced ? 1 : 0], 8)
  const pixel = (samples[colourType] * bits) / 8
  const data = zeros(interlaced ? adam7Bytes(width, height, pixel) : height * (1 + width * pixel))
  return Buffer.concat([
    SIGNATURE,
    pngChunk("IHDR", ihdr),
    ...extra,
    pngChunk("IDAT", data),
    pngChunk("IEND", Buffer.alloc(0)),
  ])
}

/** The bytes of the seven passes of an interlaced picture: where each begins, and the distance of its pixels. */
const adam7Bytes = (width: number, height: number, pixel: number): number => {
  const passes = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
  ] as const
  return passes.reduce((sum, [x, y, dx, dy]) => {
    const columns = Math.ceil((width - x) / dx)
    const rows = Math.ceil((height - y) / dy)
    return columns > 0 && rows > 0 ? sum + rows * (1 + columns * pixel) : sum
  }, 0)
}

/** The given number of zeros, deflated: one block repeated, so that a bomb of gigabytes is cheap to build. */
export const zeros = (count: number): Buffer => {
  const block = (length: number) =>
    deflateRawSync(Buffer.alloc(length), { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const whole = block(BLOCK)
  const check = Buffer.alloc(4)
  // Adler-32 of zeros: the sum stays 1, and the sum of the sums is their number.
  check.writeUInt32BE((count % 65521) * 65536 + 1)
  return Buffer.concat([
    Buffer.from([0x78, 0xda]),
    ...Array.from({ length: Math.floor(count / BLOCK) }, () => whole),
    block(count % BLOCK),
    Buffer.from([0x03, 0x00]),
    check,
  ])
}
