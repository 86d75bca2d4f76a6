/** Words about tools of the workspace, for outputs with access changes. */
import type { DiffDocument } from '../answers/diff.ts'
import { asCode, listOf, NOTHING, say, type Words } from './span.ts'

/** The part about tools in every document of access changes. */
type Served = Pick<DiffDocument, 'access' | 'tools' | 'withoutTool'>

/** ` · tools from the workspace`; '' if the tools were not read, or if there is no access change. Safe to print. */
export function toolsBehind({ access, tools }: Pick<Served, 'access' | 'tools'>): string {
  return tools === 'unread' || access.length === 0 ? '' : ' · tools from the workspace'
}

/** Empty if a tool serves every region. */
export function withoutToolWords({ withoutTool }: Pick<Served, 'withoutTool'>): Words {
  if (withoutTool.length === 0) return NOTHING
  const patterns = listOf(withoutTool, asCode)
  return say`no tool of the workspace has this host, or none with these tags: ${patterns}; whatever policies say, such calls are denied until such a tool is registered`
}
