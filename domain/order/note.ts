import type { Result } from "effect"
import type { InvalidField } from "../invalid-field.ts"
import { optionalText } from "../text.ts"

export const ORDER_NOTE_MAX_LENGTH = 5000

/** Validates the shop's note about an order: up to 5,000 characters. An empty note is no note. */
export const orderNote = (text: string): Result.Result<string, InvalidField> =>
  optionalText("note", text, ORDER_NOTE_MAX_LENGTH)
