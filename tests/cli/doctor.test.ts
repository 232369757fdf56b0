import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import { expect, it } from "vitest"
import { folderWithShop, shopwright, temporaryFolder } from "./shopwright.ts"

it("examines and repairs the embedded database", { timeout: 180_000 }, async () => {
  const cwd = await folderWithShop()
  await shopwright(["import", "demo"], { cwd })
  const healthy = { code: 0, stdout: "all stock levels match the orders and movements\n", stderr: "" }
  expect(await shopwright(["doctor"], { cwd })).toEqual(healthy)

  const pglite = await PGlite.create(join(cwd, ".shopwright", "data"))
  await pglite.query("update shopwright.stock_level set on_hand = on_hand + 1 where stock_item = 1")
  await pglite.close()

  const { code, stdout } = await shopwright(["doctor"], { cwd })
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: expect.stringMatching(/^stock item 1: product 1 \([^)]+\).*: on hand is \d+, expected \d+\n$/),
  })
  expect((await shopwright(["doctor", "--repair"], { cwd })).code).toBe(0)
  expect(await shopwright(["doctor"], { cwd })).toEqual(healthy)
})

it("counts the pictures that are not in use, and lets serve remove them", { timeout: 180_000 }, async () => {
  const cwd = await folderWithShop()
  await shopwright(["import", "demo"], { cwd })
  const leave = async (folder: string, bytes: ReadonlyArray<string>) => {
    await mkdir(folder, { recursive: true })
    for (const byte of bytes) await writeFile(join(folder, `${byte.repeat(16)}.jpg`), "a picture")
  }
  await leave(join(cwd, ".shopwright", "media"), ["ab", "cd"])
  const printed = async (flags: ReadonlyArray<string> = [], env = {}) =>
    (await shopwright(["doctor", ...flags], { cwd, env })).stdout.split("\n")[0]
  const found = /^2 stored pictures are not in use, such as (ab|cd)+\.jpg; /
  expect(await printed()).toMatch(new RegExp(`${found.source}--repair lets serve remove them in a day$`))
  expect(await printed(["--repair"])).toMatch(new RegExp(`${found.source}serve removes them in a day$`))
  expect(await printed()).toBe("all stock levels match the orders and movements")

  // Other shops may store pictures in a folder that the operator chooses.
  const shared = { SHOPWRIGHT_MEDIA: join(cwd, "shared") }
  const missing = `pictures were not checked, because there is no folder ${join(cwd, "shared")}\n`
  expect(await shopwright(["doctor"], { cwd, env: shared })).toMatchObject({ code: 0, stderr: missing })
  await leave(join(cwd, "shared"), ["12", "34"])
  await shopwright(["doctor", "--repair"], { cwd, env: shared })
  expect(await printed([], shared)).toMatch(/^2 stored pictures .* SHOPWRIGHT_EXCLUSIVE_MEDIA=on/)
})

it("does not examine a shop in memory", async () => {
  const { code, stderr } = await shopwright(["doctor", "--database", "memory"], { cwd: temporaryFolder() })
  expect(code).toBe(2)
  expect(stderr).toContain("--database memory would be lost")
})
