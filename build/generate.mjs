// Writes what the sources need and the schemas say into src/generated/, which
// git ignores: types, validators, the table of fields. Nothing is done where
// neither a schema nor a generator has changed since.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'src/generated')
const STAMP = 'made-from.txt'

export async function generate() {
  await generateFromSchemas()
  await generatePage()
}

async function generateFromSchemas() {
  const stamp = digestOf(['schema', 'build'], packageFile())
  const stampFile = join(target, STAMP)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  const files = await generatedFiles()
  // Two builds at once write the same; a folder that is half written has no stamp.
  rmSync(stampFile, { force: true })
  mkdirSync(target, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeWhole(join(target, name), text)
  writeWhole(stampFile, stamp)
}

/** The page is made of sources from all over, which import what was generated before: it is cheaper to make than to doubt. */
async function generatePage() {
  const { pageFiles } = await import('./page.mjs')
  for (const [name, text] of Object.entries(await pageFiles())) {
    const path = join(target, name)
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeWhole(path, text)
  }
}

/** Name → text of each file; the generators are loaded only where they are needed, which is what costs. */
async function generatedFiles() {
  const [{ typeFiles }, { validatorFiles }, { fieldFiles }] = await Promise.all([
    import('./types.mjs'),
    import('./validators.mjs'),
    import('./fields.mjs'),
  ])
  return { ...(await typeFiles()), ...validatorFiles(), ...fieldFiles(), 'package.ts': packageFile() }
}

/** What package.json says of the release, for messages that name its pages. */
function packageFile() {
  const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const address = repository.url.replace(/^git\+|\.git$/g, '')
  return `// Generated from package.json by build/generate.mjs.
export const VERSION = ${JSON.stringify(version)}
export const REPOSITORY = ${JSON.stringify(address)}
`
}

function digestOf(folders, text) {
  const hash = createHash('sha256').update(text)
  for (const folder of folders)
    for (const name of readdirSync(join(root, folder)).sort())
      hash.update(`${name}\0`).update(readFileSync(join(root, folder, name)))
  return hash.digest('hex')
}

function writeWhole(path, text) {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  renameSync(draft, path)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate()
