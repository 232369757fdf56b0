import Box from "@mui/material/Box"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import Typography from "@mui/material/Typography"
import { useTranslate } from "react-admin"
import type { ApiKey } from "../../../../client"
import { useAccountName } from "../accounts/account-name"
import { useFormat } from "../shared/format"

/** One API key of the list. */
export const ApiKeyItem = ({ apiKey, onRevoke }: { readonly apiKey: ApiKey; readonly onRevoke: () => void }) => {
  const translate = useTranslate()
  const format = useFormat()
  const { name, hint, owner, scopes, createdAt, lastUsedAt, expiresAt } = apiKey
  const ownerName = useAccountName(owner.id, owner.username)
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= Date.now()
  const used =
    lastUsedAt === null ? translate("bo.keys.never_used") : translate("bo.keys.used", { time: format.ago(lastUsedAt) })
  const ends =
    expiresAt === null
      ? translate("bo.keys.lasting")
      : translate(isExpired ? "bo.keys.expired" : "bo.keys.expires", { time: format.date(expiresAt) })
  return (
    <Box component="li">
      <Stack direction="row" sx={{ gap: 1, alignItems: "baseline", flexWrap: "wrap" }}>
        <Typography variant="subtitle2" component="h3" sx={{ overflowWrap: "anywhere" }}>
          {name}
        </Typography>
        <Typography variant="body2" color="text.secondary" sx={{ fontFamily: "monospace", flexGrow: 1 }}>
          swk_…{hint}
        </Typography>
        <Button size="small" color="error" onClick={onRevoke} aria-label={translate("bo.keys.revoke_key", { name })}>
          {translate("bo.keys.revoke")}
        </Button>
      </Stack>
      <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
        {scopes.join(", ")}
      </Typography>
      <Typography variant="body2" color="text.secondary">
        {translate("bo.keys.created", { time: format.ago(createdAt), name: ownerName })} · {used} ·{" "}
        <Typography component="span" variant="body2" color={isExpired ? "error" : undefined}>
          {ends}
        </Typography>
      </Typography>
    </Box>
  )
}
