import type { Rulesets } from '../../policy/ledger-snapshot.ts'
import { type GitHub, PAGES } from './github.ts'

/**
 * Reads the rules that rulesets make for a branch, of the repository and of
 * its organisation, as GitHub's REST API has them. Every token may read them;
 * some plans have none.
 *
 * @throws what GitHub answers.
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
