import type { PolicyStore } from '../../src/store/policy-store.ts'

/** Thrown by a store whose process is dead. */
export class Death extends Error {}

/** A store whose process dies: from the nth write on nothing is sent any more. */
export function dying(store: PolicyStore, dieAt: number): PolicyStore {
  let writes = 0
  const guard = <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (writes >= dieAt) throw new Death()
    return call()
  }
  const write = <Result>(call: () => Promise<Result>): Promise<Result> =>
    guard(() => {
      writes += 1
      if (writes >= dieAt) throw new Death()
      return call()
    })
  return {
    endpoint: store.endpoint,
    namespace: store.namespace,
    contract: store.contract,
    list: () => guard(() => store.list()),
    get: (name) => guard(() => store.get(name)),
    create: (policy) => write(() => store.create(policy)),
    replace: (policy) => write(() => store.replace(policy)),
    delete: (name) => write(() => store.delete(name)),
    translate: (text) => store.translate(text),
    tools: () => store.tools(),
    connectors: () => store.connectors(),
    agents: () => store.agents(),
    agentPolicies: (agent) => store.agentPolicies(agent),
    get requests() {
      return store.requests
    },
    close: () => store.close(),
  }
}
