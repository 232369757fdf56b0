import { Effect, Result } from "effect"
import { afterAll, beforeAll, describe, expect } from "vitest"
import { PictureGone, type Pictures, type StoredPicture } from "../../../application/ports/media.ts"
import type { PictureName } from "../../../domain/account/picture.ts"
import { run } from "../ports.ts"
import { contractTestsOf } from "./contract-test.ts"
import { errorOf, race } from "./shop.ts"

/** An open store of pictures. `close` releases what it holds. */
export interface OpenPictures {
  readonly pictures: Pictures
  readonly close?: () => Promise<void>
}

/** A PNG of one red pixel. */
const RED_PIXEL = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"),
  (character) => character.charCodeAt(0),
)

/**
 * Registers, in vitest, the contract of a store of pictures.
 *
 * @example
 * describePictures("S3", async () => ({ pictures: openS3Pictures(bucket) }))
 */
export const describePictures = (
  name: string,
  open: () => Promise<OpenPictures>,
  { timeout = 60_000 }: { readonly timeout?: number } = {},
): void => {
  describe(`pictures: ${name}`, { timeout }, () => {
    const it = contractTestsOf("pictures")
    let opened: OpenPictures | undefined
    beforeAll(async () => {
      opened = await open()
    }, timeout)
    afterAll(() => opened?.close?.(), timeout)
    const pictures = (): Pictures => {
      if (opened === undefined) throw new Error("the pictures did not open")
      return opened.pictures
    }

    it("returns a stored picture with its type and size, any number of times", async () => {
      const picture = await found(pictures(), await run(pictures().store(RED_PIXEL)))
      expect(["image/png", "image/jpeg"]).toContain(picture.contentType)
      const bytes = await bytesOf(picture)
      expect(bytes).toHaveLength(picture.size)
      expect([...bytes.slice(0, 2)]).toEqual(picture.contentType === "image/png" ? [0x89, 0x50] : [0xff, 0xd8])
    })

    it("gives every picture a unique name, also equal pictures and concurrent ones", {
      law: "one key, one owner",
    }, async () => {
      const ends = await race(Array.from({ length: 5 }, () => pictures().store(RED_PIXEL)))
      const names = ends.flatMap((end) => (Result.isSuccess(end) ? [end.success] : []))
      for (const end of ends) if (Result.isFailure(end)) expect(end.failure._tag).toBe("PicturesBusy")
      expect(names.length).toBeGreaterThan(0)
      expect(new Set(names).size).toBe(names.length)
      for (const kept of names) expect((await bytesOf(await found(pictures(), kept))).length).toBeGreaterThan(0)
    })

    it("announces the name of a picture before it stores it, and of no file that it rejects", async () => {
      const announced: Array<readonly [name: string, isStored: boolean]> = []
      const announce = (name: string) =>
        Effect.map(pictures().open(name), (picture) => void announced.push([name, picture !== null]))
      const name = await run(pictures().store(RED_PIXEL, announce))
      expect(announced).toEqual([[name, false]])
      await errorOf(pictures().store(RED_PIXEL.slice(0, 40), announce))
      expect(announced).toHaveLength(1)
    })

    it("removes one picture, and accepts its removal again", async () => {
      const [gone, kept] = [await run(pictures().store(RED_PIXEL)), await run(pictures().store(RED_PIXEL))]
      await run(pictures().remove(gone))
      await run(pictures().remove(gone))
      expect(await run(pictures().open(gone))).toBeNull()
      expect((await found(pictures(), kept)).size).toBeGreaterThan(0)
    })

    it("still reads a picture that was removed after it was found, or fails with PictureGone", async () => {
      const name = await run(pictures().store(RED_PIXEL))
      const picture = await found(pictures(), name)
      await run(pictures().remove(name))
      const { size } = picture
      const read = await bytesOf(picture).catch((error: unknown) => error)
      expect(read instanceof PictureGone || (Array.isArray(read) && read.length === size)).toBe(true)
    })

    it("lists the stored pictures, and none that was removed", async () => {
      const [gone, ...kept] = [
        await run(pictures().store(RED_PIXEL)),
        await run(pictures().store(RED_PIXEL)),
        await run(pictures().store(RED_PIXEL)),
      ]
      await run(pictures().remove(gone as PictureName))
      const listed: Array<string> = []
      for await (const name of pictures().list()) listed.push(name)
      expect(listed).toEqual(expect.arrayContaining(kept))
      expect(listed).not.toContain(gone)
      expect(new Set(listed).size).toBe(listed.length)
    })

    it("rejects files that are not complete pictures", async () => {
      for (const bytes of [new Uint8Array(), new TextEncoder().encode("<svg/>"), RED_PIXEL.slice(0, 40)])
        expect(await errorOf(pictures().store(bytes))).toMatchObject({ _tag: "PictureRefused" })
    })

    it("finds nothing under an invented name", async () => {
      const names = ["", ".", "..", "../../etc/passwd", "/etc/passwd", "a.png", "\0", "%2e%2e%2f", "x".repeat(5000)]
      for (const stranger of names) expect(await run(pictures().open(stranger))).toBeNull()
    })

    it("stores the next picture after an interruption", async () => {
      await run(Effect.timeoutOption(pictures().store(RED_PIXEL), 0))
      expect((await found(pictures(), await run(pictures().store(RED_PIXEL)))).size).toBeGreaterThan(0)
    })
  })
}

const found = async (pictures: Pictures, name: string): Promise<StoredPicture> => {
  const picture = await run(pictures.open(name))
  if (picture === null) throw new Error(`there is no picture ${name}`)
  return picture
}

const bytesOf = async ({ content }: StoredPicture): Promise<ReadonlyArray<number>> => {
  const bytes: Array<number> = []
  for await (const part of content) bytes.push(...part)
  return bytes
}
