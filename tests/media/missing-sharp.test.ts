import { Effect } from "effect"
import { expect, it, vi } from "vitest"
import { openPicturesInMemory } from "../../adapters/media/in-memory.ts"
import { loadSharp } from "../../adapters/media/sharp.ts"

vi.mock("sharp", () => {
  throw new Error("Could not load the sharp module")
})

it("names the missing package, at start if that is checked, otherwise at the first picture", async () => {
  await expect(loadSharp()).rejects.toThrow('Pictures require the package "sharp"')
  const pictures = openPicturesInMemory()
  expect(await Effect.runPromise(pictures.open("me.jpg"))).toBeNull()
  await expect(Effect.runPromise(pictures.store(Buffer.from("\xff\xd8\xff", "latin1")))).rejects.toThrow(
    'Pictures require the package "sharp"',
  )
})
