/**
 * Opens the Policies API inside this process, without a socket. Requests and answers
 * are the same texts as over HTTP, so that a run against an embedded workspace shows
 * what a run against a server would do.
 */
import { answerCall } from './answer-call.ts'
import { FileStorage } from './file-storage.ts'
import { NO_QUIRKS } from './quirks.ts'
import { startReadying } from './readying.ts'
import { faultReply, written } from './reply.ts'

export interface LocalRequest {
  readonly method: string
  /** From the root of the server, as in `/api/v1/policies`. */
  readonly path: string
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>
  /** '' for none. */
  readonly body: string
}

export interface LocalWorkspace {
  answer(request: LocalRequest): Promise<ReturnType<typeof written>>
  /** Waits until every request is answered. */
  close(): Promise<void>
}

/**
 * @param options.file data file, made by the first write.
 * @param options.apiKey the only accepted key.
 * @throws PolicyctlError workspace-damaged.
 */
export async function openWorkspace({
  file,
  apiKey,
}: {
  readonly file: string
  readonly apiKey: string
}): Promise<LocalWorkspace> {
  const storage = new FileStorage(file, null)
  await storage.read()
  const api = { storage, quirks: NO_QUIRKS, readying: startReadying(NO_QUIRKS) }
  const inFlight = new Set<Promise<unknown>>()
  const replyTo = async ({ headers, ...request }: LocalRequest) => {
    try {
      return written(await answerCall(api, { ...request, headers: lowerCased(headers) }, apiKey))
    } catch (error) {
      return written(faultReply(error))
    }
  }
  return {
    answer: (request) => {
      const reply = replyTo(request)
      inFlight.add(reply)
      return reply.finally(() => inFlight.delete(reply))
    },
    close: async () => void (await Promise.all(inFlight)),
  }
}

function lowerCased(headers: LocalRequest['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
