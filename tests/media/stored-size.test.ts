import sharp from "sharp"
import { expect, it } from "vitest"
import { openPicturesInMemory } from "../../adapters/media/in-memory.ts"
import { defaultPictureLimits } from "../../adapters/media/limits.ts"
import { keptOf } from "./support.ts"

it("bounds the stored size of a WebP with alpha, which a PNG stores without loss", async () => {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const
  const webp = await sharp({ create: { width: 2048, height: 2048, channels: 3, background: "grey", noise } })
    .ensureAlpha(0.5)
    .webp({ quality: 5 })
    .toBuffer()
  const { bytes } = await keptOf(openPicturesInMemory(), webp)
  expect(bytes.length).toBeLessThanOrEqual(defaultPictureLimits.maxStoredBytes)
  expect((await sharp(bytes).metadata()).hasAlpha).toBe(true)
})
