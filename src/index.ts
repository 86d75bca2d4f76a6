/** The library. */
export type { Finding, Severity } from './diagnostic/finding.ts'
export { PolicyctlError } from './diagnostic/policyctl-error.ts'
export { type Emulator, type EmulatorOptions, startEmulator } from './emulator/start-emulator.ts'
export type { Policy, Route, Rule, Spec } from './policy/policy.ts'
export { type Endpoint, parseEndpoint } from './store/endpoint.ts'
export { type HttpStoreOptions, openHttpStore } from './store/http-store.ts'
export type { PolicyStore } from './store/policy-store.ts'
