import type { Rulesets } from '../../policy/ledger-snapshot.ts'
import { type GitHub, PAGES } from './github.ts'

/**
 * Reads the rules for a branch from the rulesets of the repository and its
 * organisation, as GitHub's REST API shows them. Every token may read them; some
 * subscriptions of GitHub have none.
 *
 * @throws GitHub's error.
 */
export async function rulesetsOf({ api, repo }: GitHub, branch: string): Promise<Rulesets> {
  const rules: object[] = []
  for (let page = 1; page <= PAGES; page += 1) {
    const { data } = await api.rest.repos.getBranchRules({ ...repo, branch, per_page: 100, page })
    rules.push(...data)
    if (data.length < 100) break
  }
  return { branch, rules }
}
