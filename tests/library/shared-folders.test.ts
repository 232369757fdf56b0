import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { openInMemory } from "../../adapters/persistence/in-memory/in-memory.ts"
import { openShop } from "../../composition/index.ts"
import { sharedStore } from "../../composition/shared-folders.ts"
import { operator } from "../../domain/account/actor.ts"

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "shopwright-shared-"))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it("a program that is reloaded opens its folder again, and closes it with its last shop", async () => {
  const database = { folder: join(folder, "shop") }
  const [before, reloaded] = await Promise.all([openShop({ database }), openShop({ database })])
  expect(await before.createCategory(operator, { name: "Bath" })).toMatchObject({ ok: true })
  await before.close()
  expect(await reloaded.listCategories()).toMatchObject([{ name: "Bath" }])
  await expect(before.listCategories()).rejects.toThrow("closed")
  await reloaded.close()
})

/** A store in memory that counts its openings and can be slow to close. */
const counted = () => {
  const log: Array<string> = []
  const closed = Promise.withResolvers<void>()
  const open = async () => {
    log.push("opened")
    const close = async () => {
      log.push("closing")
      await closed.promise
      log.push("closed")
    }
    return { ...openInMemory(), close }
  }
  return { log, open, finishClosing: closed.resolve }
}

it("opens a folder again only after the last shop has closed it", async () => {
  const { log, open, finishClosing } = counted()
  const path = join(folder, "counted")
  const [first, second] = [await sharedStore(path, open), await sharedStore(`${path}/../counted`, open)]
  await first.close()
  await first.close()
  expect(log).toEqual(["opened"])
  const closing = second.close()
  const third = sharedStore(path, open)
  finishClosing()
  await closing
  await (await third).close()
  expect(log).toEqual(["opened", "closing", "closed", "opened", "closing", "closed"])
})

it("tries again after a folder could not be opened", async () => {
  const { log, open, finishClosing } = counted()
  finishClosing()
  const path = join(folder, "refused")
  await expect(sharedStore(path, () => Promise.reject(new Error("in use")))).rejects.toThrow("in use")
  await (await sharedStore(path, open)).close()
  expect(log).toEqual(["opened", "closing", "closed"])
})

it("opens a folder again after it could not be closed, and reports the failure to the shop that closed it", async () => {
  const { log, open, finishClosing } = counted()
  finishClosing()
  const path = join(folder, "stuck")
  const failing = Promise.withResolvers<void>()
  const stuck = async () => ({ ...(await open()), close: () => failing.promise })
  const [first, last] = [await sharedStore(path, stuck), await sharedStore(path, stuck)]
  await first.close()
  const closings = [last.close(), last.close()]
  const reopened = sharedStore(path, open)
  expect(log).toEqual(["opened"])
  failing.reject(new Error("the disk is full"))
  for (const closing of closings) await expect(closing).rejects.toThrow("the disk is full")
  const store = await reopened
  expect(log).toEqual(["opened", "opened"])
  await store.close()
  expect(log).toEqual(["opened", "opened", "closing", "closed"])
})
