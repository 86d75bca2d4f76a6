/** Every medium says of drift what the next apply does with it, and offers nothing else. */
import { describe, expect, test } from 'vitest'
import type { DriftOutcome } from '../../src/plan/drift-outcome.ts'
import { spec } from '../support/builders/specs.ts'
import { stripped, tellDrift } from './all-media.ts'

describe('what the next apply makes of drift', () => {
  const WIDER = spec('allow https://a.example/*')
  const NARROWER = spec('allow GET https://a.example/x/*')
  const A = spec('allow GET https://a.example/*')
  const rows: Readonly<Record<DriftOutcome, Parameters<typeof tellDrift>[0]>> = {
    'put-back': { applied: A, live: WIDER, files: A },
    guarded: { applied: A, live: NARROWER, files: A },
    'in-files': { applied: A, live: WIDER, files: WIDER },
    deleted: { applied: A, live: WIDER, files: null },
    'left-alone': { applied: null, live: A, files: null },
  }
  const SAID: Readonly<Record<DriftOutcome, RegExp>> = {
    'put-back': /put back/i,
    guarded: /overwrite-live/,
    'in-files': /the files say the same as live by now/,
    deleted: /in no file any more/,
    'left-alone': /an earlier apply deleted it,.+created it again: apply leaves it alone, so delete it live/,
  }

  test.each(Object.entries(rows))('%s', (outcome, row) => {
    for (const [medium, text] of Object.entries(tellDrift(row))) {
      const said = Object.entries(SAID).filter(([, words]) => words.test(stripped(text)))
      const expected = outcome === 'guarded' ? ['put-back', 'guarded'] : [outcome]
      expect(
        said.map(([name]) => name),
        medium,
      ).toEqual(expected)
    }
  })
})
