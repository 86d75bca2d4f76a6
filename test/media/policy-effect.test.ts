/** The word for a policy's effect never contradicts the changes of access on the same screen. */
import { expect, test } from 'vitest'
import { renderComment } from '../../src/action/comment/comment.ts'
import { effectMarkdown, effectText } from '../../src/media/direction-marks.ts'
import { commentInput, planned, region, step } from '../support/builders/comment-documents.ts'

const NARROWER = region({ policies: ['crm'], before: 'allow', after: 'deny', direction: 'narrower' })
const WIDER = region({ policies: ['crm'] })
const OTHER = region({ policies: ['mail'] })

test.each([
  ['narrower alone, though its votes are mixed', 'mixed', [NARROWER, OTHER], 'narrower', '🔻 narrower'],
  ['both ways, the riskiest first', 'mixed', [NARROWER, WIDER], 'wider, narrower', '🔺 wider, 🔻 narrower'],
  ['several regions of one direction', 'wider', [WIDER, WIDER], 'wider', '🔺 wider'],
  [
    'no region at all',
    'mixed',
    [OTHER],
    "no agent's access changes: other policies or the default denial decide as before",
    "no agent's access changes: other policies or the default denial decide as before",
  ],
  ['equal votes', 'same', [], 'every request is decided as before', 'every request is decided as before'],
] as const)('%s', (_case, direction, access, text, markdown) => {
  const change = { policy: 'crm', direction }
  expect(effectText(change, access)).toBe(text)
  expect(effectMarkdown(change, access)).toBe(markdown)
})

test('a comment calls a step by the access that it shows, in its own targets', () => {
  const steps = [step('crm', { action: 'delete', after: null, direction: 'mixed' })]
  const { bodies } = renderComment(
    commentInput({
      targets: [planned('eu', { steps, access: [NARROWER] }), planned('us', { access: [WIDER] })],
    }),
  )
  expect(bodies.join('')).toContain('**delete** `crm` · 🔻 narrower')
  expect(bodies.join('')).not.toContain('mixed')
})
