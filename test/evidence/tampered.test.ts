/** What somebody who may push could do to a signed ledger: each of it is caught, with a sentence that names it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/evidence/canonical-json.ts'
import type { BreakKind } from '../../src/evidence/commit-breaks.ts'
import { contradictions } from '../../src/evidence/contradictions.ts'
import { sealed } from '../../src/evidence/envelope.ts'
import { verifyChain } from '../../src/evidence/verify-chain.ts'
import { ledgerRevision } from '../../src/git/ledger.ts'
import { EVIDENCE_FILE } from '../../src/git/ledger-file.ts'
import { readChain } from '../../src/git/read-chain.ts'
import { keyPair, signedLedger } from '../support/git/signed-ledger.ts'
import { type ObjectStore, objectStore } from './object-store.ts'

const OURS = keyPair()
const FOREIGN = keyPair()

let store: ObjectStore
let isMade = false
/** Of the honest ledger, oldest first. */
let honest: readonly string[]

beforeEach(async () => {
  if (isMade) return
  isMade = true
  const place = await signedLedger(OURS.signing)
  const newest = (await ledgerRevision(place)) ?? ''
  store = await objectStore(place.repository.git, newest)
  honest = (await readChain(store.git, newest)).map(({ oid }) => oid)
})

type Files = ReadonlyMap<string, Buffer>
interface Forged {
  readonly files: Files
  readonly head: string
  readonly message: string
}

function filesOf(tree: string, prefix = ''): [string, Buffer][] {
  return store.tree(tree).flatMap(({ mode, path, oid }) => {
    if (mode === '040000') return filesOf(oid, `${prefix}${path}/`)
    return [[`${prefix}${path}`, store.body(oid)] as [string, Buffer]]
  })
}

function read(oid: string): Forged {
  const text = store.body(oid).toString('utf8')
  const end = text.indexOf('\n\n')
  const tree = /^tree ([0-9a-f]+)$/m.exec(text)?.[1] ?? ''
  return { files: new Map(filesOf(tree)), head: text.slice(0, end), message: text.slice(end + 2) }
}

function write({ files, head, message }: Forged, parents: readonly string[]): string {
  const top = new Map<string, [string, Buffer][]>()
  for (const [path, body] of files) {
    const [folder = '', name] = path.split('/')
    const known = top.get(name === undefined ? '' : folder) ?? []
    top.set(name === undefined ? '' : folder, [...known, [name ?? folder, body]])
  }
  const level = (entries: readonly [string, Buffer][]) =>
    entries.map(([path, body]) => ({ mode: '100644', path, oid: store.write('blob', body) }))
  const folders = [...top].filter(([folder]) => folder !== '')
  const tree = store.writeTree([
    ...level(top.get('') ?? []),
    ...folders.map(([path, below]) => ({ mode: '040000', path, oid: store.writeTree(level(below)) })),
  ])
  const own = head.replace(/^tree .*$/m, `tree ${tree}`).replace(/\nparent [0-9a-f]+/g, '')
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    own.replace(/^tree .*\n/, ''),
  ]
  return store.write('commit', `${lines.join('\n')}\n\n${message}`)
}

/** Rewrites one commit, and puts those that follow on top of it as they are. */
function forged(index: number, edit: (commit: Forged) => Forged): string {
  let newest = ''
  for (const [at, oid] of honest.entries()) {
    const parents = newest === '' ? [] : [newest]
    newest = at < index ? oid : write(at === index ? edit(read(oid)) : read(oid), parents)
  }
  return newest
}

function chained(oids: readonly string[]): string {
  return oids.reduce((newest, oid) => write(read(oid), newest === '' ? [] : [newest]), '')
}

async function verdict(newest: string, trusted = OURS.trusted) {
  const commits = await readChain(store.git, newest)
  return verifyChain({ commits, trusted, anchors: [], required: [] })
}

/** These need a key, or access computed anew. */
const COSTLY: readonly BreakKind[] = ['signature', 'access', 'approvals', 'anchor']

/** Each break that needs neither is also seen without them, at the same commit, or makes the ledger unreadable. */
async function breaksOf(newest: string) {
  const verified = await verdict(newest)
  const seen = new Set(contradictions(verified.map(({ commit }) => commit)).map(({ oid }) => oid))
  for (const { commit, broken } of verified) {
    const isReadable = commit.said !== null && commit.contents !== null
    if (isReadable && broken.some(({ what }) => !COSTLY.includes(what))) expect(seen).toContain(commit.oid)
  }
  return verified.flatMap(({ broken }) => broken)
}

