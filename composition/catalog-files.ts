/** The formats of files with products, for the commands. */
export { readCsv } from "../adapters/formats/csv-table.ts"
export { demoCatalog, demoIn } from "../adapters/formats/demo-catalog.ts"
export { detect } from "../adapters/formats/detect.ts"
export { plainCatalog } from "../adapters/formats/plain-csv.ts"
export { shopifyCatalog } from "../adapters/formats/shopify.ts"
export type { TableCatalog } from "../adapters/formats/table-catalog.ts"
