import type { RequestExtent } from '../access/model/region.ts'

/** The columns of a CSV that tell requests. */
export const SELECTOR_COLUMNS = [
  'methods',
  'except methods',
  'resource',
  'except resources',
  'with tags',
  'without tags',
  'tools',
  'except tools',
  'capabilities',
  'except capabilities',
] as const

/** Writes all selectors: without the tool, two rows that differ only in it would contradict each other. */
export function selectorCells(extent: RequestExtent): readonly string[] {
  const lists = [
    extent.operations,
    extent.exceptOperations,
    [extent.resource],
    extent.exceptResources,
    extent.withTags,
    extent.withoutTags,
    extent.tools,
    extent.exceptTools,
    extent.capabilities,
    extent.exceptCapabilities,
  ]
  return lists.map((list) => list.join(' '))
}
