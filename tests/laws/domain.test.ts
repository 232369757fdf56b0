import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { openDomainDriver } from "../../adapters/testing/drivers/domain.ts"
import { withoutReading } from "./without.ts"

describeLaws("the domain's functions", async () => openDomainDriver(), {
  without: ["same key, same order", "only admins change status or catalogue", ...withoutReading],
})
