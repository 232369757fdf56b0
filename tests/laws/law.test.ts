import { describe, expect, it } from "vitest"
import * as kit from "../../adapters/testing/index.ts"

/** The breach of a law that must be broken. */
const breach = async (law: kit.Law, driver: kit.ShopDriver, parameters?: kit.LawParameters): Promise<kit.LawBroken> => {
  const verdict = await kit.checkLaw(law, driver, parameters)
  if (verdict.outcome !== "broken") throw new Error(`the law is ${verdict.outcome}`)
  return verdict.broken
}

/** The reason why a law is undecided. */
const reason = async (law: kit.Law, driver: kit.ShopDriver, parameters?: kit.LawParameters): Promise<string> => {
  const verdict = await kit.checkLaw(law, driver, parameters)
  return verdict.outcome === "undecided" ? verdict.reason : verdict.outcome
}

/** A shop that behaves differently from some call of `place` on. */
const from = (call: number, then: kit.ShopDriver["place"]): kit.ShopDriver => {
  const shop = kit.openDomainDriver()
  let calls = 0
  return {
    ...shop,
    place: (plan) => {
      calls += 1
      return calls < call ? shop.place(plan) : then(plan)
    },
  }
}

describe("a law is undecided", () => {
  it("if no example can be completed", async () => {
    const closed: kit.ShopDriver = { ...kit.openDomainDriver(), place: async () => kit.refused("closed for today") }
    expect(await reason(kit.cancelUndoesPlace, closed)).toBe("no example could be completed")
    const failure = await kit.assertLaw(kit.cancelUndoesPlace, closed).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(kit.LawUndecided)
  })

  it("if the time is over before the first example", async () => {
    const slow: kit.ShopDriver = {
      ...kit.openDomainDriver(),
      createItem: (plan) =>
        new Promise((resolve) => setTimeout(() => resolve({ product: plan.stock, variant: null }), 50)),
    }
    expect(await reason(kit.noOverselling, slow, { interruptAfterTimeLimit: 1 })).toMatch(
      /^the time limit was reached: no example was executed$/,
    )
  })

  it("if the shop becomes unavailable, and no request follows", async () => {
    let sent = 0
    const down = from(4, async () => {
      sent += 1
      throw new kit.ShopUnavailable("503 Service Unavailable")
    })
    expect(await reason(kit.allOrNothing, down)).toBe("503 Service Unavailable")
    expect(sent).toBe(1)
  })

  it("if the shop refuses the setup", async () => {
    const strict: kit.ShopDriver = {
      ...kit.openDomainDriver(),
      createItem: () => Promise.reject(new kit.SetupRejected("400: a picture is missing")),
    }
    for (const law of kit.laws)
      if (law.appliesTo(strict)) expect(await reason(law, strict)).toBe("400: a picture is missing")
  })

  it("if no race, refusal or status was exercised that it needs", async () => {
    const alone = kit.makeLaw({
      name: "needs",
      statement: "Something happens.",
      examples: (driver) => kit.anyItems(driver),
      describe: () => [],
      holds: async () => true,
      needs: ["races"],
    })
    expect(await reason(alone, kit.openDomainDriver())).toBe("no two commands ran concurrently")
  })
})

describe("a law", () => {
  it("keeps its finding if the shop goes down while the finding is simplified", async () => {
    const shop = kit.openDomainDriver()
    let sold = false
    let later = 0
    const failing: kit.ShopDriver = {
      ...shop,
      place: async (plan) => {
        if (sold) later += 1
        if (sold) throw new kit.ShopUnavailable("429 Too Many Requests")
        const lines = plan.lines.map((line) => ({ ...line, quantity: line.quantity + 1 }))
        const result = await shop.place({ ...plan, lines })
        sold = result.accepted
        return result
      },
    }
    expect((await breach(kit.allOrNothing, failing)).crashed).toBe(false)
    expect(later).toBe(1)
  })

  it("names a crash as a crash", async () => {
    const broken = { ...kit.openDomainDriver(), place: () => Promise.reject(new kit.ShopFailed("POST orders/: 500")) }
    const { crashed, message } = await breach(kit.allOrNothing, broken)
    expect(crashed).toBe(true)
    expect(message).toMatch(/^Shop crashed while checking the law: all or nothing\n/)
    expect(message).toContain("But: the shop failed: ShopFailed: POST orders/: 500")
  })

  it("reports the same failure again for the same seed, simplified", async () => {
    const shop = (): kit.ShopDriver => {
      const driver = kit.openDomainDriver()
      return { ...driver, available: async (items) => (await driver.available(items)).map((count) => count % 3) }
    }
    const first = await breach(kit.conservationOfStock, shop(), { seed: 42 })
    expect((await breach(kit.conservationOfStock, shop(), { seed: 42 })).message).toBe(first.message)
    // Items, and one step or two.
    expect(first.scenario.length).toBeLessThanOrEqual(3)
  })

  it("counts what its examples did", async () => {
    const { coverage } = await kit.checkLaw(kit.cancelUndoesPlace, kit.openDomainDriver(), { seed: 3 })
    expect(coverage.examples).toBe(100)
    expect(coverage.vacuous).toBeLessThan(50)
    expect(coverage.statuses.cancelled).toBe(coverage.examples - coverage.vacuous)
    expect(kit.describeCoverage(coverage)).toMatch(/^100 examples, \d+ vacuous; \d+ orders, \d+ refused; paid \d+, /)
  })

  it("can be defined by a host", async () => {
    const cheap = kit.makeLaw({
      name: "all is cheap",
      statement: "Nothing costs more than 5.00.",
      examples: (driver) => kit.anyItems(driver),
      describe: (items) => [`The shop has ${items.length}.`],
      holds: async (_driver, items) => {
        kit.demand(
          items.every(({ price }) => price <= 500),
          () => `the dearest costs ${Math.max(...items.map(({ price }) => price))}.`,
        )
        return true
      },
    })
    expect((await breach(cheap, kit.openDomainDriver())).finding).toBe("the dearest costs 501.")
  })
})
