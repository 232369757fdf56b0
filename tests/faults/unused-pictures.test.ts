import { execFile } from "node:child_process"
import { readdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { Client, Pool } from "pg"
import { afterEach, beforeEach, expect, test } from "vitest"
import { migrate, openShop } from "../../composition/open-shop.ts"
import type { Shop } from "../../composition/shop.ts"
import type { Account } from "../../domain/account/account.ts"
import { defaultPasswordRule } from "../../domain/account/password.ts"
import type { Money } from "../../domain/catalog/money.ts"
import { plain, scratchFolder } from "../media/support.ts"
import { type Database, freshDatabase } from "../support/postgres.ts"

let database: Database
let pool: Pool
let media: string
let shop: Shop
let picture: Uint8Array
beforeEach(async () => {
  database = await freshDatabase()
  await migrate({ url: database.url })
  pool = new Pool({ connectionString: database.url, max: 2 })
  // The database is dropped while connections may still be closing.
  pool.on("error", () => undefined)
  media = await scratchFolder()
  shop = await openShop({ database: { url: database.url }, media, passwordCost: 4 })
  picture = await plain(8, 8).jpeg().toBuffer()
})
afterEach(async () => {
  await shop?.close()
  await pool?.end()
  await database?.drop()
})

const files = async (): Promise<ReadonlyArray<string>> => (await readdir(media)).toSorted()
const notes = async () => (await pool.query("select name from shopwright.noted_picture")).rows
/** Lets a day pass for what was noted. */
const aDayLater = () => pool.query("update shopwright.noted_picture set at = at - interval '25 hours'")
const purge = async (of = shop) => {
  expect(await of.purgeExpired()).toBe(false)
}
const register = async (username: string, by: Pick<Shop, "register"> = shop) => {
  const registered = await by.register({ username, password: "a-long-password", picture })
  if (!registered.ok) throw registered.error
  return registered.value
}
const replace = ({ account }: Awaited<ReturnType<typeof register>>, by: Pick<Shop, "updateProfile"> = shop) =>
  by.updateProfile(account, { account: account.id, details: {}, picture, address: "" }, defaultPasswordRule)
const newCategory = async ({ account }: { readonly account: Account }) => {
  const created = await shop.createCategory(account, { name: "Lamps" })
  if (!created.ok) throw created.error
  return created.value.id
}
const lamp = { name: "Lamp", description: "", price: 100 as Money, stock: 0, variants: [] }
const dieWhile = async (step: "register" | "replace") => {
  const script = fileURLToPath(new URL("die-with-picture.ts", import.meta.url))
  const ended = promisify(execFile)(process.execPath, [script, database.url, media, step])
  await expect(ended).rejects.toMatchObject({ signal: "SIGKILL" })
}

test("a picture whose process was killed before the account was written is removed a day later", async () => {
  const { profile } = await register("bob")
  await dieWhile("register")
  expect(await files()).toHaveLength(2)
  await purge()
  expect(await files()).toHaveLength(2)
  await aDayLater()
  await purge()
  expect(await files()).toEqual([profile.picture])
  expect(await notes()).toEqual([])
})

test("a replaced picture whose process was killed before its removal is removed a day later", async () => {
  await dieWhile("replace")
  expect(await files()).toHaveLength(2)
  await aDayLater()
  await purge()
  const [{ picture }] = (await pool.query("select picture from shopwright.account")).rows
  expect(await files()).toEqual([picture])
})

test("a shop removes neither the pictures of another shop in its folder nor the files of people", async () => {
  const other = await freshDatabase()
  await migrate({ url: other.url })
  const second = await openShop({ database: { url: other.url }, media, passwordCost: 4 })
  try {
    const stranger = `${"ab".repeat(16)}.jpg`
    await writeFile(join(media, stranger), picture)
    const [ann, bob] = [await register("ann"), await register("bob", second)]
    await dieWhile("register")
    await aDayLater()
    await purge(second)
    expect(await files()).toHaveLength(4)
    await purge()
    expect(await files()).toEqual([stranger, ann.profile.picture, bob.profile.picture].toSorted())
  } finally {
    await second.close()
    await other.drop()
  }
})

test("registrations keep their pictures while processes remove unused ones", async () => {
  const second = await openShop({ database: { url: database.url }, media, passwordCost: 4 })
  try {
    const names = Array.from({ length: 12 }, (_, n) => `buyer${n}`)
    const both = [shop, second]
    const registered = await Promise.all(
      names.map(async (name, n) => {
        const account = await register(name, both[n % 2])
        await Promise.all(both.map((one) => purge(one)))
        return account
      }),
    )
    await aDayLater()
    await Promise.all(both.map((one) => purge(one)))
    expect(await files()).toEqual(registered.map(({ profile }) => profile.picture).toSorted())
    expect(await notes()).toEqual([])
  } finally {
    await second.close()
  }
})

test("a transaction of the host that rolls back keeps the former picture and loses the new ones", async () => {
  const ann = await register("ann")
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query("begin")
    const joined = shop.withTransaction(client)
    expect(await replace(ann, joined)).toMatchObject({ ok: true })
    await register("bob", joined)
    await client.query("rollback")
    expect(await files()).toHaveLength(3)
    await expect.poll(notes).toHaveLength(3)
    await aDayLater()
    await purge()
    expect(await files()).toEqual([ann.profile.picture])
    await client.query("begin")
    expect(await replace(ann, joined)).toMatchObject({ ok: true })
    await client.query("commit")
    await aDayLater()
    await purge()
    expect(await files()).toHaveLength(1)
    expect(await files()).not.toContain(ann.profile.picture)
  } finally {
    await client.end()
  }
})

