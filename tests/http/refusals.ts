import { expect } from "vitest"
import type { Answer } from "../support/http.ts"

/** Expects a 4xx in DRF's form, an object or a list by position with messages, without internal details. */
export const expectRefusal = (answer: Answer): void => {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400)
  expectNoDefect(answer)
  expect(isFaults(answer.json()), answer.text).toBe(true)
}

/** Expects that a text shows no internal details. */
export const expectNoDefect = (answer: Answer): void => {
  expect(answer.status, answer.text).toBeLessThan(500)
  expect(answer.headers.get("content-type")).toBe("application/json")
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|\bat \w+ \(|Error:/)
}

const isFaults = (value: unknown): boolean => {
  if (typeof value === "string") return true
  if (typeof value !== "object" || value === null) return false
  return Object.values(value).every(isFaults)
}
