import { beforeAll, expect, it } from "vitest"
import { type DoorExport, doorExports } from "../support/doors.ts"

let exported: ReadonlyArray<DoorExport> = []
beforeAll(() => {
  exported = doorExports()
})

const told = ({ door, name }: DoorExport): string => `${door}: ${name}`

it("every export of every door says what it is", () => {
  expect(exported.length).toBeGreaterThan(250)
  expect(exported.filter(({ doc }) => doc === "").map(told)).toEqual([])
})

it("every function, constant and class that a door exports has an example", () => {
  const values = exported.filter(({ isValue }) => isValue)
  expect(values.length).toBeGreaterThan(170)
  expect(values.filter(({ hasExample }) => !hasExample).map(told)).toEqual([])
})

it("every use case, and every option of what is opened, mounted and served, says what it is", () => {
  const first = ["UseCases", "Shop", "ShopOptions", "SubscribeOptions", "MountOptions", "ServeOptions"]
  const members = exported
    .filter(({ name }) => first.includes(name))
    .flatMap(({ name, members }) => members.map((member) => ({ ...member, name: `${name}.${member.name}` })))
  expect(members.length).toBeGreaterThan(50)
  expect(members.filter(({ doc }) => doc === "").map(({ name }) => name)).toEqual([])
})
