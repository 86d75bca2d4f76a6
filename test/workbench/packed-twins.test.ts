import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { runInProcess } from '../support/run/run-in-process.ts'
import { folderWith } from '../support/suite/folder.ts'

const PROJECT = {
  'policyctl.yaml': 'version: 1\n',
  'policies/p.yaml':
    'name: p\nspec: { policies: [{ permission: allow, operations: [GET], resource: "https://a.io/*" }] }\n',
}

const LINES = (hosts: string): string =>
  [...hosts]
    .map((host) => `${JSON.stringify({ method: 'GET', url: `https://${host}.io/`, agent: 'a' })}\n`)
    .join('')

test.each<[string, string, Uint8Array, { calls: number; skipped?: readonly object[] }, string]>([
  ['the same calls', LINES('abc'), gzipSync(LINES('abc')), { calls: 3 }, 'not counted again'],
  ['a packed log that is older', LINES('abc'), gzipSync(LINES('a')), { calls: 3 }, 'not counted again'],
  [
    'a packed log that is cut off',
    LINES('abc'),
    gzipSync(LINES('abc')).subarray(0, -9),
    { calls: 3, skipped: [{ reason: 'the gzip stream is damaged or cut off' }] },
    'not counted',
  ],
  [
    'a packed log that has more, and is damaged behind that',
    LINES('a'),
    Buffer.concat([gzipSync(LINES('a'), { level: 0 }).subarray(0, -8), Buffer.from('xxxx')]),
    { calls: 1, skipped: [{ reason: 'the gzip stream is damaged or cut off' }] },
    'not counted again, since all its calls that can be read are in the log of that name',
  ],
  ['a plain log that is older', LINES('ab'), gzipSync(LINES('abc')), { calls: 3 }, 'not counted'],
  ['a plain log of that name', LINES('ab'), Buffer.from(LINES('ab')), { calls: 2 }, 'not counted again'],
  [
    'other calls',
    LINES('abc'),
    gzipSync(LINES('xb')),
    { calls: 5 },
    'counted beside the log of the same name',
  ],
])(
  'a log and its packed twin, %s: no call counts twice, and it is said',
  async (_name, plain, packed, log, said) => {
    const cwd = folderWith({ ...PROJECT, 'c.jsonl': plain })
    writeFileSync(join(cwd, 'c.jsonl.gz'), packed)
    for (const logs of [
      ['c.jsonl', 'c.jsonl.gz'],
      ['./c.jsonl.gz', 'c.jsonl'],
    ]) {
      const args = ['replay', '--from', 'files', '--to', 'files', '--format', 'json', ...logs]
      const { stdout, stderr } = await runInProcess(args, { cwd })
      expect(JSON.parse(stdout).log.calls).toBe(log.calls)
      expect(JSON.parse(stdout).log.skipped).toMatchObject(log.skipped ?? [])
      expect(JSON.parse(stdout).log.skipped).toHaveLength((log.skipped ?? []).length)
      expect(stderr).toContain(said)
    }
  },
)

test('a packed log alone, and packed logs of other names, count', async () => {
  const cwd = folderWith({ ...PROJECT, 'c.jsonl': LINES('abc') })
  for (const name of ['d.jsonl.gz', 'c.jsonl.1.gz']) writeFileSync(join(cwd, name), gzipSync(LINES('abc')))
  const args = [
    'replay',
    '--from',
    'files',
    '--to',
    'files',
    '--format',
    'json',
    'c.jsonl',
    'd.jsonl.gz',
    'c.jsonl.1.gz',
  ]
  expect(JSON.parse((await runInProcess(args, { cwd })).stdout).log.calls).toBe(9)
})
