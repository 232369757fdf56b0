import Box from "@mui/material/Box"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { useGetList, useTranslate } from "react-admin"
import type { Subscriber } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { useFormat } from "../shared/format"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"

/** Who receives the shop's events, webhooks included, and what could not be delivered yet. */
export const SubscriberList = () => {
  const translate = useTranslate()
  const format = useFormat()
  const { run, isBusy } = useAction()
  const { data = [], isPending } = useGetList<Subscriber & { readonly id: string }>("subscribers")
  const retry = (subscriber: string) =>
    run(() => resultOf(api.retryEvents({ body: { subscriber } })), translate("bo.system.retried"))
  return (
    <Section title={translate("bo.system.subscribers")}>
      {data.length === 0 && !isPending && (
        <Typography color="text.secondary">{translate("bo.system.no_subscribers")}</Typography>
      )}
      <Stack component="ul" sx={{ listStyle: "none", p: 0, m: 0, gap: 1.5 }}>
        {data.map(({ name, behind, deferred, next }) => (
          <Box component="li" key={name}>
            <Stack direction="row" sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
              <Typography variant="subtitle2" component="h3" sx={{ flexGrow: 1, overflowWrap: "anywhere" }}>
                {name}
              </Typography>
              {deferred > 0 && (
                <Button size="small" loading={isBusy} onClick={() => retry(name)}>
                  {translate("bo.system.retry")}
                </Button>
              )}
            </Stack>
            <Typography variant="body2" color="text.secondary">
              {behind + deferred === 0
                ? translate("bo.system.up_to_date")
                : translate("bo.system.waiting", {
                    behind: `${format.number(behind)}${behind === 1000 ? "+" : ""}`,
                    deferred: format.number(deferred),
                  })}
            </Typography>
            {next.map(({ id, kind, failures, due }) => (
              <Typography key={id} variant="body2" sx={{ overflowWrap: "anywhere" }}>
                {translate("bo.system.deferred_event", { kind, id, smart_count: failures, time: format.time(due) })}
              </Typography>
            ))}
          </Box>
        ))}
      </Stack>
    </Section>
  )
}
