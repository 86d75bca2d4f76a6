import type { TranslateAnswer } from '../answers/translate.ts'
import { translateWords } from '../author/translate-words.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { jsonText } from '../media/json-text.ts'
import { translationText } from '../media/translation-text.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand, type Options } from './command.ts'
import { SHARED } from './shared-option.ts'

/** Turns words into a policy file to read, complete and apply. It writes nothing to the workspace. */
export const command = defineCommand<TranslateAnswer>({
  name: 'translate',
  description:
    'Asks the API to turn words into rules, and writes them as a policy file with the words as a comment.\nThe file is linted at once, and points that the words left open are named. Nothing is applied.',
  arguments: [['<text>', 'the permission in English']],
  options: [
    { flags: '--name <name>', description: 'name of the policy (required)' },
    { flags: '--resource <pattern>', description: 'URL pattern for rules that name none' },
    { flags: '--approvers <group...>', description: 'groups that approve, if a rule asks for approval' },
    {
      flags: '--out <file>',
      description: 'file to write (default: <name>.yaml in the folder of the policies)',
    },
    { flags: '--force', description: 'replace an existing file' },
    SHARED,
  ],
  media: {
    text: (answer, look) => ({ stdout: translationText(answer, look) }),
    json: ({ document }) => ({ stdout: jsonText(document) }),
  },
  examples: [
    [
      'policyctl translate "Allow reading Google Calendar" --name calendar-read',
      'scaffold policies/calendar-read.yaml',
    ],
    [
      'policyctl translate "Writes need approval" --name crm --resource "https://api.hubapi.com/*"',
      'name the URLs, if the words do not',
    ],
    [
      'policyctl translate "Ask before creating events" --name events --approvers calendar-owners',
      'name who approves',
    ],
  ],
  answer: ({ context, global, args, options }) =>
    withWorkbench(context, global, (workbench) =>
      translateWords(workbench, {
        words: args[0] ?? '',
        name: textOrNull(options, 'name'),
        resource: textOrNull(options, 'resource'),
        approvers: groupsOf(options),
        out: textOrNull(options, 'out'),
        force: options.force === true,
        shared: options.shared === true,
      }),
    ),
})

function textOrNull(options: Options, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' ? value : null
}

/** @throws PolicyctlError usage for an empty group name, which usually comes from a variable that is not set. */
function groupsOf({ approvers = [] }: Options): readonly string[] {
  const groups = (approvers as readonly string[])
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
  if (!groups.includes('')) return groups
  throw new PolicyctlError('usage', {
    message: '--approvers contains an empty group name',
    hint: 'name the groups: --approvers finance-approvers support-leads; if one comes from a variable, the variable is empty',
  })
}
