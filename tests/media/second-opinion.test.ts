import { expect, it, vi } from "vitest"
import { openPicturesInMemory } from "../../adapters/media/in-memory.ts"
import { faultOf, honest, keptOf } from "./support.ts"

// No file is known that begins as one format and that sharp reads as another; a later libvips may know one.
let claim: string | undefined

vi.mock("sharp", async (original) => {
  const { default: sharp } = await original<typeof import("sharp")>()
  const reading = (...input: Parameters<typeof sharp>) => {
    const picture = sharp(...input)
    const { metadata } = picture
    return Object.assign(picture, {
      metadata: async () => ({ ...(await metadata.call(picture)), ...(claim !== undefined && { format: claim }) }),
    })
  }
  return { default: Object.assign(reading, sharp) }
})

it("a picture is rejected when sharp reads another format than its first bytes declare", async () => {
  const pictures = openPicturesInMemory()
  const { jpeg } = await honest()
  expect((await keptOf(pictures, jpeg)).bytes.length).toBeGreaterThan(0)
  claim = "svg"
  expect(await faultOf(pictures, jpeg)).toEqual({ kind: "not-a-picture" })
})
