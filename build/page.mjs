// The page's own parts, built once: script and styles as they stand in the file, with the hashes that its policy names.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @returns name → text. */
export async function pageFiles() {
  const [script, style] = await Promise.all([bundled('src/page/dom/main.ts'), bundled('src/page/style.css')])
  if (/<\/script|<!--/i.test(script)) throw new Error('the script of the page would end in the middle of it')
  const parts = {
    template: readFileSync(`${root}/src/page/template.html`, 'utf8'),
    script,
    style,
    scriptHash: hashOf(script),
    styleHash: hashOf(style),
  }
  const lines = Object.entries(parts).map(([name, text]) => `  ${name}: ${JSON.stringify(text)},`)
  return {
    'page.ts': `// Generated from src/page. Do not edit.\nexport const PAGE = {\n${lines.join('\n')}\n}\n`,
  }
}

async function bundled(entry) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: ['chrome110', 'firefox110', 'safari16.4'],
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'warning',
  })
  return outputFiles[0].text.trim()
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
