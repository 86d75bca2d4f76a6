/** With --format json standard output is one parseable document, also where there is no result. */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { spec } from '../support/builders/specs.ts'
import { git } from '../support/git/git.ts'
import { documentSchema } from '../support/output/document-schema.ts'
import { projectWith } from '../support/project/project.ts'
import { writeFiles } from '../support/suite/folder.ts'

const A = spec('allow GET https://a.example/*')
const isLintDocument = documentSchema('lint')
const isErrorDocument = documentSchema('error')

describe('files with errors: the lint document', () => {
  const broken = { 'policies/broken.yaml': 'name: broken\nspec: [' }
  test.each([['plan'], ['apply', '--yes'], ['pull', '--all'], ['adopt', '--all']])(
    '%s %s',
    async (...args) => {
      const project = await projectWith({ files: { a: A } })
      writeFiles(project.root, broken)
      const { status, stdout, stderr } = await project.run(...args, '--format', 'json')
      const document = JSON.parse(stdout)
      expect(isLintDocument(document), JSON.stringify(isLintDocument.errors)).toBe(true)
      expect(document).toMatchObject({ summary: { files: 2, policies: 1, errors: 1 } })
      expect(document.findings).toMatchObject([{ severity: 'error', file: 'policies/broken.yaml' }])
      expect(stderr).toContain('policies/broken.yaml:2')
      expect(status).toBe(1)
      expect(await project.run(...args)).toMatchObject({ status: 1, stdout: '', stderr })
    },
  )

  test('with what is no error too, which standard error leaves out', async () => {
    const project = await projectWith({ files: { a: spec('allow GET http://a.example/*') } })
    writeFiles(project.root, broken)
    const { stdout, stderr } = await project.run('plan', '--format', 'json')
    expect(JSON.parse(stdout).summary.warnings).toBeGreaterThan(0)
    expect(stderr).not.toContain('warning')
  })
})

describe('an error: the error document', () => {
  test.each<[string, readonly string[], string, number]>([
    ['the workspace does not take the key', ['plan'], 'unauthorized', 4],
    ['nobody can be asked', ['apply'], 'confirmation-required', 4],
    ['no ledger', ['drift'], 'ledger-missing', 4],
    ['no ledger to go back in', ['rollback', '--yes'], 'ledger-missing', 4],
    ['no such plan', ['apply', 'nope.json'], 'path-not-found', 4],
    ['a plan of another version', ['apply', 'future.json'], 'plan-format', 3],
    ['no such side', ['diff', 'git:nope'], 'revision-unknown', 4],
    ['no such path', ['lint', 'nope.yaml'], 'path-not-found', 4],
    ['no such file of requests', ['explain', '--requests', 'nope'], 'path-not-found', 4],
  ])('%s', async (_what, args, code, exitStatus) => {
    const project = await projectWith({ files: { a: A }, emulator: { apiKey: 'another' } })
    writeFiles(project.root, { 'future.json': '{"formatVersion":99,"steps":[]}' })
    const result = await project.run(...args, '--format', 'json')
    const document = JSON.parse(result.stdout)
    expect(isErrorDocument(document), JSON.stringify(isErrorDocument.errors)).toBe(true)
    expect(document).toMatchObject({ error: { code, exitStatus } })
    expect(result.status).toBe(exitStatus)
    expect(result.stderr).toContain(`error ${code}: ${document.error.message}\n`)
    expect(await project.run(...args)).toMatchObject({ stdout: '', stderr: result.stderr })
  })

  test.each([
    ['an unknown flag', ['plan', '--nonsense'], "unknown option '--nonsense'"],
    ['an unknown command', ['pln'], "unknown command 'pln'"],
    ['too many arguments', ['diff', 'a', 'b', 'c'], 'too many arguments'],
    ['a missing argument', ['forget'], "missing required argument 'name'"],
    ['a value that is none', ['apply', '--wait', '1d'], '--wait 1d: not a duration'],
    ['a number that is none', ['apply', '--allow-deletes', 'x'], 'not a number of deletes'],
  ])('%s, which no command sees', async (_what, args, message) => {
    const project = await projectWith({ files: { a: A } })
    for (const format of [['--format', 'json'], ['--format=json']]) {
      const result = await project.run(...args, ...format)
      const document = JSON.parse(result.stdout)
      expect(isErrorDocument(document), JSON.stringify(isErrorDocument.errors)).toBe(true)
      expect(document).toMatchObject({ error: { code: 'usage', exitStatus: 4 } })
      expect(document.error.message).toContain(message)
      expect(result.stderr).toContain(`error usage: ${document.error.message}\n`)
      expect(result.status).toBe(4)
    }
    expect((await project.run(...args)).stdout).toBe('')
  })

  test('but none after the document of the command', async () => {
    const project = await projectWith({ files: { a: A } })
    const hook = join(git(project.root, 'remote', 'get-url', 'origin').replace('file://', ''), 'hooks/update')
    writeFileSync(hook, '#!/bin/sh\ncase $1 in refs/policyctl/ledger/*) exit 1;; esac\n')
    chmodSync(hook, 0o755)
    const { status, stdout, stderr } = await project.run('apply', '--yes', '--format', 'json')
    expect(JSON.parse(stdout)).toMatchObject({ summary: { applied: 1 } })
    expect(stderr).toContain('error remote-refused')
    expect(status).toBe(4)
  })
})
