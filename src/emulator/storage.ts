/** Where a workspace lives. Every write is one change of one policy, applied to what is there at that moment. */
import type { StoredPolicy, Workspace } from './workspace.ts'

/** Looks at the policies, changes them or not, and says what to answer. */
export type Change<T> = (policies: Map<string, StoredPolicy>) => {
  readonly hasChanged: boolean
  readonly result: T
}

/** Called after each change has been kept, in order, with all policies as they were just after it. */
export type OnChange = (policies: ReadonlyMap<string, StoredPolicy>) => void

export interface Storage {
  read(): Promise<Workspace>
  change<T>(change: Change<T>): Promise<T>
}

export class MemoryStorage implements Storage {
  #workspace: Workspace
  readonly #onChange: OnChange | null

  constructor(workspace: Workspace, onChange: OnChange | null) {
    this.#workspace = workspace
    this.#onChange = onChange
  }

  async read() {
    return this.#workspace
  }

  async change<T>(change: Change<T>) {
    const policies = new Map(this.#workspace.policies)
    const { hasChanged, result } = change(policies)
    if (hasChanged) {
      this.#workspace = { ...this.#workspace, policies }
      this.#onChange?.(policies)
    }
    return result
  }
}
