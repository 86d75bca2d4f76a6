import type { MapAnswer } from '../answers/map.ts'
import { mapSide } from '../author/map-side.ts'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { mapPage } from '../media/comparison-page.ts'
import { mapText } from '../media/map-text.ts'
import { parseSideName, SIDE_MEANING, SIDE_SYNTAX } from '../workbench/side-name.ts'
import { withWorkbench } from '../workbench/workbench.ts'
import { defineCommand } from './command.ts'

/** Writes the page: agents × hosts, and who can do what there. */
export const command = defineCommand<MapAnswer>({
  name: 'map',
  description:
    'Writes one HTML file that loads nothing: agents × hosts, the paths behind each cell, a line to try any\nrequest. It contains the rules too, and decides each request that it shows again in the browser.',
  options: [
    { flags: '--out <file>', description: 'file to write; only an earlier page may be replaced' },
    {
      flags: '--side <side>',
      description: `the side to read policies from: ${SIDE_SYNTAX} (default: files). ${SIDE_MEANING}`,
    },
  ],
  media: { html: mapText },
  examples: [
    ['policyctl map --out map.html', 'see who may do what, by the files'],
    ['policyctl map --side live --target production --out live.html', 'see the same for the workspace'],
  ],
  answer: async ({ context, global, options }) => {
    const out = typeof options.out === 'string' ? options.out : ''
    if (out === '')
      throw new PolicyctlError('usage', {
        message: 'map needs a file to write',
        hint: 'name one, like --out map.html',
      })
    const side = parseSideName(typeof options.side === 'string' ? options.side : 'files')
    return withWorkbench(context, global, (workbench) => mapSide(workbench, { side, out }, mapPage))
  },
})
