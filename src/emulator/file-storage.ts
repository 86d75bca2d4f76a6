/**
 * Keeps a workspace in a JSON file that several processes may use at once. Each
 * change reads the file again under a lock, so that no process overwrites the
 * changes of another. Changes that arrive during a write are written together.
 */
import { readFile } from 'node:fs/promises'
import { PolicyctlError } from '../diagnostic/policyctl-error.ts'
import { identity, lockFile } from './file-lock.ts'
import type { Draft, OnChange, Storage, StoredChange } from './storage.ts'
import { damaged, EMPTY_DOCUMENT, type EmulatedWorkspace, readWorkspace, workspaceWith } from './workspace.ts'

interface Waiting {
  readonly change: StoredChange<unknown>
  readonly settle: (result: unknown) => void
  readonly fail: (error: unknown) => void
}

export class FileStorage implements Storage {
  readonly #file: string
  readonly #onChange: OnChange | null
  #known: { readonly identity: string; readonly workspace: EmulatedWorkspace } | null = null
  #waiting: Waiting[] = []
  #isWriting = false

  constructor(file: string, onChange: OnChange | null) {
    this.#file = file
    this.#onChange = onChange
  }

  /** @throws PolicyctlError workspace-damaged; then the file is not changed. */
  async read() {
    const now = await identity(this.#file)
    if (this.#known?.identity === now) return this.#known.workspace
    const workspace = readWorkspace(await this.#document(), this.#file)
    this.#known = { identity: now, workspace }
    return workspace
  }

  change<T>(change: StoredChange<T>) {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ change, settle: (result) => resolve(result as T), fail: reject })
      if (!this.#isWriting) void this.#writeAll()
    })
  }

  async #writeAll() {
    this.#isWriting = true
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0))
    this.#isWriting = false
  }

  async #write(batch: readonly Waiting[]) {
    try {
      const done = await this.#keep(batch)
      for (const finish of done) finish()
    } catch (error) {
      for (const { fail } of batch) fail(error)
    }
  }

  /** @returns functions to call after the changes are written. */
  async #keep(batch: readonly Waiting[]): Promise<readonly (() => void)[]> {
    const lock = await lockFile(this.#file)
    try {
      const workspace = await this.read()
      const draft = { policies: new Map(workspace.policies), bindings: workspace.bindings }
      const outcomes = batch.map((waiting) => this.#apply(waiting, draft))
      if (outcomes.some(({ hasChanged }) => hasChanged)) {
        const next = workspaceWith(workspace, draft)
        const written = await lock.replace(`${JSON.stringify(next.document, null, 2)}\n`)
        this.#known = { identity: written, workspace: next }
      }
      return outcomes.map(({ finish }) => finish)
    } finally {
      await lock.release()
    }
  }

  #apply({ change, settle }: Waiting, draft: Draft) {
    const { hasChanged, result } = change(draft)
    const after =
      hasChanged && this.#onChange !== null ? { ...draft, policies: new Map(draft.policies) } : null
    const finish = (): void => {
      if (after !== null) this.#onChange?.(after)
      settle(result)
    }
    return { hasChanged, finish }
  }

  async #document(): Promise<unknown> {
    const text = await textOf(this.#file)
    if (text === null) return EMPTY_DOCUMENT
    try {
      return JSON.parse(text)
    } catch {
      throw damaged(this.#file, 'it is not JSON')
    }
  }
}

/** @returns null if there is no such file. */
async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return null
    throw new PolicyctlError('workspace-damaged', {
      message: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'check that it is a file and that you may read it',
    })
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
