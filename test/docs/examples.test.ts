/**
 * README and docs show what the tool prints. `UPDATE_EXAMPLES=1 npx vitest run
 * test/docs/examples.test.ts` writes it anew, to be read in review.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  consoleBlocksIn,
  sampleProject,
  sessionOf,
  withConsoleBlocks,
  withoutMoments,
} from './console-blocks.ts'

const documents = [
  'README.md',
  ...readdirSync('docs')
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
]
const withBlocks = documents
  .map((file) => ({ file, markdown: readFileSync(file, 'utf8') }))
  .filter(({ markdown }) => consoleBlocksIn(markdown).length > 0)

describe('what the documentation shows is what is printed', () => {
  test.each(withBlocks)('$file', async ({ file, markdown }) => {
    // The blocks of a document are one session: each goes on where the last ended.
    const cwd = await sampleProject(file === 'docs/fleets.md' ? 'examples/fleet' : '.')
    const sessions: string[] = []
    for (const block of consoleBlocksIn(markdown)) sessions.push(await sessionOf(block, cwd))
    if (process.env.UPDATE_EXAMPLES === '1') writeFileSync(file, withConsoleBlocks(markdown, sessions))
    else expect(withoutMoments(withConsoleBlocks(markdown, sessions))).toBe(withoutMoments(markdown))
  })
})
