import { vi } from "vitest"

// Here whole processes start, several a test. A second each on a quiet machine; what a busy one takes is no fault.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
