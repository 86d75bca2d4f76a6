import { type MapAnswer, mapAnswer } from '../answers/map.ts'
import { type PageDocument, pageDocument } from '../answers/page.ts'
import type { ReadSide } from '../answers/read-side.ts'
import { refuseAmongPolicies } from '../workbench/paths.ts'
import { openSides } from '../workbench/side.ts'
import { type SideName, targetOfSide } from '../workbench/side-name.ts'
import { toolsOf } from '../workbench/tools-of.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { refuseOtherThanPage, savePage } from './save-page.ts'

export interface MapQuestion {
  readonly side: SideName
  /** File to write, from the current folder. */
  readonly out: string
}

/**
 * Writes the page of one side: who reaches what.
 *
 * @param show makes a page of the document and the side that it is about.
 * @throws PolicyctlError file-exists, file-unwritable, policies-entangled; those of sides.
 */
export async function mapSide(
  workbench: Workbench,
  { side: name, out }: MapQuestion,
  show: (document: PageDocument, side: ReadSide) => string,
): Promise<MapAnswer> {
  const { context } = workbench
  refuseOtherThanPage(context, out)
  refuseAmongPolicies(workbench, out)
  const [side] = await openSides([name], workbench)
  if (side === undefined) throw new Error('a map without a side')
  const document = pageDocument({
    tool: `policyctl ${context.version}`,
    title: titleOf(name, side.name, workbench.targetName),
    tools: await toolsOf(workbench, name),
    before: null,
    after: side,
    causesOf: () => [],
  })
  savePage(show(document, side), out, context)
  return mapAnswer(document, side, out)
}

/** Pages of several targets lie side by side: the title tells them apart. A side that names its target is of no other. */
function titleOf(side: SideName, text: string, target: string | null): string {
  const isNamed = target === null || targetOfSide(side) !== null
  return `Who may do what${isNamed ? '' : ` in ${target}`}, ${text}`
}