const withFile =
  (path: string, body: string | null) =>
  (commit: Forged): Forged => {
    const files = new Map(commit.files)
    if (body === null) files.delete(path)
    else files.set(path, Buffer.from(body))
    return { ...commit, files }
  }

interface Edited {
  subject: { digest: Record<string, string> }[]
  predicateType: string
  predicate: Record<string, unknown> & { access: Record<string, unknown>[] }
}

function edited(edit: (statement: Edited) => void, statement: Edited): Edited {
  edit(statement)
  return statement
}

/** The payload edited, and what stands under it then. */
const withStatement =
  (edit: (statement: Edited) => void, signing: 'kept' | 'foreign' | 'ours' | 'none') =>
  (commit: Forged): Forged => {
    const envelope = JSON.parse(String(commit.files.get(EVIDENCE_FILE)))
    const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'))
    const payload = canonicalJson(edited(edit, statement))
    const key = { kept: null, none: null, foreign: FOREIGN.signing, ours: OURS.signing }[signing]
    const fresh = JSON.parse(sealed(payload, key))
    const signatures = signing === 'kept' ? envelope.signatures : fresh.signatures
    return withFile(EVIDENCE_FILE, JSON.stringify({ ...fresh, signatures }))(commit)
  }

test('the honest ledger contradicts nothing', async () => {
  expect(contradictions(await readChain(store.git, honest.at(-1) ?? ''))).toEqual([])
})

test('the honest ledger holds, and nothing of it is unknown but the anchor', async () => {
  const verified = await verdict(honest.at(-1) ?? '')
  expect(verified.map(({ broken, unknown, isSigned }) => ({ broken, unknown, isSigned }))).toEqual([
    { broken: [], unknown: [], isSigned: true },
    { broken: [], unknown: [], isSigned: true },
    { broken: [], unknown: [], isSigned: true },
    { broken: [], unknown: ['anchor'], isSigned: true },
  ])
})

const B = JSON.stringify({
  name: 'b',
  spec: { policies: [{ permission: 'allow', resource: 'https://evil.io/*' }] },
})

describe('a file of the tree', () => {
  test.each<[string, string | null, BreakKind, RegExp]>([
    ['policies/a.json', null, 'subject', /policies are not those/],
    ['policies/b.json', B, 'subject', /policies are not those/],
    ['policies/b.json', 'no json', 'tree', /policies\/b\.json/],
    ['policies/new.json', B.replace('"b"', '"new"'), 'subject', /policies are not those/],
    ['bindings.json', null, 'subject', /bindings\.json is not that of its statement/],
    ['bindings.json', '{"agents":[]}', 'subject', /bindings\.json is not that of its statement/],
    [
      'bindings.json',
      '{"agents":[{"agent":"default/x","policies":["a"]}]}',
      'subject',
      /bindings\.json is not/,
    ],
    ['bindings.json', '{', 'tree', /bindings\.json/],
    ['config.yaml', null, 'config', /config\.yaml does not match/],
    ['config.yaml', 'version: 1 \n', 'config', /config\.yaml does not match/],
    ['review.json', null, 'review', /other pull requests, approvals or rulesets/],
    [
      'review.json',
      '{"pullRequests":[8],"approvals":[]}',
      'review',
      /other pull requests, approvals or rulesets/,
    ],
    [
      'review.json',
      '{"pullRequests":[9],"approvals":[{"by":"grace","commit":"c0ffee","at":"2026-11-21T10:00:00Z"}]}',
      'review',
      /other pull requests/,
    ],
    [
      'review.json',
      '{"pullRequests":[8],"approvals":[{"by":"mallory","commit":"c0ffee","at":"2026-11-21T10:00:00Z"}]}',
      'review',
      /other pull requests/,
    ],
    [
      'review.json',
      '{"pullRequests":[8],"author":"ada","approvals":[{"by":"ADA","commit":"c0ffee","at":"2026-11-21T10:00:00Z"}]}',
      'approvals',
      /ADA approved a change of ada's own/,
    ],
    ['pending/c.json', JSON.stringify({ name: 'c', specs: [null] }), 'tree', /beside policies and bindings/],
    [
      'shown/b.json',
      JSON.stringify({ name: 'b', spec: { policies: [] }, isAnswer: true }),
      'tree',
      /beside policies and bindings/,
    ],
    ['notes.txt', 'x', 'tree', /notes\.txt/],
    ['FORMAT-2-needs-a-newer-policyctl.json', null, 'tree', /beside policies and bindings/],
    [EVIDENCE_FILE, null, 'statement', /has no statement, and a commit before it has one/],
    [EVIDENCE_FILE, 'x', 'statement', /it is not JSON/],
    [EVIDENCE_FILE, '{}', 'statement', /not a DSSE envelope/],
    [
      EVIDENCE_FILE,
      '{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[]}',
      'statement',
      /not an in-toto statement/,
    ],
    [
      EVIDENCE_FILE,
      '{"payloadType":"text/plain","payload":"e30=","signatures":[]}',
      'statement',
      /of type 'text\/plain'/,
    ],
  ])('%s: %s', async (path, body, what, message) => {
    const breaks = await breaksOf(forged(1, withFile(path, body)))
    expect(breaks).toContainEqual({ what, message: expect.stringMatching(message) })
  })

  test.each(['policies/b.json', 'bindings.json', 'review.json', EVIDENCE_FILE])(
    '%s of another commit',
    async (path) => {
      const other = read(honest[0] ?? '').files.get(path)
      const breaks = await breaksOf(forged(1, withFile(path, other === undefined ? null : String(other))))
      expect(breaks.length).toBeGreaterThan(0)
    },
  )
})

