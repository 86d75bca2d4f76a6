/** Finds the sender of a request, whose policies decide it. */
import { distance } from 'fastest-levenshtein'
import { type BoundPolicy, policiesOf } from '../access/model/decide.ts'
import { isNoUrl, normaliseUrl } from '../access/model/url.ts'
import { findAgents } from '../access/questions/find-agent.ts'
import type { Sender } from '../answers/explain.ts'
import { docsPage } from '../diagnostic/docs-page.ts'
import { firstNames } from '../diagnostic/first-names.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import type { Request } from '../policy/request.ts'
import type { Side } from '../workbench/side.ts'

/** @throws PolicyctlError usage if no client sends such a request. */
export function checkedRequest(request: Request): Request {
  const { method, url } = request
  // A URL with an @ may have a password in it, so it is not shown.
  const spoken = url.includes('@') ? 'the text' : `'${method} ${url}'`
  if (method === '*')
    throw new PolicyctlError('usage', {
      message: `${spoken} is not a request: it stands for every method, and a request has one`,
      hint: 'name the method; who-can answers for all: policyctl who-can "*" https://api.example.com/*',
    })
  if (!isMethodName(method) || normaliseUrl(url) === null)
    throw new PolicyctlError('usage', {
      message: `${spoken} is not a request: a method and an absolute URL are needed`,
      hint: 'for example: POST https://api.stripe.com/v1/refunds',
    })
  if (isNoUrl(url))
    throw new PolicyctlError('usage', {
      message: `${spoken} is not a request: its URL has characters that no URL has`,
      hint: 'write them as clients send them, a blank as %20',
    })
  return request
}

/** Tells whether a text can be a method: a token of RFC 9110. */
export function isMethodName(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)
}

/** The bindings that agents are known from, and their name in messages. */
interface KnowsAgents {
  readonly name: string
  readonly access: Pick<Side['access'], 'bindings'>
}

/** @param whereAgents hint for an unknown agent. @throws PolicyctlError usage if the agent or a policy is unknown, or if the name means several agents. */
export function boundTo(sender: Sender, side: Side, whereAgents: string): readonly BoundPolicy[] {
  switch (sender.by) {
    case 'agent':
      return policiesOf(side.access, theAgent(sender.agent, side, whereAgents))
    case 'policies':
      return [...new Set(sender.policies)].map((name) => thePolicy(name, side))
    case 'all':
      return [...side.access.policies].map(([name, spec]) => ({ name, spec }))
  }
}

function theAgent(name: string, side: KnowsAgents, whereAgents: string): string {
  const [agent, ...others] = findAgents(side.access, name)
  if (agent !== undefined && others.length === 0) return agent
  if (agent !== undefined)
    throw new PolicyctlError('usage', {
      message: `'${name}' means several agents: ${[agent, ...others].join(', ')}`,
      hint: 'write the namespace too',
    })
  throw new PolicyctlError('usage', {
    message: `no agent '${name}' is known from ${side.name}`,
    hint: `${nearest(name, [...side.access.bindings.keys()])}${whereAgents}`,
  })
}

/** A hint names at most so many policies. */
const NAMES_SHOWN = 5

function thePolicy(name: string, side: Side): BoundPolicy {
  const spec = side.access.policies.get(name)
  if (spec !== undefined) return { name, spec }
  const unread = side.unreadable.find(({ policy }) => policy === name)
  if (unread !== undefined)
    throw new PolicyctlError('usage', {
      message: `${side.name} has policy '${name}' in a form that cannot be read: ${unread.message}`,
      hint: 'fix it live; until then nobody knows what it allows',
    })
  const names = [...side.access.policies.keys()].sort()
  throw new PolicyctlError('usage', {
    message: `there is no policy '${name}' in ${side.name}`,
    hint: `${nearest(name, names)}${names.length === 0 ? 'it has no policy at all' : `it has ${firstNames(names, NAMES_SHOWN)}`}`,
  })
}

function nearest(name: string, names: readonly string[]): string {
  const bare = (text: string): string => text.slice(text.indexOf('/') + 1)
  const close = names.filter((other) => distance(bare(other), bare(name)) <= 3)
  return close.length === 0 ? '' : `did you mean ${close.slice(0, 3).join(', ')}? `
}

/** @throws PolicyctlError usage if the side does not know the agent, or if the name means several. */
export function assertSender(agent: string, side: KnowsAgents): void {
  theAgent(
    agent,
    side,
    `agents are known from PolicyBinding documents; policyctl adopt --all --bindings writes those of the workspace: ${docsPage('access-model.md#who-is-bound')}`,
  )
}
