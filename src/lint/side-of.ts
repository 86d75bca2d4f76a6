import type { AccessSide } from '../access/model/access-side.ts'
import { bindingsOf } from '../policy/binding.ts'
import type { Subject } from './subject.ts'

/** Builds a side from the policies and bindings of the files and of the workspace. */
export function sideOf({
  policies,
  bindings,
  live,
}: Pick<Subject, 'policies' | 'bindings' | 'live'>): AccessSide {
  const shown = [...(live?.usedBy ?? [])].flatMap(([policy, agents]) =>
    (agents ?? []).map((agent) => ({ agent, policy })),
  )
  return {
    policies: new Map([
      ...(live?.policies ?? []),
      ...policies.map(({ policy }) => [policy.name, policy.spec] as const),
    ]),
    bindings: bindingsOf([...shown, ...bindings]),
  }
}
