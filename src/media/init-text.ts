import type { InitAnswer, InitView } from '../answers/init.ts'
import type { Look } from './printed.ts'

export function initText({ view }: InitAnswer): string {
  const lines = view.files.map(({ path, isNew }) =>
    isNew ? `wrote ${path}\n` : `kept  ${path} (it was here already)\n`,
  )
  return lines.join('')
}

/** Lists the files to look at, and the next steps. */
export function initNotes({ view }: InitAnswer, { quiet }: Pick<Look, 'quiet'>): string {
  const notes = [branchNote(view), ...otherWorkflowsNote(view), ...ownersNote(view)]
  const lines = notes.map((note) => `note: ${note}\n`).join('')
  return quiet ? '' : `${lines}${nextText(view)}`
}

function nextText({ guide }: InitView): string {
  return `
next: policyctl test                   check what the policies decide
      policyctl apply --target local   apply to a workspace on this disk
      name your workspace under targets: in policyctl.yaml, then
      policyctl adopt --all --target NAME --dry-run   see its live policies as files
      how to protect the repository: ${guide}
`
}

function branchNote({ branch }: InitView): string {
  if (branch === null)
    return 'there is no git repository here yet: the workflows are written as if its root were here; they apply whatever is merged into main'
  const applies = `policy-apply.yml applies what is merged into ${branch.name}`
  switch (branch.from) {
    case 'remote':
      return `${applies}, the remote's default branch`
    case 'clone':
      return `${applies}, the default branch when this was cloned; the remote cannot be asked now`
    case 'here':
      return `${applies}; no remote says which branch is the default one, so check that it is this one`
  }
}

function otherWorkflowsNote({ otherWorkflows, folder }: InitView): readonly string[] {
  if (otherWorkflows.length === 0) return []
  const where = folder === '' ? '' : ` and name working-directory: ${folder}`
  return [
    `${otherWorkflows.join(', ')}: already here, and not what init would write; check that they are for this project${where}`,
  ]
}

/** Asks to add owners, whom only the people of the repository know. */
function ownersNote({ owners }: InitView): readonly string[] {
  if (owners.length === 0) return []
  return [`CODEOWNERS names no owner of these: write, or uncomment, a line for each: ${owners.join('; ')}`]
}
