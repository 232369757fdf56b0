import UploadIcon from "@mui/icons-material/UploadFileOutlined"
import Alert from "@mui/material/Alert"
import Button from "@mui/material/Button"
import Stack from "@mui/material/Stack"
import { useState } from "react"
import { Title, useRedirect, useTranslate } from "react-admin"
import type { CatalogImport } from "../../../../client"
import { api } from "../api/client"
import { ApiError, resultOf } from "../api/problem"
import { DropZone } from "../shared/drop-zone"
import { useProblemText } from "../shared/problem-text"
import { Section } from "../shared/section"
import { useAction } from "../shared/use-action"
import { ImportFaults } from "./import-faults"
import { ImportPreview } from "./import-preview"

/** The largest file that the API takes, in bytes. */
const MAX_BYTES = 5_000_000

interface Checked {
  readonly file: File
  readonly found: CatalogImport | null
  readonly faults: ReadonlyArray<string>
}

/** Loads products from a file: shows first what it has, or the faults by line. */
export const ImportPage = () => {
  const translate = useTranslate()
  const redirect = useRedirect()
  const problemText = useProblemText()
  const { run, isBusy } = useAction()
  const [checked, show] = useState<Checked | null>(null)
  const check = async ([file]: ReadonlyArray<File>) => {
    if (file === undefined) return
    if (file.size > MAX_BYTES) return show({ file, found: null, faults: [translate("bo.import.too_large")] })
    try {
      const found = await resultOf(api.importCatalog({ query: { dryRun: true }, body: { file } }))
      show({ file, found, faults: [] })
    } catch (error) {
      const faults = error instanceof ApiError && error.kind === "invalid-file" ? error.faults : [problemText(error)]
      show({ file, found: null, faults })
    }
  }
  const load = async () => {
    if (checked === null) return
    const { file } = checked
    if (await run(() => resultOf(api.importCatalog({ body: { file } })), translate("bo.import.loaded")))
      redirect("/products")
  }
  return (
    <Stack sx={{ gap: 2, mt: 2, maxWidth: 860 }}>
      <Title title={translate("bo.import.title")} />
      <Section title={translate("bo.import.file")}>
        <DropZone
          label={translate("bo.import.choose")}
          hint={translate("bo.import.hint")}
          accept=".csv,.tsv,.json,text/csv,application/json"
          isBusy={isBusy}
          icon={<UploadIcon />}
          onFiles={check}
        />
      </Section>
      {checked !== null && checked.faults.length > 0 && (
        <ImportFaults name={checked.file.name} faults={checked.faults} />
      )}
      {checked?.found && (
        <>
          {checked.found.notes.map((note) => (
            <Alert key={note} severity="info">
              {note}
            </Alert>
          ))}
          <ImportPreview name={checked.file.name} found={checked.found} />
          <Button
            variant="contained"
            loading={isBusy}
            disabled={checked.found.products === 0}
            onClick={load}
            sx={{ alignSelf: "flex-start" }}
          >
            {translate("bo.import.load", { smart_count: checked.found.products })}
          </Button>
        </>
      )}
    </Stack>
  )
}
