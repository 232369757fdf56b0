import { describe, expect } from "vitest"
import { contractTestsOf } from "./contract-test.ts"
import { run } from "./shop.ts"
import type { Subject } from "./subject.ts"

export const shopIdentityContract = ({ store, withEmptyStore }: Subject): void => {
  describe("shop identity", () => {
    const it = contractTestsOf("shop identity")

    it("has an id of 32 hexadecimal digits that does not change", async () => {
      const id = await run(store().identity.shopIdentity.id())
      expect(id).toMatch(/^[0-9a-f]{32}$/)
      for (let i = 0; i < 3; i++) expect(await run(store().identity.shopIdentity.id())).toBe(id)
    })

    it("gives every new store another id", () =>
      withEmptyStore((one) =>
        withEmptyStore(async (other) => {
          const ids = [store(), one, other].map(({ identity }) => run(identity.shopIdentity.id()))
          expect(new Set(await Promise.all(ids)).size).toBe(3)
        }),
      ))
  })
}
