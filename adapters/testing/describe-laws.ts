import { afterAll, beforeAll, describe, it } from "vitest"
import type { ShopCommand } from "./commands.ts"
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
 *
 * @example
 * const model: ShopModel = { ...plainModel, backorders: 3 }
 * const open = async () => ({ ...openDomainDriver(), hold: async (_order: number) => accepted(null) })
 * describeLaws("my shop", open, { laws, model, commands: ({ hold }) => [statusCommand("on hold", hold)] })
 */
export const describeLaws = <Driver extends ShopDriver>(
  name: string,
  openDriver: () => Promise<Driver>,
  {
    laws = [...allLaws, agreesWithPlainCounts],
    without = [],
    timeout = 60_000,
    commands = () => [],
    ...parameters
  }: Omit<LawParameters, "commands"> & {
    /** The laws to check. Defaults to all laws and the model of plain counts. */
    readonly laws?: ReadonlyArray<Law>
    /** Names of laws about capabilities that this shop lacks. */
    readonly without?: ReadonlyArray<string>
    /** Returns the commands that only this shop has, from the open driver. Defaults to none. */
    readonly commands?: (driver: Driver) => ReadonlyArray<ShopCommand>
    /** Milliseconds for one law. */
    readonly timeout?: number
  } = {},
): void => {
  describe(`laws: ${name}`, { timeout }, () => {
    let opened: Driver | undefined
    beforeAll(async () => {
      opened = await openDriver()
    }, timeout)
    afterAll(() => opened?.close(), timeout)
    const driver = (): Driver => {
      if (opened === undefined) throw new Error("the driver did not open")
      return opened
    }

    for (const law of laws) {
      if (!without.includes(law.name))
        it(law.name, async (test) => {
          if (!law.appliesTo(driver())) test.skip("the shop lacks the capability")
          await assertLaw(law, driver(), { ...parameters, commands: commands(driver()) })
        })
      else
        it(`${law.name}: the shop lacks the capability`, () => {
          if (law.appliesTo(driver()))
            throw new Error(`The shop supports the law "${law.name}" now. Remove the law from the option.`)
        })
    }
  })
}
