import fc from "fast-check"
import type { ShopDriver } from "./driver.ts"

/** How thoroughly to search. Passed to fast-check. */
export interface LawParameters {
  /** The number of examples. Defaults to 100. */
  readonly numRuns?: number | undefined
  /** Repeats the run that reported this seed. */
  readonly seed?: number | undefined
  /** Milliseconds after which no further example starts. */
  readonly interruptAfterTimeLimit?: number | undefined
}

/** A rule of shops as a value: its name, its statement, and how to check a shop against it. */
export interface Law {
  readonly name: string
  /** The law in one sentence. */
  readonly statement: string
  /** Whether the shop has the capabilities that the law needs. */
  readonly appliesTo: (driver: ShopDriver) => boolean
  /** Use {@link checkLaw} or {@link assertLaw} instead. */
  readonly search: (driver: ShopDriver, parameters: LawParameters) => Promise<Verdict>
}

/** The result of checking a shop against a law. */
export type Verdict =
  | { readonly holds: true; readonly runs: number }
  | { readonly holds: false; readonly broken: LawBroken }

/**
 * A shop breaks a law. The message contains the law and the shortest scenario found that breaks it.
 *
 * @example
 * const verdict = await checkLaw(allOrNothing, openDomainDriver())
 * if (!verdict.holds) console.log(verdict.broken.scenario, verdict.broken.finding)
 */
export class LawBroken extends Error {
  override readonly name = "LawBroken"
  readonly law: string
  readonly statement: string
  /** The steps that were executed. */
  readonly scenario: ReadonlyArray<string>
  /** The observation that the law forbids. */
  readonly finding: string

  constructor(law: Pick<Law, "name" | "statement">, scenario: ReadonlyArray<string>, finding: string, seed: string) {
    const steps = scenario.map((step, i) => `  ${i + 1}. ${step}`)
    super([`Law broken: ${law.name}`, law.statement, ...steps, `But: ${finding}`, seed].join("\n"))
    this.law = law.name
    this.statement = law.statement
    this.scenario = scenario
    this.finding = finding
  }
}

/** Thrown by a law when an example breaks it. */
class Finding extends Error {}

/**
 * Continues when the condition holds. Otherwise the law is broken, with the given message as its finding.
 *
 * @example
 * demand(available >= 0, () => `${available} pieces are available.`)
 */
export function demand(condition: boolean, finding: () => string): asserts condition {
  if (!condition) throw new Finding(finding())
}

/**
 * Creates a law from examples of one shape. `holds` executes an example on the shop and calls `demand`. It returns
 * whether the example exercised the law. A run in which no example exercised the law counts as broken, because a shop
 * that refuses everything would otherwise pass.
 *
 * @example
 * const soldOut = makeLaw({
 *   name: "sold out is sold out",
 *   statement: "An order for an item without stock is rejected.",
 *   examples: (driver) => anyItems(driver, fc.constant(0)),
 *   describe: (items) => [`The shop has ${items.length} items without stock. A buyer orders a piece of the first.`],
 *   holds: async (driver, [plan]) => {
 *     if (plan === undefined) return false
 *     const lines = [{ item: await driver.createItem(plan), quantity: 1 }]
 *     demand(!(await driver.place({ buyer: 0, lines })).accepted, () => "the order was accepted.")
 *     return true
 *   },
 * })
 */
export const makeLaw = <Example>(law: {
  readonly name: string
  readonly statement: string
  readonly appliesTo?: (driver: ShopDriver) => boolean
  readonly examples: (driver: ShopDriver) => fc.Arbitrary<Example>
  readonly describe: (example: Example) => ReadonlyArray<string>
  readonly holds: (driver: ShopDriver, example: Example) => Promise<boolean>
}): Law => ({
  name: law.name,
  statement: law.statement,
  appliesTo: law.appliesTo ?? (() => true),
  search: async (driver, { numRuns = 100, seed, interruptAfterTimeLimit }) => {
    let exercised = 0
    const property = fc.asyncProperty(law.examples(driver), async (example) => {
      if (await law.holds(driver, example)) exercised += 1
    })
    const run = await fc.check(property, {
      numRuns,
      ...(seed === undefined ? {} : { seed }),
      ...(interruptAfterTimeLimit === undefined ? {} : { interruptAfterTimeLimit }),
    })
    const found = `(seed ${run.seed}, found after ${run.numRuns} examples and ${run.numShrinks} simplifications)`
    if (run.counterexample !== null)
      return { holds: false, broken: new LawBroken(law, law.describe(run.counterexample[0]), messageOf(run), found) }
    if (exercised === 0) return { holds: false, broken: new LawBroken(law, [], "no example could be completed", found) }
    return { holds: true, runs: run.numRuns }
  },
})

const messageOf = ({ errorInstance: error }: { readonly errorInstance: unknown | null }): string => {
  if (error instanceof Finding) return error.message
  if (!(error instanceof Error)) return `the shop failed: ${String(error)}`
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ""
  return `the shop failed: ${error.name}: ${error.message}${cause}`
}

/**
 * Checks a shop against a law, with or without a test runner.
 *
 * @example
 * const driver = await openHttpDriver({ url: "http://127.0.0.1:8000/api", admin: { username: "admin", password } })
 * const verdict = await checkLaw(conservationOfStock, driver, { numRuns: 50 })
 * if (!verdict.holds) console.log(verdict.broken.message)
 */
export const checkLaw = (law: Law, driver: ShopDriver, parameters: LawParameters = {}): Promise<Verdict> =>
  law.appliesTo(driver)
    ? law.search(driver, parameters)
    : Promise.reject(
        new Error(`The driver lacks a capability that the law "${law.name}" needs. Check law.appliesTo(driver) first.`),
      )

/**
 * Like {@link checkLaw}, but rejects with {@link LawBroken}.
 *
 * @example
 * it("conserves stock", async () => {
 *   await assertLaw(conservationOfStock, await openUseCaseDriver(openInMemory()))
 * })
 */
export const assertLaw = async (law: Law, driver: ShopDriver, parameters: LawParameters = {}): Promise<void> => {
  const verdict = await checkLaw(law, driver, parameters)
  if (!verdict.holds) throw verdict.broken
}
