/** Ledgers for tests: where they are, and what a run commits to them. */
import type { LedgerPlace } from '../../../src/git/ledger-place.ts'
import type { Waiting } from '../../../src/git/lock-file.ts'
import type { LedgerWrite } from '../../../src/git/write-ledger.ts'
import type { Spec } from '../../../src/policy/policy.ts'
import { GIT_ENV, git, openedRepository, repositoryWith } from './git.ts'

export const REF = 'refs/policyctl/ledger/production'
export const ENDPOINT = 'https://acme.runagents.io/api/v1'

export function allow(resource: string): Spec {
  return { policies: [{ permission: 'allow', resource }] }
}

export async function placeIn(
  root: string,
  { env, ...overrides }: Partial<LedgerPlace> & { env?: Record<string, string> } = {},
): Promise<LedgerPlace> {
  const repository = await openedRepository(root, { ...GIT_ENV, ...env })
  return {
    repository,
    remote: 'origin',
    target: 'production',
    ledger: overrides.target ?? 'production',
    endpoint: ENDPOINT,
    namespace: null,
    folder: repository.folder,
    config: null,
    tool: 'policyctl 0.0.0-test',
    waiting: waitingAt('2026-11-22T12:00:00Z'),
    ...overrides,
  }
}

/** Waits take no time. */
export function waitingAt(now: string, clock: Partial<Waiting['clock']> = {}): Waiting {
  let elapsed = 0
  const sleep = async (milliseconds: number): Promise<void> => {
    elapsed += milliseconds
  }
  const { signal } = new AbortController()
  return {
    clock: { now: () => new Date(now), elapsed: () => elapsed, sleep, ...clock },
    stop: signal,
    kill: signal,
  }
}

export function writing(
  settled: Record<string, Spec | null>,
  overrides: Partial<LedgerWrite> = {},
): LedgerWrite {
  return {
    base: null,
    settled: new Map(Object.entries(settled)),
    pending: new Map(),
    shown: new Map(),
    deed: 'apply',
    subject: 'Apply to production',
    body: 'created: a',
    commit: null,
    plan: 'sha256:00',
    counts: { created: 1 },
    at: new Date('2026-11-22T12:00:00Z'),
    lock: null,
    hasWritten: true,
    ...overrides,
  }
}

/** A ledger as release 0.1.0 wrote it, on the ref `name`. */
export function formatOne(
  root: string,
  {
    policies,
    pending = {},
    commit = 'none',
    endpoint = ENDPOINT,
  }: {
    readonly policies: Readonly<Record<string, Spec>>
    readonly pending?: Readonly<Record<string, readonly (Spec | null)[]>>
    readonly commit?: string
    readonly endpoint?: string
  },
): void {
  const files = repositoryWith({
    ...filesIn('policies', policies, (name, spec) => ({ name, spec })),
    ...filesIn('pending', pending, (name, specs) => ({ name, specs })),
  })
  git(root, 'fetch', '-q', files, 'HEAD')
  const message = [
    'Apply 1 change to production',
    '',
    'created a',
    '',
    'Policyctl-Target: production',
    `Policyctl-Endpoint: ${endpoint}`,
    'Policyctl-Folder: .',
    `Policyctl-Commit: ${commit}`,
    'Policyctl-Uncommitted: none',
    'Policyctl-Applied-At: 2026-11-20T12:00:00.000Z',
    'Policyctl-Plan: sha256:00',
    'Policyctl-Overrides: none',
    'Policyctl-Actor: ada',
    'Policyctl-Run: none',
    'Policyctl-Lock: none',
    'Policyctl-Counts: created=1',
  ].join('\n')
  git(root, 'update-ref', REF, git(root, 'commit-tree', '-m', message, 'FETCH_HEAD^{tree}'))
}

function filesIn<Value>(
  folder: string,
  values: Readonly<Record<string, Value>>,
  file: (name: string, value: Value) => object,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `${folder}/${name}.json`,
      `${JSON.stringify(file(name, value), null, 2)}\n`,
    ]),
  )
}
