/**
 * Faults on purpose, from a short text:
 *
 *   429:10%,500:5%,drop-before:5%,drop-after:5%,delay:5%,seed=7,drop-field:tags
 *
 * | item | does |
 * |---|---|
 * | `STATUS:P%` | answers 400 to 599 instead of doing anything |
 * | `after-STATUS:P%` | does what is asked, then answers that status |
 * | `drop-before:P%`, `drop-after:P%` | closes the connection, before or after doing it |
 * | `html:P%` | answers a proxy's HTML page with 502 instead of doing anything |
 * | `delay:P%` | waits `delay-ms=250` first |
 * | `drop-field:NAME` | drops that field from what is stored |
 * | `extra-fields`, `spell-defaults`, `reorder`, `hide-usage` | answers in forms that the contract leaves open |
 * | `keep-false`, `resolve-dots` | a server that tells false from absent; one that resolves dot segments |
 * | `hide:RESOURCE` | the key may not read it; RESOURCE is one of HIDEABLE |
 * | `not-ready`, `not-ready:NAME`, `ready-after=LOOKS` | policies are never ready, or after so many lists |
 * | `on=writes` or `on=reads` | faults hit only those |
 * | `seed=N`, `retry-after=SECONDS`, `delay-ms=N` | settings |
 *
 * The same seed and the same requests in the same order meet the same faults.
 */
import { docsPage } from '../diagnostic/docs-page.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { NO_QUIRKS, type Quirks } from './quirks.ts'
import { failure, type Reply } from './reply.ts'

/** The fate of one request. */
export interface Fate {
  readonly delay: number
  /** 'drop' closes the connection. */
  readonly before: Reply | 'drop' | null
  readonly after: Reply | 'drop' | null
}

export interface Faults {
  readonly quirks: Quirks
  fateOf(method: string): Fate
}

type Chance = { readonly name: string; readonly share: number }
type Settings = { readonly [name in keyof typeof DEFAULTS]: number } & { readonly on: string }

const DEFAULTS = { seed: 1, 'retry-after': 1, 'delay-ms': 250 }
const CHANCE = /^((?:after-)?[45]\d\d|drop-before|drop-after|html|delay):(\d+(?:\.\d+)?)%$/
const SETTING = /^(seed|retry-after|delay-ms)=(\d+)$/
const HIDEABLE = ['policies', 'tools', 'agents', 'config', 'approval-connectors', 'governance']
const QUIRKS: Readonly<Record<string, Partial<Quirks>>> = {
  'extra-fields': { addsFields: true },
  'spell-defaults': { spellsDefaults: true },
  reorder: { reorders: true },
  'hide-usage': { hidesUsage: true },
  'not-ready': { neverReady: 'all' },
  'keep-false': { keepsFalse: true },
  'resolve-dots': { resolvesDots: true },
}

/** @throws PolicyctlError usage, with the item that cannot be read. */
export function parseFaults(text: string): Faults {
  const chances: Chance[] = []
  let quirks = NO_QUIRKS
  let settings: Settings = { ...DEFAULTS, on: '' }
  for (const item of text.split(',').map((part) => part.trim())) {
    const chance = CHANCE.exec(item)
    const setting = SETTING.exec(item)
    const quirk = quirkIn(item, quirks)
    if (chance?.[1] !== undefined) chances.push({ name: chance[1], share: shareOf(item, Number(chance[2])) })
    else if (setting?.[1] !== undefined) settings = { ...settings, [setting[1]]: Number(setting[2]) }
    else if (item === 'on=writes' || item === 'on=reads') settings = { ...settings, on: item.slice(3) }
    else if (quirk !== null) quirks = { ...quirks, ...quirk }
    else if (item !== '') throw unreadable(item)
  }
  const random = generator(settings.seed)
  return { quirks, fateOf: (method) => fateOf(method, { chances, settings, random }) }
}

function quirkIn(item: string, { dropped, hidden, neverReady }: Quirks): Partial<Quirks> | null {
  if (Object.hasOwn(QUIRKS, item)) return QUIRKS[item] ?? null
  const [, name = '', value = ''] = /^(drop-field:|hide:|not-ready:|ready-after=)([\w.-]+)$/.exec(item) ?? []
  if (name === 'drop-field:') return { dropped: [...dropped, value] }
  if (name === 'hide:') return HIDEABLE.includes(value) ? { hidden: [...hidden, value] } : null
  if (name === 'not-ready:') return { neverReady: neverReady === 'all' ? 'all' : [...neverReady, value] }
  return name === 'ready-after=' && /^\d+$/.test(value) ? { readyAfter: Number(value) } : null
}

type Dice = {
  readonly chances: readonly Chance[]
  readonly settings: Settings
  readonly random: () => number
}

function fateOf(method: string, { chances, settings, random }: Dice): Fate {
  // Always draws the same number of random values, so that `on` does not change the faults of other requests.
  const struck = chances.filter(({ share }) => random() * 100 < share).map(({ name }) => name)
  const isRead = method === 'GET'
  if ((settings.on === 'writes' && isRead) || (settings.on === 'reads' && !isRead)) return NO_FATE
  const before = struck.find((name) => name !== 'delay' && !isAfter(name))
  const after = struck.find(isAfter)
  return {
    delay: struck.includes('delay') ? settings['delay-ms'] : 0,
    before: before === undefined ? null : resultOf(before, settings),
    after: after === undefined ? null : resultOf(after, settings),
  }
}

export const NO_FATE: Fate = { delay: 0, before: null, after: null }

function isAfter(name: string): boolean {
  return name === 'drop-after' || name.startsWith('after-')
}

function resultOf(name: string, settings: Settings): Reply | 'drop' {
  if (name.startsWith('drop-')) return 'drop'
  if (name === 'html') return { status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' }
  const status = Number(name.slice(-3))
  const wait = status === 429 || status === 503
  return failure(status, 'a fault on purpose', wait ? { 'retry-after': String(settings['retry-after']) } : {})
}

function shareOf(item: string, share: number): number {
  if (share <= 100) return share
  throw unreadable(item)
}

function unreadable(item: string): PolicyctlError {
  return new PolicyctlError('usage', {
    message: `the fault '${item}' cannot be read`,
    hint: `write them like 429:10%,drop-after:5%,drop-field:tags,seed=7; ${docsPage('emulator.md#faults')} lists them all`,
  })
}

/** mulberry32: small, fast, the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
