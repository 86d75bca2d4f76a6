/** A folder of policies with every kind of slip, some files broken: the same for the same seed. */

const HOSTS = ['a.example', 'b.example', '*.example', 'A.example', 'a.example:443', 'u@a.example']
const PATHS = [
  '/*',
  '/v1/*',
  '/v1/x',
  '/V1/*',
  '',
  '/v1/*/y',
  '/private/*',
  '/v1?x=1',
  '/graphql',
  '*',
  '/a/../b',
  '/{id}/*',
]
const METHODS = ['GET', 'POST', 'PUT', 'DELETE']
const ODD_METHODS = [...METHODS, 'get', '*', 'READ', 'LIST']
const WORDS = ['a', 'fin', 'f\u0456n', 'a b']
const IGNORES = ['duplicate-rule', 'write-without-approval: known', 'mergeable-rules: known']
const BROKEN = ['\t', '{', '&', '*', '"', '\n', '  ', ':', '\u202e', '- ']

/** Path → text. */
export function manyPolicies(seed: number, count: number): ReadonlyMap<string, string> {
  const chance = new Chance(seed)
  const files = new Map<string, string>([['policies/unreadable.yaml', 'unreadable']])
  for (let n = 0; files.size < count; n++) {
    const name = chance.pick([`p${n}`, `p${n}`, `p${n}`, `P_${n}`, 'p1'])
    const file = chance.pick([`policies/${name}.yaml`, `policies/t/${name}.yml`, `policies/${n}.yaml`])
    files.set(file, chance.is(0.02) ? bindingText(n) : slipped(policyText(name, chance), chance))
  }
  return files
}

class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  next(): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return this.#state / 2 ** 32
  }

  is(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)] as T
  }

  list(items: readonly string[], most: number): string {
    return JSON.stringify(
      Array.from({ length: Math.floor(this.next() * (most + 1)) }, () => this.pick(items)),
    )
  }

  times<T>(most: number, make: () => T): readonly T[] {
    return Array.from({ length: 1 + Math.floor(this.next() * most) }, make)
  }
}

function resource(chance: Chance): string {
  if (chance.is(0.1)) return chance.pick(['"*"', '""', 'example.com/*', 'https://*', '"^x$"'])
  return JSON.stringify(
    `${chance.pick(['https', 'https', 'http'])}://${chance.pick(HOSTS)}${chance.pick(PATHS)}`,
  )
}

function rule(chance: Chance): string {
  const fields = [
    `permission: ${chance.pick(['allow', 'allow', 'allow', 'deny', 'approval_required', chance.is(0.1) ? 'alow' : 'deny'])}`,
    ...(chance.is(0.85) ? [`operations: ${chance.list(chance.is(0.8) ? METHODS : ODD_METHODS, 2)}`] : []),
    ...(chance.is(0.85) ? [`resource: ${resource(chance)}`] : []),
    ...(chance.is(0.25) ? [`tags: ${chance.list(WORDS, 2)}`] : []),
    ...(chance.is(0.02) ? ['extra: 1'] : []),
  ]
  if (chance.is(0.04)) fields[0] += ` # policyctl-ignore ${chance.pick(IGNORES)}`
  return item(fields)
}

function route(chance: Chance): string {
  return item([
    `name: r${Math.floor(chance.next() * 3)}`,
    ...(chance.is(0.3) ? [`operations: ${chance.list(METHODS, 2)}`] : []),
    ...(chance.is(0.3) ? [`resource: ${resource(chance)}`] : []),
    ...(chance.is(0.2) ? [`toolIds: ${chance.list(['t', '\u0442'], 2)}`] : []),
    `approvers: { groups: ${chance.list(['g', 'self-approvers'], 2)} }`,
    ...(chance.is(0.5) ? [`defaultDuration: ${chance.pick(['4h', '48h', '4 hours', '1d'])}`] : []),
    ...(chance.is(0.4)
      ? [
          `delivery: { connectors: ${chance.list(['slack'], 1)}, mode: ${chance.pick(['all', 'firstSuccess'])}, fallbackToUI: ${chance.is(0.5)} }`,
        ]
      : []),
  ])
}

function item(fields: readonly string[]): string {
  return fields.map((field, at) => `    ${at === 0 ? '- ' : '  '}${field}`).join('\n')
}

function policyText(name: string, chance: Chance): string {
  const head = chance.is(0.2)
    ? ['apiVersion: platform.ai/v1alpha1', 'kind: Policy', `metadata: { name: ${name} }`]
    : [`name: ${name}`]
  const routes = chance.is(0.6) ? ['  approvals:', ...chance.times(2, () => route(chance))] : []
  const rules = chance.times(chance.is(0.05) ? 40 : 6, () => rule(chance))
  const text = [...head, 'spec:', '  policies:', ...rules, ...routes, ''].join('\n')
  return chance.is(0.1) ? `${text}---\n${policyText(`${name}-2`, chance)}` : text
}

function bindingText(n: number): string {
  return `apiVersion: platform.ai/v1alpha1\nkind: PolicyBinding\nmetadata: { name: b${n} }\nspec:\n  policyRef: { name: p${n % 7} }\n  subjects: [{ kind: ServiceAccount, name: agent }]\n`
}

function slipped(text: string, chance: Chance): string {
  if (!chance.is(0.06)) return text
  const at = Math.floor(chance.next() * text.length)
  return text.slice(0, at) + chance.pick(BROKEN) + text.slice(at + 1)
}
