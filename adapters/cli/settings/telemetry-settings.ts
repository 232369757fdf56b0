import { describeValue, InvalidValue, type Kind, textual, whole } from "./kind.ts"
import { optional, withDefault } from "./setting.ts"
import { isObject } from "./structure.ts"

const collector: Kind<string> = textual((given) => {
  if (/^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(given) && URL.canParse(given)) return given
  throw new InvalidValue(`must be an http:// or https:// URL, such as http://localhost:4318, not '${given}'`)
}, "a URL")

type Headers = Readonly<Record<string, string>>

/** Headers as OpenTelemetry writes them: `name=value,name=value`, percent-encoded. An object in the configuration file. */
const headers: Kind<Headers> = {
  fromText: (given) => {
    const pairs = given.split(",").filter((pair) => pair.trim() !== "")
    return Object.fromEntries(
      pairs.map((pair) => {
        const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? []
        if (name === undefined || value === undefined)
          throw new InvalidValue("must be headers such as api-key=secret,tenant=shop")
        return [name, decoded(value)]
      }),
    )
  },
  fromValue: (value) => {
    if (isObject(value) && Object.values(value).every((one) => typeof one === "string")) return value as Headers
    throw new InvalidValue(`must be an object with texts, not ${describeValue(value)}`)
  },
}

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    throw new InvalidValue("must be headers whose values are percent-encoded")
  }
}

const inRange = (value: number): boolean => value >= 0 && value <= 1

const ratio: Kind<number> = {
  fromText: (given) => {
    if (/^\d(\.\d{1,6})?$/.test(given) && inRange(Number(given))) return Number(given)
    throw new InvalidValue(`must be a number from 0 to 1, not '${given}'`)
  },
  fromValue: (value) => {
    if (typeof value === "number" && inRange(value)) return value
    throw new InvalidValue(`must be a number from 0 to 1, not ${describeValue(value)}`)
  },
}

/** The settings of traces and metrics. Their variables are those of OpenTelemetry where it has one. */
export const telemetrySettings = {
  "telemetry.otlpUrl": optional(collector, {
    variable: "OTEL_EXPORTER_OTLP_ENDPOINT",
    about: "the OpenTelemetry collector that receives traces and metrics over HTTP, such as http://localhost:4318",
    usual: "nothing is sent",
  }),
  "telemetry.otlpHeaders": optional(headers, {
    variable: "OTEL_EXPORTER_OTLP_HEADERS",
    isSecret: true,
    about: "headers for the collector, such as api-key=secret",
    usual: "none",
  }),
  "telemetry.serviceName": optional(
    textual((given) => given, "a name"),
    {
      variable: "OTEL_SERVICE_NAME",
      about: "the name of the service in traces",
      usual: "shopwright",
    },
  ),
  "telemetry.sampleRatio": withDefault(ratio, 1, {
    variable: "OTEL_TRACES_SAMPLER_ARG",
    about: "the share of requests that are traced, from 0 to 1; the flag in traceparent takes precedence",
  }),
  "telemetry.metricsPort": optional(whole("a number from 0 to 65535", 0, 65_535), {
    variable: "SHOPWRIGHT_METRICS_PORT",
    about: "the port of the metrics for Prometheus, at /metrics on the address of host; 0 for any free port",
    usual: "no metrics are served",
  }),
}
