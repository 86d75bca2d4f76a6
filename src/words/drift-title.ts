/** Writes the title of an issue about drift, for the person that it alarms. */
import { directionOpens } from '../access/model/opens.ts'
import { agentLabel } from '../policy/binding.ts'
import type { AccessGroup } from './access-group.ts'

/** Longer lists of agents are cut: a title has one line. */
const AGENTS = 2

/** `billing-agent can DELETE at api.stripe.com`; null if access is not wider. Not yet safe to print. */
export function openedTitle(worst: AccessGroup | undefined): string | null {
  if (worst === undefined || !directionOpens(worst.region.direction)) return null
  const { region, agents, policies } = worst
  const what = `${region.operations.join(' ')} at ${hostOf(region.resource)}`
  return agents.length > 0
    ? `${agents.slice(0, AGENTS).map(agentLabel).join(', ')} ${ABILITY[region.after]} ${what}`
    : `${policies[0]} ${VOTE[region.after](region.before)} ${what}`
}

type Vote = AccessGroup['region']['after']

const ABILITY: Readonly<Record<Vote, string>> = {
  allow: 'can',
  approval_required: 'can, once approved,',
  none: 'has no rule for',
  deny: 'gets another decision for',
}

/** Words for a policy of no known agent: other policies of a bound agent may overrule it. */
const VOTE: Readonly<Record<Vote, (before: Vote) => string>> = {
  allow: () => 'votes to allow',
  approval_required: () => 'votes for approval of',
  none: (before) => (before === 'approval_required' ? 'no longer asks for approval of' : 'no longer denies'),
  deny: () => 'decides differently about',
}

function hostOf(resource: string): string {
  return /^[a-z]+:\/\/([^/]+)/i.exec(resource)?.[1] ?? 'any URL'
}
