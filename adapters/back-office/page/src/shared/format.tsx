import { useLocaleState } from "react-admin"
import type { Money } from "../../../../client"
import { shopUnits } from "../api/shop-units"

/** Formats values in the reader's language, and times in the shop's time zone. */
export const useFormat = () => {
  const [locale] = useLocaleState()
  const { timeZone } = shopUnits()
  const language = navigator.languages.find((one) => one.split("-", 1)[0] === locale) ?? locale
  return {
    money: ({ amount, currency }: Money): string =>
      new Intl.NumberFormat(language, { style: "currency", currency }).format(Number(amount)),
    number: (value: number): string => new Intl.NumberFormat(language).format(value),
    date: (value: string): string =>
      new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone }).format(new Date(value)),
    /** A day without a time, such as `2026-01-31`. */
    day: (value: string): string =>
      new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(value)),
    time: (value: string): string =>
      new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(value)),
    /** Recent times as a distance, older ones as a date. */
    ago: (value: string): string => {
      const seconds = (new Date(value).getTime() - Date.now()) / 1000
      const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" })
      if (seconds > -60) return relative.format(Math.min(0, Math.round(seconds)), "second")
      if (seconds > -3_600) return relative.format(Math.round(seconds / 60), "minute")
      if (seconds > -86_400) return relative.format(Math.round(seconds / 3_600), "hour")
      return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(
        new Date(value),
      )
    },
  }
}
