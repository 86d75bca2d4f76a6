import { isSafeName } from '../../policy/policy-name.ts'
import { type PolicyCheck, reportAt } from '../check.ts'

/** A policy is looked for by its name. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'filename-mismatch',
  severity: 'warning',
  // Nearly every policy is alone in its file, and called like it.
  mayReport: ({ policy, file }) => !ENDINGS.some((ending) => file.endsWith(`/${policy.name}${ending}`)),
  *run(policy, { policiesIn }) {
    const { name } = policy.policy
    const isAlone = policiesIn(policy.file) === 1
    // A name that cannot stay is no reason to rename a file.
    if (!isAlone || !isSafeName(name) || namesOf(policy.file).includes(name)) return
    const [file = ''] = namesOf(policy.file)
    yield reportAt(policy, ['name'], {
      message: `the file is called ${file} and the policy ${name}`,
      hint: 'rename the file, not the policy: to the API another name is another policy',
      about: [file],
    })
  },
}

const ENDINGS = ['.yaml', '.yml', '.json']

/** policies/crm/read.yaml may hold read, crm-read or crm.read. */
function namesOf(file: string): readonly string[] {
  const [base = '', ...folders] = file
    .replace(/\.[^./]+$/, '')
    .split('/')
    .reverse()
  const names = [base]
  let dashed = base
  let dotted = base
  for (const folder of folders) {
    dashed = `${folder}-${dashed}`
    dotted = `${folder}.${dotted}`
    names.push(dashed, dotted)
  }
  return names
}
