import type { Persistence } from "../../adapters/persistence/persistence.ts"

/** Combines two stores over one database: each call goes to the other store, as if from two processes. */
export const inTurns = (one: Persistence, other: Persistence): Persistence => {
  let calls = 0
  const alternating = <T extends object>(first: T, second: T): T =>
    Object.fromEntries(
      Object.entries(first).map(([name, member]) => {
        const counterpart = second[name as keyof T]
        if (typeof member === "object") return [name, alternating(member, counterpart as object)]
        return [name, (...args: ReadonlyArray<unknown>) => (++calls % 2 === 0 ? member : counterpart)(...args)]
      }),
    ) as T
  const { close: _one, withTransaction: _first, ...ports } = one
  const { close: _other, withTransaction: _second, ...others } = other
  return {
    ...alternating(ports, others),
    close: async () => {
      await Promise.all([one.close(), other.close()])
    },
  }
}
