/** Files that somebody has looked at: what was found is at hand, and the file is parsed only if more is asked. */
import type { Finding } from '../diagnostic/finding.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Node, NodePath } from '../parse/node.ts'
import { parsePolicyFile } from '../parse/parse-policy-file.ts'
import type { ParsedBinding, ParsedFile, ParsedPolicy } from '../parse/parsed-file.ts'
import type { Policy, Spec } from '../policy/policy.ts'
import { type FileLook, type LookedFor, lookOf, type PolicyLook, type ShortLook } from './look.ts'

/** Files that were looked at together. */
export interface LookedChunk {
  readonly wanted: LookedFor
  /** The number of its files. */
  readonly size: number
  /** The widest grants of its sound policies, as JSON: rarely is anybody interested. */
  readonly grants: string
}

export class LookedFile implements ParsedFile {
  readonly file: string
  readonly chunk: LookedChunk
  readonly look: FileLook
  readonly policies: readonly LookedPolicy[]
  readonly drafts: readonly LookedPolicy[]
  readonly #bytes: () => Uint8Array
  #whole: ParsedFile | null = null

  /** @param bytes that were looked at. */
  constructor(
    file: string,
    bytes: () => Uint8Array,
    { look, chunk }: { look: ShortLook; chunk: LookedChunk },
  ) {
    this.file = file
    this.chunk = chunk
    this.look = lookOf(look)
    this.#bytes = bytes
    this.policies = this.look.policies.map(
      (one, at) => new LookedPolicy(this, one, () => this.whole().policies[at]),
    )
    this.drafts = this.look.drafts.map(
      (one, at) => new LookedPolicy(this, one, () => this.whole().drafts?.[at]),
    )
  }

  get text(): string {
    return this.whole().text
  }

  get bindings(): readonly ParsedBinding[] {
    return this.look.bindings
  }

  get findings(): readonly Finding[] {
    return this.look.findings
  }

  /** Parsing is a function of the bytes: it gives what whoever looked had. */
  whole(): ParsedFile {
    this.#whole ??= parsePolicyFile(this.file, this.#bytes())
    return this.#whole
  }
}

export class LookedPolicy implements ParsedPolicy {
  readonly file: string
  readonly namespace: string
  readonly form: 'plain' | 'kubernetes'
  readonly document: number
  readonly isSound: boolean
  readonly policy: Policy
  readonly chunk: LookedChunk
  readonly look: PolicyLook
  readonly #whole: () => ParsedPolicy

  constructor({ file, chunk }: LookedFile, look: PolicyLook, whole: () => ParsedPolicy | undefined) {
    this.file = file
    this.chunk = chunk
    this.look = look
    this.namespace = look.namespace
    this.form = look.form
    this.document = look.document
    this.isSound = look.isSound
    this.#whole = () => {
      const found = whole()
      if (found === undefined) throw new Error(`${file} has no ${look.name} any more`)
      return found
    }
    this.policy = new LookedBody(look.name, () => this.#whole().policy.spec)
  }

  placeOf(path: NodePath): Place {
    return this.#whole().placeOf(path)
  }

  keyPlaceOf(path: NodePath): Place {
    return this.#whole().keyPlaceOf(path)
  }

  nodeAt(path: NodePath): Node | null {
    return this.#whole().nodeAt(path)
  }
}

class LookedBody implements Policy {
  readonly name: string
  readonly #spec: () => Spec

  constructor(name: string, spec: () => Spec) {
    this.name = name
    this.#spec = spec
  }

  get spec(): Spec {
    return this.#spec()
  }
}