describe('the commit', () => {
  test.each<[string, (commit: Forged) => Forged, BreakKind, RegExp]>([
    [
      'another subject',
      (one) => ({ ...one, message: `X${one.message}` }),
      'trailer',
      /differ in the line 'XApply/,
    ],
    [
      'another body',
      (one) => ({ ...one, message: one.message.replace('created: a', 'created: q') }),
      'trailer',
      /'created: q'/,
    ],
    [
      'lines swapped',
      (one) => ({ ...one, message: one.message.replace(/(Policyctl-Plan.*)\n(.*)\n/, '$2\n$1\n') }),
      'trailer',
      /not in the order/,
    ],
    [
      'the committer',
      (one) => ({ ...one, head: one.head.replace(/^committer [^<]*/m, 'committer Mallory ') }),
      'commit',
      /the commit is by .*Mallory/,
    ],
    [
      'the author',
      (one) => ({ ...one, head: one.head.replace(/^author [^<]*/m, 'author Mallory ') }),
      'commit',
      /the commit is by Mallory/,
    ],
    [
      'backdated',
      (one) => ({ ...one, head: one.head.replace(/> \d+ /g, '> 1700000000 ') }),
      'date',
      /dated 2023-11-14/,
    ],
    [
      'its author backdated',
      (one) => ({ ...one, head: one.head.replace(/^(author .*> )\d+/m, '$11700000000') }),
      'date',
      /dated 2026/,
    ],
    [
      'backdated with its trailer',
      (one) => ({
        ...one,
        head: one.head.replace(/> \d+ /g, '> 1700000000 '),
        message: one.message.replace(/(Applied-At: ).*/, '$12023-11-14T22:13:20.000Z'),
      }),
      'date',
      /dated 2023/,
    ],
    [
      'a trailer twice',
      (one) => ({ ...one, message: `${one.message}Policyctl-Commit: ${'0'.repeat(40)}\n` }),
      'commit',
      /not one that policyctl writes/,
    ],
    ['no trailers', (one) => ({ ...one, message: 'Apply\n' }), 'commit', /not one that policyctl writes/],
  ])('%s', async (_, edit, what, message) => {
    const breaks = await breaksOf(forged(1, edit))
    expect(breaks).toContainEqual({ what, message: expect.stringMatching(message) })
  })

  const TRAILERS = [
    'Format',
    'Deed',
    'Target',
    'Namespace',
    'Commit',
    'Uncommitted',
    'Config',
    'Applied-At',
    'Plan',
    'Overrides',
    'Reason',
    'Actor',
    'Run',
    'Lock',
    'Counts',
    'Tool',
  ]
  test.each(
    TRAILERS.flatMap(
      (name) =>
        [
          [name, 'other'],
          [name, null],
        ] as const,
    ),
  )('trailer Policyctl-%s: %s', async (name, value) => {
    const line = new RegExp(`^Policyctl-${name}: .*\\n`, 'm')
    const edit = (one: Forged): Forged => ({
      ...one,
      message: one.message.replace(line, value === null ? '' : `Policyctl-${name}: ${value}\n`),
    })
    const breaks = await breaksOf(forged(2, edit))
    expect(breaks).toContainEqual({
      what: 'trailer',
      message: expect.stringContaining(`Policyctl-${name}: `),
    })
  })
})

