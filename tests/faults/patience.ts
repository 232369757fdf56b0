import { vi } from "vitest"

// These tests start several processes each: a second per process on a quiet machine, longer on a busy one.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
