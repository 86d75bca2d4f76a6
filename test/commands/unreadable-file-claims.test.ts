/** A comparison says 'as before' only of what it could read. */
import { describe, expect, test } from 'vitest'
import { repositoryWith } from '../support/git/git.ts'
import { runInProcess } from '../support/run/run-in-process.ts'
import { writeFiles } from '../support/suite/folder.ts'

const POLICY = `name: crm
spec:
  policies: [{ permission: allow, operations: [GET], resource: "https://crm.example/*" }]
---
apiVersion: platform.ai/v1alpha1
kind: PolicyBinding
metadata: { name: b }
spec: { policyRef: { name: crm }, subjects: [{ kind: ServiceAccount, name: bot }] }
`
const CALL = '{"method":"GET","url":"https://crm.example/x","agent":"bot"}\n'
const AS_BEFORE = /decided as before(, as far as it can be read)?/i

describe.each([
  ['diff', ['diff', 'git:HEAD', 'files']],
  ['replay', ['replay', 'log.jsonl', '--from', 'git:HEAD', '--to', 'files']],
])('%s', (_command, args) => {
  test.each(['text', 'markdown'])(
    '%s: where a file cannot be read, the rest is as before',
    async (format) => {
      const cwd = repositoryWith({ 'policies/crm.yaml': POLICY, 'log.jsonl': CALL })
      const ask = () => runInProcess([...args, '--format', format], { cwd })
      const whole = await ask()
      expect(whole.status).toBe(0)
      expect(AS_BEFORE.exec(whole.stdout)?.[1]).toBeUndefined()

      writeFiles(cwd, { 'policies/crm.yaml': `${POLICY}  - [\n` })
      const partly = await ask()
      expect(partly.status).toBe(1)
      expect(AS_BEFORE.exec(partly.stdout)?.[1]).toBeDefined()
      expect(partly.stdout).toMatch(/not compared\W+`?crm`?: it may be in a file that cannot be read/i)
    },
  )
})
