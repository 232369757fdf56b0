export { grantsSql } from "../adapters/persistence/postgres/grants.ts"
