/** Formats a time in UTC for a table, to the minute: `2026-01-31 12:00`. */
export const timeText = (time: Date): string => time.toISOString().slice(0, 16).replace("T", " ")
