import type { Coverage } from "./coverage.ts"
import type { Reruns } from "./reruns.ts"

/** The result of checking a shop against a law. */
export type Verdict =
  | { readonly outcome: "held"; readonly runs: number; readonly coverage: Coverage; readonly seed: number }
  | { readonly outcome: "broken"; readonly broken: LawBroken; readonly coverage: Coverage; readonly seed: number }
  | {
      readonly outcome: "undecided"
      /** Why the shop could not be judged. */
      readonly reason: string
      readonly coverage: Coverage
      readonly seed: number
    }

/** How a shop broke a law. */
export interface Breach {
  readonly law: string
  readonly statement: string
  /** The steps that were executed. */
  readonly scenario: ReadonlyArray<string>
  /** The observation that the law forbids, or the crash. */
  readonly finding: string
  /** Whether the shop crashed instead of violating the law's statement. */
  readonly crashed: boolean
  readonly seed: number
  readonly runs: number
  readonly simplifications: number
  /** Concurrent commands as lanes of text, if the law recorded a history. */
  readonly lanes: ReadonlyArray<string>
  /**
   * How often the example failed when it was executed again, for examples with concurrent commands. `null` for others, and
   * after an outage.
   */
  readonly reruns: Reruns | null
}

/**
 * A shop breaks a law, or crashes. The message contains the law and the shortest scenario found.
 *
 * @example
 * const verdict = await checkLaw(allOrNothing, openDomainDriver())
 * if (verdict.outcome === "broken") console.log(verdict.broken.scenario, verdict.broken.finding)
 */
export class LawBroken extends Error implements Breach {
  override readonly name = "LawBroken"
  readonly law: string
  readonly statement: string
  readonly scenario: ReadonlyArray<string>
  readonly finding: string
  readonly crashed: boolean
  readonly seed: number
  readonly runs: number
  readonly simplifications: number
  readonly lanes: ReadonlyArray<string>
  readonly reruns: Reruns | null

  constructor(breach: Breach) {
    const steps = breach.scenario.map((step, i) => `  ${i + 1}. ${step}`)
    const found = `(seed ${breach.seed}, found after ${breach.runs} examples and ${breach.simplifications} simplifications)`
    const title = breach.crashed ? "Shop crashed while checking the law" : "Law broken"
    const again =
      breach.reruns === null ? [] : [`Failed again in ${breach.reruns.failed} of ${breach.reruns.of} reruns.`]
    const finding = `But: ${breach.finding}`
    super([`${title}: ${breach.law}`, breach.statement, ...steps, finding, ...breach.lanes, ...again, found].join("\n"))
    this.law = breach.law
    this.statement = breach.statement
    this.scenario = breach.scenario
    this.finding = breach.finding
    this.crashed = breach.crashed
    this.seed = breach.seed
    this.runs = breach.runs
    this.simplifications = breach.simplifications
    this.lanes = breach.lanes
    this.reruns = breach.reruns
  }
}

/**
 * The shop could not be judged. {@link assertLaw} rejects with it.
 *
 * @example
 * const failure = await assertLaw(allOrNothing, openDomainDriver()).catch((error: unknown) => error)
 * if (failure instanceof LawUndecided) console.log(failure.reason)
 */
export class LawUndecided extends Error {
  override readonly name = "LawUndecided"
  readonly law: string
  readonly reason: string

  constructor(law: string, reason: string) {
    super(`Law undecided: ${law}\n${reason}`)
    this.law = law
    this.reason = reason
  }
}
