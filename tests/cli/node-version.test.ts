import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { requireNode } from "../../adapters/cli/node-version.ts"

it("accepts the versions of Node.js that the package supports, and names the needed one otherwise", () => {
  const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"))
  const oldest = Number.parseInt(engines.node.replace(">=", ""), 10)
  expect(() => requireNode(`${oldest}.0.0`)).not.toThrow()
  expect(() => requireNode("100.1.0")).not.toThrow()
  expect(() => requireNode(`${oldest - 1}.9.0`)).toThrow(
    `Node.js ${oldest - 1}.9.0 is too old; install Node.js ${oldest} or later`,
  )
})
