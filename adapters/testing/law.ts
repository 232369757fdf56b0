import fc from "fast-check"
import { aroundCommands, type ShopCommand } from "./commands.ts"
import { countCoverage, lacking, type Need } from "./coverage.ts"
import type { ShopDriver } from "./driver.ts"
import { runScheduled, type Scheduled, simplerSchedules, withInterleaving } from "./interleaving.ts"
import { BUYERS_PER_EXAMPLE, withBuyersFrom } from "./new-buyers.ts"
import { rerun } from "./reruns.ts"
import { preventsJudgement } from "./shop-errors.ts"
import { plainModel, type ShopModel } from "./shop-model.ts"
import { simplify } from "./simplify.ts"
import { LawBroken, LawUndecided, type Verdict } from "./verdict.ts"

/** How thoroughly to search. Passed to fast-check. */
export interface LawParameters {
  /** The number of examples. Defaults to 100. */
  readonly numRuns?: number | undefined
  /** Repeats the run that reported this seed. */
  readonly seed?: number | undefined
  /** Milliseconds after which no further example starts. */
  readonly interruptAfterTimeLimit?: number | undefined
  /** The rules that the shop has in addition to stock. Defaults to none. */
  readonly model?: ShopModel | undefined
  /** The commands that only this shop has. Laws about whole sequences of commands send them too. Defaults to none. */
  readonly commands?: ReadonlyArray<ShopCommand> | undefined
  /** Receives the number of executed examples after each of them, simplifications included. */
  readonly onExample?: ((executed: number) => void) | undefined
}

/** What a law is checked with in addition to the driver. */
export interface LawSetting {
  readonly model: ShopModel
  readonly commands: ReadonlyArray<ShopCommand>
}

/** What a law receives in addition to the driver and the example. */
export interface LawContext {
  readonly model: ShopModel
  /** Keeps a history of concurrent commands as lanes of text for the report. The last one is shown. */
  readonly showLanes: (lanes: ReadonlyArray<string>) => void
}

