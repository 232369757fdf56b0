import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { root } from "./copy.ts"
import { identityMutants } from "./identity-mutants.ts"
import { orderMutants } from "./order-mutants.ts"
import { otherMutants } from "./other-mutants.ts"
import { pricingMutants } from "./pricing-mutants.ts"
import { retryMutants } from "./retry-mutants.ts"

it("every mutant replaces a text that occurs exactly once in its file", () => {
  const mutants = [...orderMutants, ...otherMutants, ...identityMutants, ...pricingMutants, ...retryMutants]
  const stale = mutants.filter(({ file, find }) => readFileSync(join(root, file), "utf8").split(find).length !== 2)
  expect(stale.map(({ file, what }) => `${file}: ${what}`)).toEqual([])
})
