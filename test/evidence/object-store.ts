/** Git's objects in memory, so that a hundred histories can be forged without a process each. */
import { createHash } from 'node:crypto'
import type { TreeEntry } from '../../src/git/objects.ts'
import { readObjects } from '../../src/git/objects.ts'
import type { Git } from '../../src/git/run-git.ts'
import { entriesInTree } from '../../src/git/tree-id.ts'

export interface ObjectStore {
  readonly git: Git
  /** @returns its id. */
  write(type: 'blob' | 'tree' | 'commit', body: Buffer | string): string
  body(oid: string): Buffer
  tree(oid: string): readonly TreeEntry[]
  writeTree(entries: readonly TreeEntry[]): string
}

/** With all that a commit of a real repository reaches. */
export async function objectStore(real: Git, newest: string): Promise<ObjectStore> {
  const listed = await real.text(['rev-list', '--objects', newest])
  const oids = listed.split('\n').map((line) => line.split(' ')[0] ?? '')
  const bodies = await readObjects(real, oids)
  const objects = new Map(oids.map((oid, index) => [oid, Buffer.from(bodies[index] ?? '')]))
  const write: ObjectStore['write'] = (type, text) => {
    const body = Buffer.from(text)
    const oid = createHash('sha1').update(`${type} ${body.length}\0`).update(body).digest('hex')
    objects.set(oid, body)
    return oid
  }
  const body = (oid: string): Buffer => objects.get(oid) ?? Buffer.alloc(0)
  return {
    git: gitOver(real, objects),
    write,
    body,
    tree: (oid) => entriesInTree(body(oid), 20) ?? [],
    writeTree: (entries) =>
      write(
        'tree',
        Buffer.concat(
          [...entries]
            .sort((a, b) => (key(a) < key(b) ? -1 : 1))
            .flatMap(({ mode, path, oid }) => [
              Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`),
              Buffer.from(oid, 'hex'),
            ]),
        ),
      ),
  }
}

function key({ mode, path }: TreeEntry): string {
  return mode === '040000' ? `${path}/` : path
}

function gitOver(real: Git, objects: ReadonlyMap<string, Buffer>): Git {
  const run: Git['run'] = async (_, options) => {
    const oids = String(options?.input ?? '')
      .trim()
      .split('\n')
    return Buffer.concat(
      oids.flatMap((oid) => {
        const body = objects.get(oid)
        if (body === undefined) return [Buffer.from(`${oid} missing\n`)]
        return [Buffer.from(`${oid} blob ${body.length}\n`), body, Buffer.from('\n')]
      }),
    )
  }
  const history = (oid: string, seen: Set<string>): readonly string[] => {
    if (seen.has(oid)) return []
    seen.add(oid)
    const parents = [...String(objects.get(oid)).matchAll(/^parent ([0-9a-f]{40})$/gm)]
    return [...parents.flatMap(([, parent = '']) => history(parent, seen)), oid]
  }
  const text: Git['text'] = async (args) =>
    args[0] === 'rev-list' ? history(args.at(-1) ?? '', new Set()).join('\n') : 'sha1'
  return { ...real, promisor: null, commonFolder: null, run, text }
}
