import { it } from "vitest"

/** The laws that contract tests stand for, in addition to the names in `laws`. */
export type ContractLaw =
  | "conservation of stock"
  | "all or nothing"
  | "cancel undoes place"
  | "only legal steps"
  | "the total is the sum of the snapshots"
  | "no overselling"
  | "same key, same order"
  /** Exactly one of several concurrent requests for the same thing succeeds. */
  | "one key, one owner"
  /** Rejected changes are never visible, and changes decided from an outdated state are rejected. */
  | "no dirty read"
  | "no lost update"

type Test = () => Promise<void> | void
type ContractTest = (title: string, ...rest: readonly [Test] | readonly [{ readonly law: ContractLaw }, Test]) => void

/**
 *
 * Registers the tests of one contract in vitest. The message of a failure starts with the broken law, the contract and
 * the test.
 *
 */
export const contractTestsOf =
  (contract: string): ContractTest =>
  (title, ...rest) => {
    const [law, test] = rest.length === 1 ? [null, rest[0]] : [rest[0].law, rest[1]]
    it(title, async () => {
      try {
        await test()
      } catch (error) {
        const brokenLaw = law === null ? "" : `Law broken: ${law}\n`
        throw renamed(error, `${brokenLaw}Contract broken: ${contract}: ${title}`)
      }
    })
  }

/** Returns the same error with the broken contract in its message. vitest still shows the difference of values. */
const renamed = (error: unknown, broken: string): Error => {
  const renamed = error instanceof Error ? error : new Error(String(error))
  const message = `${broken}\n${renamed.message}`
  const frames = (renamed.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line))
  renamed.message = message
  renamed.stack = [`${renamed.name}: ${message}`, ...frames].join("\n")
  return renamed
}
