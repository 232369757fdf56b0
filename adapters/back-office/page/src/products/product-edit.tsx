import Alert from "@mui/material/Alert"
import Box from "@mui/material/Box"
import Card from "@mui/material/Card"
import { useState } from "react"
import {
  EditBase,
  SaveButton,
  SimpleForm,
  Title,
  Toolbar,
  useNotify,
  useRecordContext,
  useRefresh,
  useSaveContext,
  useTranslate,
} from "react-admin"
import { useFormContext } from "react-hook-form"
import type { Product } from "../../../../client"
import { isEditConflict } from "../api/problem"
import { useProblemText } from "../shared/problem-text"
import { Columns } from "../shared/section"
import { ArchiveButton } from "./archive-button"
import { ProductConflict } from "./product-conflict"
import { ProductFields } from "./product-fields"
import { ProductPictures } from "./product-pictures"
import { ProductPrice } from "./product-price"
import { ProductStock } from "./product-stock"

interface Conflict {
  readonly isOpen: boolean
  readonly close: () => void
}

/** Asks which version stays, inside the form, so that it has the values that were typed. */
const ConflictQuestion = ({ isOpen, close }: Conflict) => {
  const product = useRecordContext<Product>()
  const refresh = useRefresh()
  const { save } = useSaveContext()
  const { getValues, reset } = useFormContext()
  if (!isOpen || product === undefined) return null
  return (
    <ProductConflict
      product={product.id}
      onClose={close}
      onTakeTheirs={() => {
        reset()
        refresh()
        close()
      }}
      onKeepMine={(etag) => {
        close()
        void save?.({ ...getValues(), etag })
      }}
    />
  )
}

const Content = ({ conflict }: { readonly conflict: Conflict }) => {
  const translate = useTranslate()
  const product = useRecordContext<Product>()
  if (product === undefined) return null
  return (
    <>
      <Title title={product.name} />
      {product.isArchived && (
        <Alert severity="info" sx={{ mt: 2 }}>
          {translate("bo.products.is_archived")}
        </Alert>
      )}
      <Columns
        main={
          <Card>
            <SimpleForm
              warnWhenUnsavedChanges
              toolbar={
                <Toolbar sx={{ display: "flex", justifyContent: "space-between" }}>
                  <SaveButton alwaysEnable={false} />
                  <ArchiveButton />
                </Toolbar>
              }
            >
              <ProductFields isNew={false} />
              <ConflictQuestion {...conflict} />
            </SimpleForm>
          </Card>
        }
        side={
          <>
            <ProductPrice product={product} />
            <ProductStock product={product} />
            <ProductPictures product={product} />
          </>
        }
      />
    </>
  )
}

export const ProductEdit = () => {
  const notify = useNotify()
  const problemText = useProblemText()
  const [hasConflict, setConflict] = useState(false)
  return (
    <EditBase
      redirect={false}
      mutationMode="pessimistic"
      queryOptions={{ refetchOnWindowFocus: false }}
      mutationOptions={{
        onError: (error: unknown) => {
          if (isEditConflict(error)) setConflict(true)
          else notify(problemText(error), { type: "error", autoHideDuration: 8_000 })
        },
      }}
    >
      <Box>
        <Content conflict={{ isOpen: hasConflict, close: () => setConflict(false) }} />
      </Box>
    </EditBase>
  )
}
