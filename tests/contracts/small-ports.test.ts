import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openPictureFolder } from "../../adapters/media/folder.ts"
import { openPicturesInMemory } from "../../adapters/media/in-memory.ts"
import { makeBcryptHasher } from "../../adapters/passwords/bcrypt.ts"
import { numberingPlans } from "../../adapters/phones/libphonenumber.ts"
import { describeClock } from "../../adapters/testing/contracts/clock.ts"
import { describePasswordHasher } from "../../adapters/testing/contracts/password-hasher.ts"
import { describePhoneNumbers } from "../../adapters/testing/contracts/phone-numbers.ts"
import { describePictures } from "../../adapters/testing/contracts/pictures.ts"
import { describeSessionTokens } from "../../adapters/testing/contracts/session-tokens.ts"
import { describeTokenPairs } from "../../adapters/testing/contracts/token-pairs.ts"
import { makeJwtTokenPairs } from "../../adapters/tokens/jwt.ts"
import { opaqueTokens } from "../../adapters/tokens/opaque.ts"
import { SECRET } from "../tokens/forge.ts"

describeClock("the system's", () => ({ now: () => new Date() }))

describePhoneNumbers("libphonenumber", () => numberingPlans)

describeSessionTokens("opaque", () => opaqueTokens)

describeTokenPairs("JWT", (clock) => makeJwtTokenPairs({ keys: [{ algorithm: "HS256", secret: SECRET }] }, clock))

describePasswordHasher("bcrypt", async () => {
  const hasher = await makeBcryptHasher({ cost: 4 })
  return { hasher, close: hasher.close }
})

describePictures("in memory", async () => ({ pictures: openPicturesInMemory() }))

describePictures("in a folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "shopwright-pictures-"))
  const pictures = await openPictureFolder(folder)
  return { pictures, close: () => rm(folder, { recursive: true, force: true }) }
})
