import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { quoted } from '../../parse/problem.ts'
import { tagsOfTool } from '../../policy/tool.ts'
import { reportAt, type SetCheck } from '../check.ts'
import { placedSelectorsOf } from '../selectors.ts'

/** A tag that no tool has matches nothing, so a deny with it denies nothing. */
export const check: SetCheck = {
  kind: 'set',
  id: 'unknown-tag',
  severity: 'warning',
  needsLive: true,
  *run({ soundPolicies, live }) {
    const tools = live?.tools ?? []
    // A workspace without tools is one that is still to be set up.
    if (tools.length === 0) return
    const known = new Set(tools.flatMap((tool) => [...tagsOfTool(tool)]))
    for (const policy of soundPolicies)
      for (const { selector, path } of placedSelectorsOf(policy))
        for (const [at, tag] of (selector.tags ?? []).entries()) {
          if (known.has(tag)) continue
          const meant = didYouMean(tag, known)
          yield reportAt(policy, [...path, 'tags', at], {
            message: `no tool of the workspace carries the tag ${quoted(tag)}`,
            hint:
              meant === null
                ? 'tag a tool with it, or write the tag that is meant'
                : `did you mean ${meant}?`,
          })
        }
  },
}
