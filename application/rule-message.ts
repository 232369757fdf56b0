import type { BrokenRule } from "../domain/invalid-field.ts"

/** Returns a message about a broken rule for the operator. Clients get the messages of the dialect's document. */
export const ruleMessage = (rule: BrokenRule): string => {
  switch (rule.kind) {
    case "required":
      return "is missing"
    case "blank":
      return "must not be blank"
    case "malformed":
      return "is malformed"
    case "not-allowed":
      return "is not allowed"
    case "too-short":
      return `must have at least ${rule.min} characters`
    case "too-long":
      return `must have at most ${rule.max} characters`
    case "too-small":
      return `must be at least ${rule.min}`
    case "too-large":
      return `must be at most ${rule.max}`
    case "too-many-decimals":
      return `must have at most ${rule.max} decimals`
    case "not-a-whole-number":
      return "must be a whole number"
    case "too-common":
      return "is too common"
    case "same-as":
      return `must differ from the ${rule.field}`
    case "rejected":
      return `is rejected: ${rule.reason}`
  }
}
