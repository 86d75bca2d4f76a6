import type { PolicyStore } from '../../../src/store/policy-store.ts'

type Around = <Result>(call: () => Promise<Result>) => Promise<Result>

/** The store, with something done around each request for policies; around writes something else where that is given. */
export function storeAround(store: PolicyStore, around: Around, aroundWrite: Around = around): PolicyStore {
  return {
    endpoint: store.endpoint,
    namespace: store.namespace,
    contract: store.contract,
    list: () => around(() => store.list()),
    get: (name) => around(() => store.get(name)),
    create: (policy) => aroundWrite(() => store.create(policy)),
    replace: (policy) => aroundWrite(() => store.replace(policy)),
    delete: (name) => aroundWrite(() => store.delete(name)),
    translate: (text) => store.translate(text),
    tools: () => store.tools(),
    connectors: () => store.connectors(),
    agents: () => store.agents(),
    agentPolicies: (agent) => store.agentPolicies(agent),
    approvalRequests: () => store.approvalRequests(),
    get requests() {
      return store.requests
    },
    close: () => store.close(),
  }
}
