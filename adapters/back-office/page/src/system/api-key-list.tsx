import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { useState } from "react"
import { useGetList, useTranslate } from "react-admin"
import type { ApiKey } from "../../../../client"
import { api } from "../api/client"
import { resultOf } from "../api/problem"
import { AskDialog } from "../shared/ask-dialog"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"
import { ApiKeyItem } from "./api-key-item"
import { CreateApiKey } from "./create-api-key"

/** The keys of scripts: what each may do, and when it was used. Each is revoked after one question. */
export const ApiKeyList = () => {
  const translate = useTranslate()
  const { run, isBusy } = useAction()
  const { data = [], isPending } = useGetList<ApiKey>("api-keys")
  const [isCreating, create] = useState(false)
  const [revoked, ask] = useState<ApiKey | null>(null)
  const revoke = async (key: ApiKey) => {
    await run(() => resultOf(api.revokeApiKey({ path: { key: key.id } })), translate("bo.keys.revoked"))
    ask(null)
  }
  return (
    <Section
      title={translate("bo.keys.title")}
      action={
        <Button size="small" onClick={() => create(true)}>
          {translate("bo.keys.create")}
        </Button>
      }
    >
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
        {translate(data.length === 0 && !isPending ? "bo.keys.none" : "bo.keys.hint")}
      </Typography>
      <Stack component="ul" sx={{ listStyle: "none", p: 0, m: 0, gap: 1.5 }}>
        {data.map((key) => (
          <ApiKeyItem key={key.id} apiKey={key} onRevoke={() => ask(key)} />
        ))}
      </Stack>
      {isCreating && <CreateApiKey onClose={() => create(false)} />}
      {revoked !== null && (
        <AskDialog
          title={translate("bo.keys.revoke_ask", { name: revoked.name })}
          confirm={translate("bo.keys.revoke")}
          isDangerous
          isBusy={isBusy}
          onConfirm={() => revoke(revoked)}
          onClose={() => ask(null)}
        >
          <Typography color="text.secondary">{translate("bo.keys.revoke_effect")}</Typography>
        </AskDialog>
      )}
    </Section>
  )
}
