import { it } from "vitest"

/** The laws that contract tests of contracts stand for, beside those of `laws`. */
export type LawBehind =
  | "conservation of stock"
  | "all or nothing"
  | "cancel undoes place"
  | "only legal steps"
  | "the total is the sum of the snapshots"
  | "exactly min(k, n) succeed"
  | "same key, same order"
  /** What two ask for at once, one gets; the other is told. */
  | "one key, one owner"
  /** What was refused is never seen, and what was decided from a state that has passed is refused. */
  | "no dirty read"
  | "no lost update"

type Test = () => Promise<void> | void
type ContractTest = (sentence: string, ...rest: readonly [Test] | readonly [{ readonly law: LawBehind }, Test]) => void

/**
 * Registers the contract tests of one contract as vitest tests. A failure says first which clause of which contract is broken
 * and which law stands behind it, and then what vitest found.
 */
export const contractTestsOf =
  (contract: string): ContractTest =>
  (sentence, ...rest) => {
    const [law, test] = rest.length === 1 ? [null, rest[0]] : [rest[0].law, rest[1]]
    it(sentence, async () => {
      try {
        await test()
      } catch (error) {
        const behind = law === null ? "" : `Law broken: ${law}\n`
        throw renamed(error, `${behind}Contract broken: ${contract}: ${sentence}`)
      }
    })
  }

/** The same error, so that its difference of values is still shown, with a message that begins with what is broken. */
const renamed = (error: unknown, broken: string): Error => {
  const renamed = error instanceof Error ? error : new Error(String(error))
  const message = `${broken}\n${renamed.message}`
  const frames = (renamed.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line))
  renamed.message = message
  renamed.stack = [`${renamed.name}: ${message}`, ...frames].join("\n")
  return renamed
}
