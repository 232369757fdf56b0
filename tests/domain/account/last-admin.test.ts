import { Result } from "effect"
import { expect, it } from "vitest"
import { AccountId } from "../../../domain/account/account.ts"
import { keepAnAdmin } from "../../../domain/account/last-admin.ts"

const [ann, bob] = [AccountId(1), AccountId(2)]

it.each([
  ["the only active admin", [ann], false],
  ["one of two active admins", [ann, bob], true],
  ["an account that is no active admin", [bob], true],
  ["an account of a shop without admins", [], true],
])("whether %s may stop being one", (_, activeAdmins, may) => {
  expect(Result.isSuccess(keepAnAdmin(activeAdmins, ann))).toBe(may)
})
