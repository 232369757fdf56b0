import Stack from "@mui/material/Stack"
import { Title, useGetOne, useTranslate } from "react-admin"
import type { System } from "../../../../client"
import { Columns, Fact, Section } from "../shared/section"
import { ApiKeyList } from "./api-key-list"
import { SettingsTable } from "./settings-table"
import { StockCheck } from "./stock-check"
import { SubscriberList } from "./subscriber-list"

/** How the shop runs: its server, the API keys of scripts, the delivery of events, the stock check and the settings. */
export const SystemPage = () => {
  const translate = useTranslate()
  const { data } = useGetOne<System & { readonly id: number }>("system", { id: 1 })
  return (
    <>
      <Title title={translate("bo.system.title")} />
      <Columns
        main={
          <>
            <ApiKeyList />
            <SubscriberList />
            <SettingsTable settings={data?.settings ?? []} />
          </>
        }
        side={
          <Stack sx={{ gap: 2 }}>
            <Section title={translate("bo.system.server")}>
              <Fact name={translate("bo.system.version")}>{data?.version ?? "–"}</Fact>
              <Fact name={translate("bo.system.database")}>{data?.database ?? "–"}</Fact>
            </Section>
            <StockCheck />
          </Stack>
        }
      />
    </>
  )
}