/** A rule of shops as a value: its name, its statement, and how to check a shop against it. */
export interface Law {
  readonly name: string
  /** The law in one sentence. */
  readonly statement: string
  /** What the law takes for granted about a shop, in one sentence each. */
  readonly assumptions: ReadonlyArray<string>
  /** Whether the shop has the capabilities that the law needs. */
  readonly appliesTo: (driver: ShopDriver) => boolean
  /** Use {@link checkLaw} or {@link assertLaw} instead. */
  readonly search: (driver: ShopDriver, parameters: LawParameters) => Promise<Verdict>
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

/** The parts of a law for {@link makeLaw}. */
export interface LawParts<Example> {
  readonly name: string
  readonly statement: string
  /** Defaults to none. */
  readonly assumptions?: ReadonlyArray<string>
  /** Defaults to every shop. */
  readonly appliesTo?: (driver: ShopDriver) => boolean
  readonly examples: (driver: ShopDriver, setting: LawSetting) => fc.Arbitrary<Example>
  readonly describe: (example: Example, driver: ShopDriver) => ReadonlyArray<string>
  /** Executes an example. Returns whether the example exercised the law. */
  readonly holds: (driver: ShopDriver, example: Example, context: LawContext) => Promise<boolean>
  /** What the examples together must have exercised for the law to hold. Defaults to nothing. */
  readonly needs?: ReadonlyArray<Need>
  /** The share of examples that must exercise the law. Defaults to 0.1. */
  readonly leastExercised?: number
  /** Whether every example uses new buyers. Defaults to what the model says. */
  readonly newBuyers?: boolean
  /** Simpler examples than one that fast-check cannot simplify further, the simplest first. */
  readonly simpler?: (example: Example, model: ShopModel) => Iterable<Example>
}

/**
 * Creates a law from examples of one shape. `holds` executes an example on the shop and calls `demand`. A run that
 * exercised too little is undecided, because a shop that refuses everything would otherwise pass.
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
export const makeLaw = <Example>(law: LawParts<Example>): Law => ({
  name: law.name,
  statement: law.statement,
  assumptions: law.assumptions ?? [],
  appliesTo: law.appliesTo ?? (() => true),
  search: async (
    shop,
    { numRuns = 100, seed, interruptAfterTimeLimit, model = plainModel, commands = [], onExample },
  ) => {
    const counter = countCoverage(shop)
    let firstBuyer = 0
    const watched = aroundCommands(commands, () => firstBuyer, counter.count)
    let unjudged: string | null = null
    let lanes: ReadonlyArray<string> = []
    let executed = 0
    const context: LawContext = {
      model,
      showLanes: (text) => {
        lanes = text
      },
    }
    const execute = async ({ example, interleaving }: Scheduled<Example>): Promise<void> => {
      // After an outage no further request is sent, not even to simplify an earlier finding.
      if (unjudged !== null) return
      if (law.newBuyers ?? model.newBuyers ?? false) firstBuyer = (executed + 1) * BUYERS_PER_EXAMPLE
      const driver = withBuyersFrom(counter.driver, firstBuyer)
      try {
        counter.countExample(await runScheduled(shop, interleaving, () => law.holds(driver, example, context)))
      } catch (error) {
        if (!preventsJudgement(error)) throw error
        unjudged = error.message
      } finally {
        executed += 1
        onExample?.(executed)
      }
    }
    const run = await fc.check(
      fc.asyncProperty(withInterleaving(shop, law.examples(shop, { model, commands: watched })), execute),
      {
        numRuns,
        ...(seed === undefined ? {} : { seed }),
        ...(interruptAfterTimeLimit === undefined ? {} : { interruptAfterTimeLimit }),
      },
    )
    const end = { coverage: counter.read(), seed: run.seed }
    if (run.counterexample === null) {
      const reason = unjudged ?? lacking(counter.read(), law.needs ?? [], law.leastExercised ?? 0.1)
      if (reason === null) return { outcome: "held", runs: run.numRuns, ...end }
      const late = run.interrupted && unjudged === null ? "the time limit was reached: " : ""
      return { outcome: "undecided", reason: `${late}${reason}`, ...end }
    }
    const simpler = ({ example, interleaving }: Scheduled<Example>) =>
      [...(law.simpler?.(example, model) ?? [])].flatMap((each) => simplerSchedules(each, interleaving))
    const least = await simplify(run.counterexample[0], run.errorInstance, simpler, execute)
    const shownLanes = lanes
    const reruns = await rerun(() => execute(least.example), {
      races: () => counter.read().races,
      isJudged: () => unjudged === null,
    })
    const broken = new LawBroken({
      law: law.name,
      statement: law.statement,
      scenario: law.describe(least.example.example, shop),
      finding: messageOf(least.error),
      crashed: !(least.error instanceof Finding),
      seed: run.seed,
      runs: run.numRuns,
      simplifications: run.numShrinks + least.steps,
      lanes: shownLanes,
      reruns,
    })
    return { outcome: "broken", broken, ...end }
  },
})

const messageOf = (error: unknown): string => {
  if (error instanceof Finding) return error.message
  if (!(error instanceof Error)) return `the shop failed: ${String(error)}`
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : ""
  return `the shop failed: ${error.name}: ${error.message}${cause}`
}

/**
 * Checks a shop against a law, with or without a test runner. Rejects if the shop lacks a capability that the law needs.
 *
 * @example
 * const driver = await openHttpDriver({ url: "http://127.0.0.1:8000/api", admin: { username: "admin", password } })
 * const verdict = await checkLaw(conservationOfStock, driver, { numRuns: 50 })
 * if (verdict.outcome === "broken") console.log(verdict.broken.message)
 */
export const checkLaw = (law: Law, driver: ShopDriver, parameters: LawParameters = {}): Promise<Verdict> =>
  law.appliesTo(driver)
    ? law.search(driver, parameters)
    : Promise.reject(
        new Error(`The driver lacks a capability that the law "${law.name}" needs. Check law.appliesTo(driver) first.`),
      )

/**
 * Like {@link checkLaw}, but rejects with {@link LawBroken} or {@link LawUndecided}.
 *
 * @example
 * it("conserves stock", async () => {
 *   await assertLaw(conservationOfStock, await openUseCaseDriver(openInMemory()))
 * })
 */
export const assertLaw = async (law: Law, driver: ShopDriver, parameters: LawParameters = {}): Promise<void> => {
  const verdict = await checkLaw(law, driver, parameters)
  if (verdict.outcome === "broken") throw verdict.broken
  if (verdict.outcome === "undecided") throw new LawUndecided(law.name, verdict.reason)
}
