import Box from "@mui/material/Box"
import { useId } from "react"
import {
  ArrayInput,
  AutocompleteInput,
  BooleanInput,
  FormDataConsumer,
  NumberInput,
  ReferenceInput,
  required,
  SimpleFormIterator,
  TextInput,
  useCreate,
  useNotify,
  useTranslate,
} from "react-admin"
import { useProblemText } from "../shared/problem-text"
import { isAmount } from "./amount"

const amountFault = (value: unknown): string | undefined =>
  isAmount(String(value ?? "").trim()) ? undefined : "bo.products.amount_format"

/** Chooses a category, or creates one with the typed name. */
const CategoryInput = () => {
  const translate = useTranslate()
  const notify = useNotify()
  const problemText = useProblemText()
  const [create] = useCreate()
  const createCategory = async (name?: string) => {
    try {
      return await create("categories", { data: { name } }, { returnPromise: true })
    } catch (error) {
      notify(problemText(error), { type: "error" })
      return undefined
    }
  }
  return (
    <ReferenceInput source="category" reference="categories" perPage={500}>
      <AutocompleteInput
        label="bo.products.category"
        validate={required()}
        onCreate={createCategory}
        createLabel={translate("bo.products.new_category")}
        createItemLabel="bo.products.create_category"
      />
    </ReferenceInput>
  )
}

const Variants = ({ isNew }: { readonly isNew: boolean }) => (
  <ArrayInput source="variants" label="bo.products.variants">
    <SimpleFormIterator
      inline
      disableReordering
      disableClear
      disableRemove={!isNew}
      fullWidth
      // A label lies on the upper edge of its field, where the line between two variants is.
      sx={{ "& .RaSimpleFormIterator-line": { paddingTop: 1.5 } }}
    >
      <TextInput source="size" label="bo.products.size" validate={required()} sx={{ flex: 2 }} />
      <TextInput source="color" label="bo.products.color" validate={required()} sx={{ flex: 2 }} />
      <TextInput source="sku" label="bo.products.sku" sx={{ flex: 2 }} />
      <FormDataConsumer>
        {({ scopedFormData }) =>
          scopedFormData?.id === undefined ? (
            <NumberInput source="stock" label="bo.products.stock" min={0} sx={{ flex: 1 }} />
          ) : (
            <BooleanInput source="isArchived" label="bo.products.archived" sx={{ flex: 1 }} />
          )
        }
      </FormDataConsumer>
    </SimpleFormIterator>
  </ArrayInput>
)

/** The fields of a product with its variants. */
export const ProductFields = ({ isNew }: { readonly isNew: boolean }) => {
  const id = useId()
  return (
    <Box id={id} sx={{ width: "100%" }}>
      <TextInput source="name" label="bo.products.name" validate={required()} />
      <TextInput
        source="description"
        label="bo.products.description"
        multiline
        minRows={2}
        parse={(value) => value ?? ""}
      />
      <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", sm: "1fr 1fr" } }}>
        <CategoryInput />
        {isNew && (
          <TextInput
            source="price.amount"
            label="bo.products.price"
            validate={[required(), amountFault]}
            slotProps={{ htmlInput: { inputMode: "decimal" } }}
          />
        )}
      </Box>
      {isNew && (
        <FormDataConsumer>
          {({ formData }) =>
            (formData.variants ?? []).length === 0 ? (
              <NumberInput source="stock" label="bo.products.stock" min={0} helperText="bo.products.stock_hint" />
            ) : null
          }
        </FormDataConsumer>
      )}
      <Variants isNew={isNew} />
    </Box>
  )
}
