import { Result } from "effect"
import { InvalidField } from "../invalid-field.ts"

/** A currency of ISO 4217. */
export interface Currency {
  /** Three capital letters, such as `EUR`. */
  readonly code: string
  /** The decimals of its minor unit: 2 for most, 0 for JPY, 3 for KWD. */
  readonly decimals: number
}

/** The currency of a shop that sets none: USD. */
export const defaultCurrency: Currency = { code: "USD", decimals: 2 }

/**
 * The codes of ISO 4217 by the decimals of their minor unit, in November 2026. Without metals, funds and codes for tests.
 * The list is our own, because programs for languages (CLDR, `Intl`) round some currencies further than the standard.
 */
const codes: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
    CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS
    KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
    PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
    TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: "BHD IQD JOD KWD LYD OMR TND",
}

const currencies: ReadonlyMap<string, Currency> = new Map(
  Object.entries(codes).flatMap(([decimals, listed]) =>
    listed.split(/\s+/).map((code) => [code, { code, decimals: Number(decimals) }] as const),
  ),
)

/** The most decimals of a currency. */
export const MAX_DECIMALS = Math.max(...Object.keys(codes).map(Number))

/** Every currency that a shop may have. */
export const allCurrencies: ReadonlyArray<Currency> = [...currencies.values()]

/**
 * Returns the currency with a code of ISO 4217.
 *
 * @example
 * const yen = Result.getOrThrow(currency("JPY"))
 * console.log(yen.decimals) // 0
 */
export const currency = (code: string): Result.Result<Currency, InvalidField> => {
  const known = currencies.get(code)
  return known === undefined
    ? Result.fail(new InvalidField({ field: "currency", rule: { kind: "malformed" } }))
    : Result.succeed(known)
}