test("a shop that owns its folder removes files that an earlier version left, a day after it has found them", async () => {
  const old = `${"ab".repeat(16)}.jpg`
  const notes = join(media, "notes.txt")
  await writeFile(join(media, old), picture)
  await writeFile(notes, "a person's file")
  const { profile } = await register("ann")
  const admin = await shop.createAdmin({ username: "admin", password: "a-long-password" })
  if (!admin.ok) throw admin.error
  const product = await shop.createProduct(admin.value.account, { ...lamp, category: await newCategory(admin.value) })
  if (!product.ok) throw product.error
  const added = await shop.addProductPicture(admin.value.account, { product: product.value.id, picture })
  if (!added.ok) throw added.error
  const used = ["notes.txt", profile.picture, ...added.value.pictures.map(({ name }) => name)]

  expect(await shop.auditPictures()).toEqual([old])
  await aDayLater()
  await purge()
  expect(await files()).toEqual([old, ...used].toSorted())

  expect(await shop.auditPictures({ repair: true })).toEqual([old])
  expect(await shop.auditPictures()).toEqual([])
  await purge()
  expect(await files()).toEqual([old, ...used].toSorted())
  await aDayLater()
  await purge()
  expect(await files()).toEqual(used.toSorted())
})

test("an audit keeps the pictures of registrations in progress", async () => {
  const names = Array.from({ length: 12 }, (_, n) => `buyer${n}`)
  const registered = await Promise.all(
    names.map(async (name) => {
      const [account] = await Promise.all([register(name), shop.auditPictures({ repair: true })])
      return account
    }),
  )
  await aDayLater()
  await purge()
  expect(await files()).toEqual(registered.map(({ profile }) => profile.picture).toSorted())
})

test("a process without a folder for pictures leaves the notes to the others", async () => {
  await dieWhile("register")
  await aDayLater()
  const without = await openShop({ database: { url: database.url } })
  try {
    await purge(without)
    expect(await notes()).toHaveLength(1)
  } finally {
    await without.close()
  }
  await rm(join(media, (await files())[0] ?? ""))
  await purge()
  expect(await notes()).toEqual([])
})
