import { afterAll, beforeAll, describe, it } from "vitest"
import type { ShopDriver } from "./driver.ts"
import { assertLaw, type Law, type LawParameters } from "./law.ts"
import { laws as allLaws } from "./laws/laws.ts"
import { agreesWithPlainCounts } from "./laws/plain-counts.ts"

/**
 * Registers a vitest test for each law and for the model of plain counts. An undecided law fails its test, with the
 * reason. A law that the shop lacks the capability for is skipped. For a law named in `without`, the test checks that the
 * capability is missing. That test fails once the driver gains the capability, until the law's name is removed from
 * `without`.
 *
 * @example
 * describeLaws("my store", async () => openUseCaseDriver(await openMyStore()))
 */
export const describeLaws = (
  name: string,
  openDriver: () => Promise<ShopDriver>,
  {
    laws = [...allLaws, agreesWithPlainCounts],
    without = [],
    timeout = 60_000,
    ...parameters
  }: LawParameters & {
    /** The laws to check. Defaults to all laws and the model of plain counts. */
    readonly laws?: ReadonlyArray<Law>
    /** Names of laws about capabilities that this shop lacks. */
    readonly without?: ReadonlyArray<string>
    /** Milliseconds for one law. */
    readonly timeout?: number
  } = {},
): void => {
  describe(`laws: ${name}`, { timeout }, () => {
    let opened: ShopDriver | undefined
    beforeAll(async () => {
      opened = await openDriver()
    }, timeout)
    afterAll(() => opened?.close(), timeout)
    const driver = (): ShopDriver => {
      if (opened === undefined) throw new Error("the driver did not open")
      return opened
    }

    for (const law of laws) {
      if (!without.includes(law.name))
        it(law.name, async (test) => {
          if (!law.appliesTo(driver())) test.skip("the shop lacks the capability")
          await assertLaw(law, driver(), parameters)
        })
      else
        it(`${law.name}: the shop lacks the capability`, () => {
          if (law.appliesTo(driver()))
            throw new Error(`The shop supports the law "${law.name}" now. Remove the law from the option.`)
        })
    }
  })
}
