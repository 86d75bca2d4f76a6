import type { AccessSide } from '../access/model/access-side.ts'
import { bindingsOf } from '../policy/binding.ts'
import type { Subject } from './subject.ts'

/** What lint knows of access: policies of the files and of the workspace, and who is bound to them. */
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
