import { isSafeName } from '../../policy/policy-name.ts'
import { type PolicyCheck, reportAt } from '../check.ts'

/** People look for a policy by the name of its file. */
export const check: PolicyCheck = {
  kind: 'policy',
  id: 'filename-mismatch',
  severity: 'warning',
  // Nearly every policy is alone in its file, which has its name.
  mayReport: ({ policy, file }) => !ENDINGS.some((ending) => file.endsWith(`/${policy.name}${ending}`)),
  *run(policy, { policiesIn }) {
    const { name } = policy.policy
    const isAlone = policiesIn(policy.file) === 1
    // An invalid name has to change, so it is no reason to rename the file.
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

/** The names that fit a file: policies/crm/read.yaml may have read, crm-read or crm.read. */
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
