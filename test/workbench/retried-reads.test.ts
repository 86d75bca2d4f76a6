import { describe, expect, test } from 'vitest'
import { StoreFailure } from '../../src/diagnostic/store-failure.ts'
import type { Notice } from '../../src/workbench/context.ts'
import { retriedReads } from '../../src/workbench/retried-reads.ts'
import { openStore } from '../store/open-store.ts'
import { spec } from '../support/builders/specs.ts'
import { projectWith } from '../support/project/project.ts'
import { memoryContext } from '../support/run/memory-context.ts'
import { failure, fakeStore } from '../support/servers/fake-store.ts'
import { serve } from '../support/servers/http-server.ts'

const A = spec('allow GET https://a.example/*')

interface Script {
  /** Of the attempts, in order; what comes after them succeeds. */
  readonly failures: readonly StoreFailure[]
  /** Milliseconds that each attempt takes. */
  readonly takes?: number
}

/** Lists once, on a clock that only waiting and attempts move. */
async function listed({ failures, takes = 0 }: Script) {
  let now = 0
  const store = fakeStore({
    policies: { a: A },
    before: ({ count }) => {
      now += takes
      return failures[count - 1] ?? null
    },
  })
  const waits: number[] = []
  const clock = {
    now: () => new Date(0),
    elapsed: () => now,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds)
      now += milliseconds
    },
  }
  const notices: Notice[] = []
  const context = memoryContext('/', { clock, notify: (notice) => void notices.push(notice) })
  const reads = retriedReads(store, context)
  const result = await reads.list().then(
    (policies) => `${policies.length} policies`,
    (error) => (error as StoreFailure).message,
  )
  return { result, waits, attempts: store.calls.length, notices }
}

const down = failure('unavailable', 503)
const slow = (seconds: number) => failure('throttled', 429, seconds * 1000)
const noApi = new StoreFailure('answer-not-json', {
  kind: 'unavailable',
  status: 200,
  message: 'HTML',
  hint: '-',
})

describe('a read is tried again', () => {
  test.each<[string, Script, string, readonly number[]]>([
    ['not at all when all is well', { failures: [] }, '1 policies', []],
    ['after a 503', { failures: [down] }, '1 policies', [500]],
    ['after a lost answer', { failures: [failure('lost')] }, '1 policies', [500]],
    ['with growing waits', { failures: [down, down, down, down] }, '1 policies', [500, 1000, 2000, 4000]],
    ['five times at most', { failures: Array(5).fill(down) }, 'answered 503', [500, 1000, 2000, 4000]],
    ['when the server says', { failures: [slow(7)] }, '1 policies', [7500]],
    ['not when that is too late', { failures: [slow(31)] }, 'answered 429', []],
    ['within 30 s in total', { failures: [slow(20), slow(20)] }, 'answered 429', [20_500]],
    ['within 30 s, attempts counted', { failures: [down], takes: 30_000 }, 'answered 503', []],
    ['not after a no', { failures: [failure('refused', 403)] }, 'answered 403', []],
    ['not where nobody listens', { failures: [failure('unreachable')] }, 'answered nothing', []],
    ['not where something else answers', { failures: [noApi] }, 'HTML', []],
  ])('%s', async (_when, script, result, waits) => {
    expect(await listed(script)).toMatchObject({ result, waits, attempts: waits.length + 1 })
  })

  test('and each wait is told as a note, which --quiet leaves out', async () => {
    expect((await listed({ failures: [down, slow(3)] })).notices).toEqual([
      { kind: 'note', text: 'answered 503; trying again in 1 s' },
      { kind: 'note', text: 'answered 429; trying again in 4 s' },
    ])
  })
})

test.each([
  ['plan'],
  ['apply', '--yes'],
  ['rollback', '--yes'],
  ['drift'],
  ['diff', 'live'],
  ['who-can', 'GET', 'https://*', '--side', 'live'],
  ['lint', '--live'],
  ['pull', '--all'],
  ['adopt', '--all'],
])('%s %s: the first list failing once stops nothing', async (...args) => {
  let isDown = false
  const project = await projectWith({
    files: { a: A },
    emulator: {
      onRequest: ({ path }) => {
        if (!isDown || !path.endsWith('/policies')) return undefined
        isDown = false
        return { before: { status: 503, body: { error: 'busy' } } }
      },
    },
  })
  await project.run('apply', '--yes')
  project.edit({ a: spec('allow GET,POST https://a.example/*') })
  await project.run('apply', '--yes')
  isDown = true
  const { status, stderr } = await project.run(...args)
  expect(stderr).toMatch(/^GET http:\S+\/policies answered 503: busy; trying again in 1 s$/m)
  expect(status).toBe(0)
})

test('what we give up ourselves, since something else ended the run, is neither told nor tried again', async () => {
  let asked = (): void => {}
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve
  })
  // The request is heard, and never answered.
  const server = await serve(() => void asked())
  const store = openStore(`${server.url}/api`)
  const context = memoryContext('/')
  const reads = retriedReads(store, context)
  const listing = reads.list()
  await isAsked
  const closing = store.close()
  await expect(listing).rejects.toMatchObject({ kind: 'refused' })
  await closing
  expect(context.written.stderr).toBe('')
  expect(server.requests).toHaveLength(1)
})
