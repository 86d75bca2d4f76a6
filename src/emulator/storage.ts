/** Stores a workspace. Every write is one change of its present state. */
import type { AgentBinding, EmulatedWorkspace, StoredPolicy } from './workspace.ts'

/** The parts that a change may edit in place. */
export interface Draft {
  /** By `namespace/name`. */
  readonly policies: Map<string, StoredPolicy>
  bindings: readonly AgentBinding[]
}

/** Reads the draft, may change it, and returns the answer. */
export type StoredChange<T> = (draft: Draft) => {
  readonly hasChanged: boolean
  readonly result: T
}

/** Called after each change is stored, in order, with the workspace after that change. */
export type OnChange = (workspace: Pick<EmulatedWorkspace, 'policies' | 'bindings'>) => void

export interface Storage {
  read(): Promise<EmulatedWorkspace>
  change<T>(change: StoredChange<T>): Promise<T>
}

export class MemoryStorage implements Storage {
  #workspace: EmulatedWorkspace
  readonly #draft: Draft
  readonly #onChange: OnChange | null

  constructor(workspace: EmulatedWorkspace, onChange: OnChange | null) {
    this.#draft = { policies: new Map(workspace.policies), bindings: workspace.bindings }
    this.#workspace = { ...workspace, policies: this.#draft.policies }
    this.#onChange = onChange
  }

  async read() {
    return this.#workspace
  }

  async change<T>(change: StoredChange<T>) {
    const { hasChanged, result } = change(this.#draft)
    if (hasChanged) this.#workspace = { ...this.#workspace, bindings: this.#draft.bindings }
    if (hasChanged) this.#onChange?.({ ...this.#draft, policies: new Map(this.#draft.policies) })
    return result
  }
}
