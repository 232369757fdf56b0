import { useLocaleState } from "react-admin"
import type { Money } from "../../../../client"
import { shopUnits } from "../api/shop-units"
import { timeFormats } from "./time-formats"

/** Formats values in the reader's language, and times in the shop's time zone. */
export const useFormat = () => {
  const [locale] = useLocaleState()
  const language = navigator.languages.find((one) => one.split("-", 1)[0] === locale) ?? locale
  return {
    ...timeFormats(language, shopUnits().timeZone),
    money: ({ amount, currency }: Money): string =>
      new Intl.NumberFormat(language, { style: "currency", currency }).format(Number(amount)),
    number: (value: number): string => new Intl.NumberFormat(language).format(value),
  }
}