describe('the chain', () => {
  test.each<[string, () => string, BreakKind, RegExp]>([
    [
      'the first commit dropped',
      () => chained(honest.slice(1)),
      'chain',
      /it follows nothing, and the statement says/,
    ],
    [
      'one in the middle dropped',
      () => chained([0, 2, 3].map((at) => honest[at] ?? '')),
      'chain',
      /the statement says that it follows/,
    ],
    [
      'two swapped',
      () => chained([0, 2, 1, 3].map((at) => honest[at] ?? '')),
      'chain',
      /the statement says that it follows/,
    ],
    [
      'one replayed',
      () => chained([0, 1, 2, 3, 1].map((at) => honest[at] ?? '')),
      'chain',
      /the statement says that it follows/,
    ],
    [
      'the first replayed',
      () => chained([0, 0, 1].map((at) => honest[at] ?? '')),
      'chain',
      /follows nothing/,
    ],
    [
      'a second parent',
      () => write(read(honest[3] ?? ''), [honest[2] ?? '', honest[0] ?? '']),
      'chain',
      /joins another ledger/,
    ],
  ])('%s', async (_, forge, what, message) => {
    expect(await breaksOf(forge())).toContainEqual({ what, message: expect.stringMatching(message) })
  })

  test('the newest cut off: seen against a tag', async () => {
    const commits = await readChain(store.git, honest[2] ?? '')
    const anchors = [{ ref: 'refs/tags/policyctl/production/2026-Q4', revision: honest[3] ?? '' }]
    const verified = verifyChain({ commits, trusted: OURS.trusted, anchors, required: [] })
    expect(verified.at(-1)?.broken).toEqual([
      { what: 'anchor', message: expect.stringContaining('2026-Q4 names') },
    ])
  })
})

const FIELDS = [
  'deed',
  'target',
  'endpoint',
  'namespace',
  'folder',
  'commit',
  'config',
  'plan',
  'actor',
  'run',
  'reason',
  'tool',
  'pullRequests',
  'author',
  'approvals',
  'reviewed',
  'rulesets',
  'lifted',
  'reading',
  'access',
  'guardrails',
  'tests',
  'results',
  'converged',
  'before',
  'joined',
  'appliedAt',
  'tree',
  'message',
  'by',
]

describe('the statement', () => {
  test.each(FIELDS)('predicate.%s edited, the signature kept', async (field) => {
    const edit = ({ predicate }: Edited) => {
      const value = predicate[field]
      const list = Array.isArray(value) && value.length > 0 ? [] : ['x']
      predicate[field] = Array.isArray(value) ? list : typeof value === 'boolean' ? !value : 'other'
    }
    const breaks = await breaksOf(forged(1, withStatement(edit, 'kept')))
    expect(breaks.map(({ what }) => what)).toContain('signature')
  })

  test.each<[string, 'foreign' | 'none', RegExp]>([
    ['a foreign key', 'foreign', /no key that the base branch trusts signed its statement/],
    ['no key', 'none', /it is not signed, and a commit before it is signed by one/],
  ])('signed anew by %s', async (_, signing, message) => {
    const breaks = await breaksOf(
      forged(
        1,
        withStatement(() => {}, signing),
      ),
    )
    expect(breaks).toContainEqual({ what: 'signature', message: expect.stringMatching(message) })
  })

  test.each<[string, (statement: Edited) => void, BreakKind, RegExp]>([
    [
      'less access than there is',
      (one) => {
        one.predicate.access = []
      },
      'access',
      /by the recorded policies .*b\.io.* went from deny to allow for default\/x/,
    ],
    [
      'access that nobody got',
      (one) => {
        one.predicate.access.push({ ...one.predicate.access[0], resource: 'https://q.io/*' })
      },
      'access',
      /q\.io.*but the recorded policies do not/,
    ],
    [
      'another decision',
      (one) => {
        Object.assign(one.predicate.access[0] ?? {}, { after: 'approval_required' })
      },
      'access',
      /approval_required for default\/x, but the recorded policies do not/,
    ],
    [
      'another agent',
      (one) => {
        Object.assign(one.predicate.access[0] ?? {}, { agents: ['default/y'] })
      },
      'access',
      /default\/y, but the recorded policies/,
    ],
    [
      'no subject',
      (one) => {
        one.subject = []
      },
      'subject',
      /policies are not those/,
    ],
    [
      'another tree of policies',
      (one) => {
        one.subject = [{ digest: { gitTree: '0'.repeat(40) } }]
      },
      'subject',
      /policies are not those/,
    ],
    [
      'forged approvals',
      (one) => {
        one.predicate.approvals = [{ by: 'linus', commit: 'c0ffee', at: '' }]
      },
      'review',
      /review\.json says other/,
    ],
    [
      'another predicate',
      (one) => {
        one.predicateType = 'https://slsa.dev/provenance/v1'
      },
      'statement',
      /predicate is of type/,
    ],
    [
      'no message',
      (one) => {
        one.predicate.message = undefined
      },
      'statement',
      /predicate is incomplete/,
    ],
    [
      'another target',
      (one) => {
        one.predicate.target = 'staging'
      },
      'trailer',
      /differ in 'target'/,
    ],
    [
      'another day',
      (one) => {
        one.predicate.appliedAt = '2026-11-20T12:00:00.000Z'
      },
      'date',
      /the statement 2026-11-20/,
    ],
  ])('a lie under our own key: %s', async (_, edit, what, message) => {
    const breaks = await breaksOf(forged(1, withStatement(edit, 'ours')))
    expect(breaks).toContainEqual({ what, message: expect.stringMatching(message) })
  })

  test('the signature taken away, and one put into the commit that nobody can hold against a key', async () => {
    const pgp = '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n aGVsbG8=\n -----END PGP SIGNATURE-----'
    const edit = (one: Forged): Forged => {
      const bare = withStatement(() => {}, 'none')(one)
      return { ...bare, head: bare.head + pgp }
    }
    expect(await breaksOf(forged(1, edit))).toContainEqual({
      what: 'signature',
      message: expect.stringContaining('no trusted key is known to have signed it'),
    })
  })

  test('a payload that is not canonical', async () => {
    const edit = (commit: Forged): Forged => {
      const envelope = JSON.parse(String(commit.files.get(EVIDENCE_FILE)))
      const payload = `${Buffer.from(envelope.payload, 'base64').toString('utf8')} `
      return withFile(EVIDENCE_FILE, sealed(payload, OURS.signing))(commit)
    }
    expect(await breaksOf(forged(1, edit))).toContainEqual({
      what: 'statement',
      message: expect.stringContaining('canonical'),
    })
  })
})

