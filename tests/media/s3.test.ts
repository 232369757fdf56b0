import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { Cause, Effect, Exit } from "effect"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { openPicturesInS3 } from "../../adapters/media/s3.ts"
import { objectUrl, type S3Settings } from "../../adapters/media/s3-settings.ts"
import { describePictures } from "../../adapters/testing/contracts/pictures.ts"
import { StoreUnavailable } from "../../application/ports/store-unavailable.ts"
import { openShop } from "../../composition/open-shop.ts"
import { serve } from "../../composition/serve.ts"
import { startS3 } from "./s3-server.ts"
import { contentOf, filesIn, plain, run } from "./support.ts"

let server: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  server = await startS3()
})
afterAll(() => server.close())

describePictures("S3", async () => {
  const own = await startS3()
  return { pictures: await openPicturesInS3({ ...own.settings, prefix: "live/" }), close: own.close }
})

const picture = () => plain(8, 8).jpeg().toBuffer()

/** Returns the error of a call that fails. */
const failureOf = async (effect: Effect.Effect<unknown, unknown>): Promise<unknown> => {
  const exit = await Effect.runPromiseExit(effect)
  if (Exit.isSuccess(exit)) throw new Error("the call succeeded")
  return Cause.squash(exit.cause)
}

it("keeps pictures below the prefix, and several processes share them", async () => {
  const settings = { ...server.settings, prefix: "shop/live/" }
  const [one, other] = [await openPicturesInS3(settings), await openPicturesInS3(settings)]
  const name = await run(one.store(await picture()))
  expect((await filesIn(server.directory)).some((file) => file.includes(`shop/live/${name}`))).toBe(true)
  expect((await contentOf(other, name)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
  expect(await run((await openPicturesInS3(server.settings)).open(name))).toBeNull()
})

it("stores a picture of another shop under its name and unchanged", async () => {
  const pictures = await openPicturesInS3(server.settings)
  const name = `${"ab".repeat(16)}.png`
  expect(await run(pictures.put(name, Uint8Array.of(1, 2, 3)))).toBe(true)
  expect([...(await contentOf(pictures, name))]).toEqual([1, 2, 3])
  expect(await run(pictures.put("../other.png", Uint8Array.of(1)))).toBe(false)
})

it("lists more pictures than one response contains, and no other objects", async () => {
  const pictures = await openPicturesInS3({ ...server.settings, prefix: "many/" })
  const deeper = await openPicturesInS3({ ...server.settings, prefix: "many/deeper/" })
  const names = Array.from({ length: 1_005 }, (_, n) => `${n.toString(16).padStart(32, "0")}.png`)
  for (const name of names) await run(pictures.put(name, Uint8Array.of(1)))
  await run(deeper.put(`${"f".repeat(32)}.png`, Uint8Array.of(1)))
  const listed: Array<string> = []
  for await (const name of pictures.list()) listed.push(name)
  expect(listed.toSorted()).toEqual(names)
})

it("serves the pictures of a shop over HTTP", async () => {
  const shop = await openShop({ database: "memory", media: server.settings, passwordCost: 4 })
  const ignore = () => undefined
  const log = { info: ignore, warn: ignore, error: ignore }
  const running = await serve({ shop, log, dialect: "nitrmart", host: "127.0.0.1", port: 0 })
  onTestFinished(async () => {
    await running.close()
    await shop.close()
  })
  const registered = await shop.register({ username: "mia", password: "a-long-password", picture: await picture() })
  if (!registered.ok) throw new Error(registered.error._tag)
  const { account } = registered.value
  const profile = await shop.viewProfile(account, account.id)
  if (!profile.ok) throw new Error(profile.error._tag)
  const response = await fetch(`${running.url}/media/profile_pictures/${profile.value.profile.picture}`)
  expect({ status: response.status, type: response.headers.get("content-type") }).toEqual({
    status: 200,
    type: "image/jpeg",
  })
  expect((await response.arrayBuffer()).byteLength).toBe(Number(response.headers.get("content-length")))
})

it("explains a wrong key, and does not repeat its secret", async () => {
  const pictures = await openPicturesInS3({ ...server.settings, secretAccessKey: "not the secret" })
  const error = await failureOf(pictures.store(await picture()))
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).toContain("PUT in the bucket pictures: HTTP 403, SignatureDoesNotMatch")
  expect(String(error)).not.toContain("not the secret")
})

describe("a service that cannot answer", () => {
  it("raises StoreUnavailable, for which clients get a 503", async () => {
    const pictures = await openPicturesInS3({ ...server.settings, endpoint: "http://127.0.0.1:9" })
    expect(await failureOf(pictures.open(`${"ab".repeat(16)}.png`))).toBeInstanceOf(StoreUnavailable)
  })

  it("is asked again, and raises StoreUnavailable if it still fails", async () => {
    let requests = 0
    const failing = createServer((request, response) => {
      requests++
      request.resume()
      response.writeHead(503).end()
    })
    await new Promise<void>((resolve) => failing.listen(0, "127.0.0.1", resolve))
    onTestFinished(() => void failing.close())
    const endpoint = `http://127.0.0.1:${(failing.address() as AddressInfo).port}`
    const pictures = await openPicturesInS3({ ...server.settings, endpoint })
    expect(await failureOf(pictures.open(`${"ab".repeat(16)}.png`))).toBeInstanceOf(StoreUnavailable)
    expect(requests).toBe(3)
  })
})

it("names the bucket in the host for AWS, and in the path for other services", () => {
  const settings: S3Settings = {
    bucket: "b-1",
    region: "eu-west-1",
    accessKeyId: "k",
    secretAccessKey: "s",
    prefix: "p/",
  }
  expect(objectUrl(settings, "a.png")).toBe("https://b-1.s3.eu-west-1.amazonaws.com/p/a.png")
  expect(objectUrl({ ...settings, endpoint: "https://s3.example/" }, "a.png")).toBe("https://s3.example/b-1/p/a.png")
})

it.each([
  ["bucket", { bucket: "Not_A_Bucket" }],
  ["region", { region: "" }],
  ["accessKeyId", { accessKeyId: "" }],
  ["endpoint", { endpoint: "ftp://s3.example" }],
  ["prefix", { prefix: "../up" }],
])("rejects an invalid %s", async (name, wrong) => {
  await expect(openPicturesInS3({ ...server.settings, ...wrong })).rejects.toThrow(`media.${name}`)
})
