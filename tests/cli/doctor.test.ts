import { join } from "node:path"
import { PGlite } from "@electric-sql/pglite"
import { expect, it } from "vitest"
import { shopwright, temporaryFolder } from "./shopwright.ts"

it("examines and repairs the embedded database", { timeout: 180_000 }, async () => {
  const cwd = temporaryFolder()
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

it("does not examine a shop in memory", async () => {
  const { code, stderr } = await shopwright(["doctor", "--database", "memory"], { cwd: temporaryFolder() })
  expect(code).toBe(2)
  expect(stderr).toContain("--database memory would be lost")
})
