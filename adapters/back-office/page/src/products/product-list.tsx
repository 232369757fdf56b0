import ImageIcon from "@mui/icons-material/ImageOutlined"
import UploadIcon from "@mui/icons-material/UploadFileOutlined"
import Avatar from "@mui/material/Avatar"
import Box from "@mui/material/Box"
import {
  AutocompleteInput,
  BooleanInput,
  Button,
  CreateButton,
  DataTable,
  FilterButton,
  Link,
  List,
  NullableBooleanInput,
  ReferenceField,
  ReferenceInput,
  SearchInput,
  TopToolbar,
  useRecordContext,
  useTranslate,
} from "react-admin"
import type { Product } from "../../../../client"
import { useFormat } from "../shared/format"
import { AvailableChip } from "./available-chip"

const useFilters = () => {
  const translate = useTranslate()
  return [
    <SearchInput key="q" source="q" alwaysOn placeholder={translate("bo.products.search")} />,
    <ReferenceInput key="category" source="category" reference="categories" perPage={500} alwaysOn>
      <AutocompleteInput label="bo.products.category" sx={{ minWidth: { xs: 0, sm: 180 } }} />
    </ReferenceInput>,
    <BooleanInput key="lowStock" source="lowStock" label="bo.products.low_stock" />,
    <BooleanInput key="archived" source="archived" label="bo.products.archived" />,
    <NullableBooleanInput
      key="available"
      source="available"
      label="bo.products.availability"
      trueLabel="bo.products.in_stock"
      falseLabel="bo.products.sold_out"
    />,
  ]
}

export const Thumbnail = () => {
  const product = useRecordContext<Product>()
  const picture = product?.pictures[0]
  return (
    <Avatar
      variant="rounded"
      src={picture?.url ?? ""}
      alt=""
      sx={{ width: 32, height: 32, bgcolor: "action.selected" }}
    >
      <ImageIcon fontSize="small" sx={{ color: "text.disabled" }} />
    </Avatar>
  )
}

const Name = () => {
  const translate = useTranslate()
  const product = useRecordContext<Product>()
  if (product === undefined) return null
  return (
    <Box>
      {product.name}
      {product.variants.length > 0 && (
        <Box
          component="span"
          sx={{ color: "text.secondary", ml: { xs: 0, sm: 1 }, display: { xs: "block", sm: "inline" } }}
        >
          {translate("bo.products.variant_count", { smart_count: product.variants.length })}
        </Box>
      )}
    </Box>
  )
}

const Price = () => {
  const format = useFormat()
  const product = useRecordContext<Product>()
  return product === undefined ? null : format.money(product.price)
}

const Available = () => {
  const product = useRecordContext<Product>()
  return product === undefined ? null : <AvailableChip available={product.available} />
}

const Actions = () => (
  <TopToolbar>
    <FilterButton />
    <Button component={Link} to="/import" label="bo.import.action">
      <UploadIcon />
    </Button>
    <CreateButton />
  </TopToolbar>
)

export const ProductList = () => (
  <List
    filters={useFilters()}
    actions={<Actions />}
    sort={{ field: "id", order: "DESC" }}
    perPage={25}
    exporter={false}
    empty={false}
  >
    <DataTable
      rowClick="edit"
      sx={{
        "& .column-category": { display: { xs: "none", md: "table-cell" } },
      }}
      bulkActionButtons={false}
    >
      <DataTable.Col source="pictures" label="bo.products.picture" disableSort>
        <Thumbnail />
      </DataTable.Col>
      <DataTable.Col source="name" label="bo.products.name" disableSort>
        <Name />
      </DataTable.Col>
      <DataTable.Col source="category" label="bo.products.category" disableSort>
        <ReferenceField source="category" reference="categories" link={false} />
      </DataTable.Col>
      <DataTable.Col align="right" source="price" label="bo.products.price">
        <Price />
      </DataTable.Col>
      <DataTable.Col align="right" source="available" label="bo.products.available" disableSort>
        <Available />
      </DataTable.Col>
    </DataTable>
  </List>
)
