import { expect } from "vitest"
import type { HttpResponse } from "../support/http.ts"

/** Expects a 4xx in DRF's form, an object or a list by position with messages, without internal details. */
export const expectErrorResponse = (response: HttpResponse): void => {
  expect(response.status, response.text).toBeGreaterThanOrEqual(400)
  expectNoDefect(response)
  expect(isFaults(response.json()), response.text).toBe(true)
}

/** Expects that a text shows no internal details. */
export const expectNoDefect = (response: HttpResponse): void => {
  expect(response.status, response.text).toBeLessThan(500)
  expect(response.headers.get("content-type")).toBe("application/json")
  expect(response.text).not.toMatch(/node_modules|\.ts:\d|\bat \w+ \(|Error:/)
}

const isFaults = (value: unknown): boolean => {
  if (typeof value === "string") return true
  if (typeof value !== "object" || value === null) return false
  return Object.values(value).every(isFaults)
}
