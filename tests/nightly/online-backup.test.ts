import { execFileSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { adminRules } from "../../adapters/cli/admin.ts"
import { restoreBackup } from "../../adapters/persistence/mikro-orm/backup/restore-backup.ts"
import { writeBackup } from "../../adapters/persistence/mikro-orm/backup/write-backup.ts"
import { openShop, type Shop } from "../../composition/index.ts"
import { operator } from "../../domain/account/actor.ts"
import { plain } from "../media/support.ts"
import { createEmptyFolder } from "../support/empty-folder.ts"

const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-backup-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const PASSWORD = "correct horse battery"

const ok = async <A>(
  outcome: Promise<{ readonly ok: true; readonly value: A } | { readonly ok: false }>,
): Promise<A> => {
  const settled = await outcome
  if (!settled.ok) throw new Error(JSON.stringify(settled))
  return settled.value
}

const open = (folder: string): Promise<Shop> => openShop({ database: { folder }, passwordCost: 4 })

const fill = async (shop: Shop) => {
  const picture = await plain(8, 8).jpeg().toBuffer()
  const { account: mia } = await ok(shop.register({ username: "mia", password: PASSWORD, picture }))
  const { account: admin } = await ok(shop.createAdmin({ username: "root", password: PASSWORD }, adminRules))
  const variants = Array.from({ length: 20 }, (_, i) => ({ size: String(i), color: "Red", stock: 100_000 }))
  await ok(
    shop.importCatalog(operator, {
      categories: [{ name: "Bath" }],
      products: [{ name: "Soap", description: "", price: 5, category: "Bath", variants }],
    }),
  )
  const [product] = await shop.listProducts()
  if (product === undefined) throw new Error("no product")
  const lineOf = (i: number) => ({ product: product.id, variant: product.variants[i % 20]?.id, quantity: 1 })
  return { mia, admin, order: (i: number) => shop.placeOrder(mia, { lines: [lineOf(i), lineOf(i + 7)] }) }
}

const countOrders = async (shop: Shop, admin: Parameters<Shop["listOrders"]>[0]): Promise<number> => {
  const { first, rest } = await shop.listOrders(admin)
  let count = first.length
  for await (const _ of rest ?? []) count++
  return count
}

describe("a backup of a shop in a folder", { timeout: 240_000 }, () => {
  it("has every order that was placed before it began, in a consistent state, while orders are placed", async () => {
    const cwd = scratch()
    await createEmptyFolder(join(cwd, "shop"))
    const shop = await open(join(cwd, "shop"))
    const { order, admin } = await fill(shop)
    let [placed, isOver] = [0, false]
    const buyers = Array.from({ length: 4 }, async () => {
      for (; !isOver; placed++) await ok(order(placed))
    })
    const backups: Array<{ readonly file: string; readonly from: number; readonly to: number }> = []
    for (const name of ["a", "b", "c"]) {
      const [file, from] = [join(cwd, `${name}.tar.gz`), placed]
      const { pausedMs } = await shop.backUp(file)
      expect(pausedMs).toBeGreaterThanOrEqual(0)
      // An order is acknowledged after it is recorded, so that up to four more may be in the backup.
      backups.push({ file, from, to: placed + 4 })
    }
    isOver = true
    await Promise.all(buyers)
    await expect(shop.backUp(join(cwd, "a.tar.gz"))).rejects.toThrow("exists already")
    await shop.close()
    await expect(shop.backUp(join(cwd, "d.tar.gz"))).rejects.toThrow("closed")

    for (const { file, from, to } of backups) {
      const folder = `${file}.restored`
      expect(await restoreBackup({ file, folder })).toMatchObject({ pictures: 1 })
      await using restored = await open(folder)
      expect(await restored.auditStock()).toEqual([])
      const count = await countOrders(restored, admin)
      expect(count).toBeGreaterThanOrEqual(from)
      expect(count).toBeLessThanOrEqual(to)
      const [picture = ""] = readdirSync(join(folder, "media"))
      expect(readFileSync(join(folder, "media", picture))).toEqual(readFileSync(join(cwd, "shop/media", picture)))
    }
    expect(backups[2]?.from).toBeGreaterThan(0)
  })

  it("that is interrupted by closing the shop leaves nothing", async () => {
    const cwd = scratch()
    await createEmptyFolder(join(cwd, "shop"))
    const shop = await open(join(cwd, "shop"))
    await fill(shop)
    mkdirSync(join(cwd, "backups"))
    const file = join(cwd, "backups/shop.tar.gz")
    const running = shop.backUp(file)
    const second = shop.backUp(join(cwd, "backups/second.tar.gz"))
    await expect(second).rejects.toThrow("Another backup of this shop is running")
    await Promise.all([expect(running).rejects.toThrow("ended before it was complete"), shop.close()])
    expect(readdirSync(join(cwd, "backups"))).toEqual([])
  })

  it("exists only for folders", async () => {
    await using shop = await openShop({ database: "memory" })
    await expect(shop.backUp(join(scratch(), "a"))).rejects.toThrow("Only a shop in a folder has these backups")
  })
})

/** A folder with the files of a shop, without a database. */
const folderOf = (cwd: string, bytes: number): string => {
  const folder = join(cwd, "shop")
  mkdirSync(join(folder, "data/base"), { recursive: true })
  writeFileSync(join(folder, "data/base/1"), randomBytes(bytes))
  return folder
}

const mounted = (() => {
  const folder = mkdtempSync(join(tmpdir(), "shopwright-mount-"))
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" })
    execFileSync("umount", [folder])
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true })
  }
})()

describe.runIf(mounted)("a disk that becomes full", () => {
  const smallDisk = (cwd: string): string => {
    const disk = join(cwd, "disk")
    mkdirSync(disk)
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk])
    onTestFinished(() => void execFileSync("umount", [disk]))
    return disk
  }
  const signal = new AbortController().signal

  it("ends the backup, and leaves nothing of it", async () => {
    const cwd = scratch()
    const folder = folderOf(cwd, 1_000_000)
    const disk = smallDisk(cwd)
    const file = join(disk, "shop.tar.gz")
    const paused = async (work: () => Promise<void>): Promise<number> => {
      await work()
      writeFileSync(join(disk, "filler"), Buffer.alloc(2_500_000))
      return 0
    }
    const writing = writeBackup({ folder, media: join(folder, "media"), file, signal, paused })
    await expect(writing).rejects.toThrow(`${file} was not written: no space is left on the disk`)
    expect(readdirSync(disk)).toEqual(["filler"])
  })

  it("is not used for a backup that does not fit", async () => {
    const cwd = scratch()
    const folder = folderOf(cwd, 3_000_000)
    const file = join(smallDisk(cwd), "shop.tar.gz")
    const paused = () => Promise.reject(new Error("copied"))
    const writing = writeBackup({ folder, media: join(folder, "media"), file, signal, paused })
    await expect(writing).rejects.toThrow(/its disk has 5 MB left, and the backup may need 6 MB/)
    expect(existsSync(file)).toBe(false)
  })
})
