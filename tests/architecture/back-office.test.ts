import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it, onTestFinished } from "vitest"
import { forbiddenPageImports } from "./page-imports.ts"
import { pageSources } from "./read.ts"

it("the page of the back office uses the typed client and its own files only", () => {
  const { files, forbidden } = forbiddenPageImports(fileURLToPath(new URL("../../", import.meta.url)))
  expect(files).toBeGreaterThan(20)
  expect(forbidden).toEqual([])
})

it("finds what the page may not import", () => {
  const root = mkdtempSync(join(tmpdir(), "shopwright-page-"))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  write("domain/order/order.ts", "export type Order = 1")
  write("adapters/client/index.ts", "export const createClient = 1")
  write(
    `${pageSources}/fine.tsx`,
    `import { createClient } from "../../../client"\nexport default <p>{createClient}</p>`,
  )
  write(
    `${pageSources}/domain.tsx`,
    `import type { Order } from "../../../../domain/order/order"\nexport const a = <p />`,
  )
  write(`${pageSources}/node.ts`, `import "node:fs"`)
  write(`${pageSources}/library.ts`, `export const late = () => import("effect")`)
  write(`${pageSources}/missing.ts`, `import "./nowhere"`)
  expect(forbiddenPageImports(root).forbidden.toSorted()).toEqual([
    `${pageSources}/domain.tsx -> ../../../../domain/order/order`,
    `${pageSources}/library.ts -> effect`,
    `${pageSources}/missing.ts -> ./nowhere`,
    `${pageSources}/node.ts -> fs`,
  ])
})
