import type { BrokenRule } from "../../../domain/invalid-field.ts"

/** Returns DRF's message for a broken rule. `malformed` replaces the message for malformed values. */
export const ruleMessage = (rule: BrokenRule, malformed = "Enter a valid value."): string => {
  switch (rule.kind) {
    case "required":
      return "This field is required."
    case "blank":
      return "This field may not be blank."
    case "malformed":
      return malformed
    case "not-allowed":
      return "This value is not allowed."
    case "too-short":
      return `Ensure this field has at least ${rule.min} characters.`
    case "too-long":
      return `Ensure this field has no more than ${rule.max} characters.`
    case "too-small":
      return `Ensure this value is greater than or equal to ${rule.min}.`
    case "too-large":
      return `Ensure this value is less than or equal to ${rule.max}.`
    case "too-many-decimals":
      return `Ensure that there are no more than ${rule.max} decimal places.`
    case "not-a-whole-number":
      return "A valid integer is required."
    case "too-common":
      return "This password is too common."
    case "same-as":
      return `The password is too similar to the ${rule.field}.`
    case "rejected":
      return rule.reason
  }
}
