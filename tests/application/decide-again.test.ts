import { Effect } from "effect"
import { expect, it } from "vitest"
import { decideAgain } from "../../application/decide-again.ts"

interface Conflict {
  readonly _tag: "Conflict"
}

const conflict: Effect.Effect<never, Conflict> = Effect.fail({ _tag: "Conflict" })

it("decides again until there is no conflict", async () => {
  let calls = 0
  const decision = Effect.suspend((): Effect.Effect<string, Conflict> => {
    calls += 1
    return calls < 50 ? conflict : Effect.succeed("done")
  })
  expect(await Effect.runPromise(decideAgain("Conflict", decision))).toBe("done")
  expect(calls).toBe(50)
})

it("fails with a defect when a store reports conflicts without end", async () => {
  await expect(Effect.runPromise(decideAgain("Conflict", conflict))).rejects.toThrow(/Conflict 1000 times in a row/)
})
