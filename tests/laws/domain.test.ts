import { describeLaws } from "../../adapters/testing/describe-laws.ts"
import { openDomainDriver } from "../../adapters/testing/drivers/domain.ts"

describeLaws("the domain's functions", async () => openDomainDriver(), { without: ["same key, same order"] })
