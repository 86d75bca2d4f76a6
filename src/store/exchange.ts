/** Sends one request over the network. */
import type { Dispatcher } from 'undici'
import type { Exchange, ExchangeLimits, Headers, Outgoing } from './transport.ts'

/** Never rejects: a failure is a value. */
export function exchange(
  dispatcher: Dispatcher,
  outgoing: Outgoing,
  limits: ExchangeLimits,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const { method, url, headers, body } = outgoing
    const listener = new Listener(resolve, limits)
    const { origin, pathname: path } = new URL(url)
    const options = { origin, path, method, headers: { ...headers }, body }
    try {
      dispatcher.dispatch(options, listener)
    } catch (error) {
      listener.fail('broken', error)
    }
  })
}

class Listener implements Dispatcher.DispatchHandler {
  readonly #resolve: (exchange: Exchange) => void
  readonly #limits: ExchangeLimits
  readonly #timer: NodeJS.Timeout
  readonly #chunks: Uint8Array[] = []
  #controller: Dispatcher.DispatchController | null = null
  #head: { status: number; headers: Headers } | null = null
  #size = 0
  #isSettled = false

  constructor(resolve: (exchange: Exchange) => void, limits: ExchangeLimits) {
    this.#resolve = resolve
    this.#limits = limits
    this.#timer = setTimeout(() => this.fail('timeout', null), limits.time)
  }

  /** Called just before the first byte is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // The time was up while the request waited for a connection: the caller has its failure already, so it must not be sent.
    if (this.#isSettled) controller.abort(new Error('too late'))
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status >= 200) this.#head = { status, headers }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#size += chunk.length
    if (this.#size > this.#limits.size) this.fail('too-large', null)
    else this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    if (this.#head === null) this.fail('broken', null)
    else this.#settle({ kind: 'answer', ...this.#head, body: Buffer.concat(this.#chunks) })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(isTimeout(error) ? 'timeout' : 'broken', error)
  }

  fail(reason: 'timeout' | 'too-large' | 'broken', error: unknown): void {
    if (this.#isSettled) return
    const detail = error instanceof Error ? error.message : ''
    this.#settle({
      kind: 'failure',
      reason,
      wasSent: this.#controller !== null,
      code: codeOf(error) ?? '',
      detail,
    })
    this.#controller?.abort(new Error(reason))
  }

  #settle(result: Exchange): void {
    if (this.#isSettled) return
    this.#isSettled = true
    clearTimeout(this.#timer)
    this.#resolve(result)
  }
}

function isTimeout(error: Error): boolean {
  return /TIMEOUT|ETIMEDOUT/.test(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
