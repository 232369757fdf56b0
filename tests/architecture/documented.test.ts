import { beforeAll, expect, it } from "vitest"
import { type EntryPointExport, entryPointExports } from "../support/entry-points.ts"

let exported: ReadonlyArray<EntryPointExport> = []
beforeAll(() => {
  exported = entryPointExports()
})

const nameOf = ({ entryPoint, name }: EntryPointExport): string => `${entryPoint}: ${name}`

it("every export of every entry point has a description", () => {
  expect(exported.length).toBeGreaterThan(250)
  expect(exported.filter(({ doc }) => doc === "").map(nameOf)).toEqual([])
})

it("every function, constant and class of an entry point has an example", () => {
  const values = exported.filter(({ isValue }) => isValue)
  expect(values.length).toBeGreaterThan(170)
  expect(values.filter(({ hasExample }) => !hasExample).map(nameOf)).toEqual([])
})

it("every use case and every option of openShop, routers and serve has a description", () => {
  const first = ["UseCases", "Shop", "ShopOptions", "SubscribeOptions", "MountOptions", "ServeOptions"]
  const members = exported
    .filter(({ name }) => first.includes(name))
    .flatMap(({ name, members }) => members.map((member) => ({ ...member, name: `${name}.${member.name}` })))
  expect(members.length).toBeGreaterThan(50)
  expect(members.filter(({ doc }) => doc === "").map(({ name }) => name)).toEqual([])
})
