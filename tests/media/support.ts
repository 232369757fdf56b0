import { mkdtemp, readdir, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect } from "effect"
import sharp, { type Sharp } from "sharp"
import { onTestFinished } from "vitest"
import type { Pictures } from "../../application/ports/media.ts"
import type { PictureFault, PictureName } from "../../domain/account/picture.ts"

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect)

/** Stores a picture that must be rejected for this reason. */
export const faultOf = async (pictures: Pictures, bytes: Uint8Array): Promise<PictureFault> => {
  const error = await run(Effect.flip(pictures.store(bytes)))
  if (error._tag !== "PictureRefused") throw error
  return error.fault
}

/** The bytes of a stored picture, as a server would send them. */
export const contentOf = async (pictures: Pictures, name: string): Promise<Buffer> => {
  const found = await run(pictures.open(name))
  if (found === null) throw new Error(`There is no picture ${name}`)
  const parts: Array<Uint8Array> = []
  for await (const part of found.content) parts.push(part)
  return Buffer.concat(parts)
}

/** Stores a picture that must be accepted. Returns its name and its stored bytes. */
export const keptOf = async (pictures: Pictures, bytes: Uint8Array): Promise<{ name: PictureName; bytes: Buffer }> => {
  const name = await run(pictures.store(bytes))
  return { name, bytes: await contentOf(pictures, name) }
}

/** A new folder per call, removed after the test. */
export const scratchFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "shopwright-pictures-"))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Everything in a folder, including hidden files. */
export const filesIn = (folder: string): Promise<Array<string>> => readdir(folder, { recursive: true })

export const red = { r: 255, g: 0, b: 0 }
export const blue = { r: 0, g: 0, b: 255 }

/** A picture of one colour. */
export const plain = (width: number, height: number, background: Readonly<typeof red> | string = red): Sharp =>
  sharp({ create: { width, height, channels: 3, background } })

/** A picture with content, so that its file has a body to cut. */
export const textured = (width: number, height: number): Sharp =>
  sharp({
    create: { width, height, channels: 3, background: "grey", noise: { type: "gaussian", mean: 128, sigma: 40 } },
  })

/** A valid file of each accepted format. */
export const honest = async (): Promise<Record<"jpeg" | "progressive" | "png" | "webp" | "gif", Buffer>> => ({
  jpeg: await textured(64, 48).jpeg().toBuffer(),
  progressive: await textured(64, 48).jpeg({ progressive: true }).toBuffer(),
  png: await textured(64, 48).png().toBuffer(),
  webp: await textured(64, 48).webp().toBuffer(),
  gif: await textured(64, 48).gif().toBuffer(),
})

/** The colour at a position of a picture; `x` and `y` from 0 to 1. */
export const colourAt = async (bytes: Uint8Array, x: number, y: number): Promise<Array<number>> => {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [...data.subarray(at, at + info.channels)]
}

/** Whether a colour is red, as far as JPEG preserves colours. */
export const isRed = ([r = 0, g = 255, b = 255]: ReadonlyArray<number>): boolean => r > 200 && g < 60 && b < 60
