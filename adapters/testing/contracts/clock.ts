import { describe, expect } from "vitest"
import type { Clock } from "../../../application/ports/clock.ts"
import { contractTestsOf } from "./contract-test.ts"

/**
 * Registers, in vitest, the contract of a clock.
 *
 * @example
 * describeClock("the system's", () => ({ now: () => new Date() }))
 */
export const describeClock = (name: string, make: () => Clock): void => {
  describe(`clock: ${name}`, () => {
    const it = contractTestsOf("clock")

    it("returns a valid time", () => {
      expect(make().now().getTime()).not.toBeNaN()
    })

    it("never goes back", () => {
      const clock = make()
      const times = Array.from({ length: 100 }, () => clock.now().getTime())
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    })

    it("returns a new Date each time, so that changing one does not change another", () => {
      const clock = make()
      const before = clock.now()
      const time = before.getTime()
      clock.now().setTime(0)
      before.setTime(0)
      expect(clock.now().getTime()).toBeGreaterThanOrEqual(time)
    })
  })
}