test('without a trusted key signatures are unknown, and what is required is a break', async () => {
  const commits = await readChain(store.git, honest.at(-1) ?? '')
  const [first] = verifyChain({ commits, trusted: [], anchors: [], required: [] })
  expect(first).toMatchObject({ broken: [], unknown: ['signatures'], isSigned: false })
  const [required] = verifyChain({ commits, trusted: [], anchors: [], required: ['signatures'] })
  expect(required).toMatchObject({ broken: [{ what: 'signature' }], unknown: [] })
})

test('a statement that another key signed is a break, whatever kind of key is trusted', async () => {
  const commits = await readChain(store.git, honest.at(-1) ?? '')
  const message = expect.stringContaining('no key that the base branch trusts signed its statement')
  for (const keys of [{ trusted: FOREIGN.trusted }, { trusted: [], gpg: new Map() }]) {
    const [first] = verifyChain({ commits, ...keys, anchors: [], required: [] })
    expect(first).toMatchObject({ broken: [{ what: 'signature', message }], isSigned: false })
  }
})

test('after a key is lost, what it signed still holds, and the next key goes on', async () => {
  const both = [...FOREIGN.trusted, ...OURS.trusted]
  expect((await verdict(honest.at(-1) ?? '', both)).every(({ isSigned }) => isSigned)).toBe(true)
})

test.each([
  ['trusted', { broken: [], unknown: [], isSigned: true }],
  ['unchecked', { broken: [], unknown: ['signatures'], isSigned: false }],
  [
    'foreign',
    { broken: [{ what: 'signature', message: 'no key that the base branch trusts signed the commit' }] },
  ],
  ['revoked', { broken: [{ what: 'signature', message: 'the key that signed the commit is revoked' }] }],
  ['broken', { broken: [{ what: 'signature', message: 'the signature of the commit does not hold' }] }],
] as const)('gpg calls its signature %s', async (judged, expected) => {
  const [first] = await readChain(store.git, honest.at(-1) ?? '')
  if (first === undefined) throw new Error('no commit')
  const signed = { ...first, signature: '-----BEGIN PGP SIGNATURE-----' }
  const question = { commits: [signed], trusted: [], anchors: [{ ref: 'x', revision: first.oid }] }
  const gpg = new Map([[first.oid, judged]])
  expect(verifyChain({ ...question, gpg, required: [] })[0]).toMatchObject(expected)
})
