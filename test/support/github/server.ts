/**
 * GitHub's API as far as the Action uses it, over HTTP. It refuses what GitHub
 * refuses: bad credentials, tokens that may only read, bodies over the limit,
 * too many writes at once, unknown numbers. What it holds is plain data for
 * tests to prepare and to look at.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDescribed, requestFaults } from './contract.ts'
import { graphql } from './graphql.ts'
import { type Limit, limited } from './limits.ts'
import { rest } from './rest.ts'

export interface Comment {
  readonly id: number
  readonly nodeId: string
  readonly issue: number
  readonly author: string
  body: string
  isMinimized: boolean
  /** Who edited it last, null for nobody. */
  editor: string | null
}

interface Issue {
  readonly number: number
  readonly author: string
  title: string
  body: string
  state: 'open' | 'closed'
  stateReason: string | null
}

export interface Review {
  readonly id: number
  readonly pull: number
  readonly user: string
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'
  readonly commit: string
  /** true: an app, such as the one that workflows speak for. */
  readonly isBot?: boolean
  /** false: a stranger, who may review and not write. */
  readonly mayWrite?: boolean
}

export interface PullState {
  readonly head: string
  /** Login of whoever opened it; engineer where it is not said. */
  readonly author?: string
  /** null until it is merged. */
  readonly mergeCommit: string | null
  /** main where it is not said. */
  readonly base?: string
  readonly baseSha?: string
  /** Further commits by which it came to its base branch: those of a rebase. */
  readonly landedAs?: readonly string[]
  readonly isClosed?: boolean
  readonly isFork?: boolean
  /** null: the base branch asks for no review. */
  readonly decision?: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null
}

/** An editor whose account was deleted. */
export const GHOST = 'ghost'

interface Status {
  readonly sha: string
  readonly state: string
  readonly context: string
  readonly description: string
  readonly targetUrl: string | null
}

export type Scope = 'pull-requests' | 'issues' | 'statuses' | 'contents' | 'actions'

/** What a test prepares and looks at. */
export interface GitHubState {
  readonly repository: string
  readonly token: string
  /** Whom the token speaks for. */
  readonly viewer: string
  permissions: Readonly<Record<Scope, 'none' | 'read' | 'write'>>
  readonly comments: Comment[]
  readonly issues: Issue[]
  readonly reviews: Review[]
  readonly statuses: Status[]
  /** Pull requests by number; also the numbers that comments may be written to. */
  readonly pulls: Map<number, PullState>
  /** Rules of rulesets for the default branch; null: the repository's plan has none. */
  rules: readonly object[] | null
  /** false: somebody switched issues off. */
  hasIssues: boolean
  /** ISO times of successful runs of the workflow, newest first. */
  readonly runs: string[]
  /** Answers to the next writes, before they are looked at. */
  readonly limits: Limit[]
  /** down: connections break; broken: 502 with HTML. */
  health: 'up' | 'down' | 'broken'
  /** What GitHub's description of its API has against requests so far. */
  readonly faults: string[]
  /** `METHOD /path` of every request, GraphQL with the name of the operation. */
  readonly requests: string[]
}

export interface GitHubServer {
  readonly url: string
  readonly state: GitHubState
  close(): Promise<void>
}

const WRITE = {
  'pull-requests': 'write',
  issues: 'write',
  statuses: 'write',
  contents: 'read',
  actions: 'read',
} as const

export async function startGitHub(over: Partial<GitHubState> = {}): Promise<GitHubServer> {
  const state: GitHubState = {
    repository: 'acme/policies',
    token: 'ghs_token',
    viewer: 'github-actions[bot]',
    permissions: WRITE,
    comments: [],
    issues: [],
    reviews: [],
    statuses: [],
    pulls: new Map(),
    rules: [],
    hasIssues: true,
    runs: [],
    limits: [],
    health: 'up',
    faults: [],
    requests: [],
    ...over,
  }
  const server = createServer((request, response) => void answer(state, request, response))
  // Client and server share a process in some tests: one that is busy for seconds must not find its connection closed.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export interface Call {
  readonly state: GitHubState
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
}

export class Refusal extends Error {
  readonly status: number
  readonly errors: readonly object[]
  constructor(status: number, message: string, errors: readonly object[] = []) {
    super(message)
    this.status = status
    this.errors = errors
  }
}

async function answer(state: GitHubState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await bodyOf(request)
  const url = new URL(request.url ?? '/', 'http://x')
  const name = /\b(?:query|mutation) (\w+)/.exec(text)?.[1]
  state.requests.push(
    `${request.method} ${url.pathname}${url.pathname === '/graphql' ? ` ${name}` : url.search}`,
  )
  if (state.health === 'down') return void request.socket.destroy()
  if (state.health === 'broken')
    return send(response, 502, '<html>Bad Gateway</html>', { 'content-type': 'text/html' })
  try {
    checkCaller(state, request)
    const limit = request.method === 'GET' || name?.startsWith('Read') ? undefined : state.limits.shift()
    if (limit !== undefined) return send(response, limit.status, ...limited(limit))
    const [status, value, headers = {}] = dispatch(state, request, url, text)
    send(response, status, JSON.stringify(value), headers)
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, String(error))
    send(response, refusal.status, JSON.stringify({ message: refusal.message, errors: refusal.errors }))
  }
}

function dispatch(state: GitHubState, request: IncomingMessage, url: URL, text: string): Answer {
  const [, repos, owner, name, ...path] = url.pathname.split('/').map(decodeURIComponent)
  const body = text === '' ? {} : JSON.parse(text)
  if (url.pathname === '/graphql') return graphql({ state, path: [], query: url.searchParams, body })
  if (repos !== 'repos' || `${owner}/${name}` !== state.repository) throw new Refusal(404, 'Not Found')
  const asked = { method: request.method ?? '', url, body }
  const faults = requestFaults(asked)
  state.faults.push(...faults)
  if (faults.length > 0) throw new Refusal(422, `Invalid request.\n\n${faults.join('; ')}`)
  const route = Object.entries(rest).find(([key]) => matches(key, asked.method, path))
  if (route === undefined) throw new Refusal(404, `Not Found: ${url.pathname}`)
  const answered = route[1]({ state, path, query: url.searchParams, body })
  if (!isDescribed(asked, answered[0])) state.faults.push(`${url.pathname} never answers ${answered[0]}`)
  return answered
}

export type Answer = readonly [status: number, value: unknown, headers?: Readonly<Record<string, string>>]

function matches(key: string, method: string, path: readonly string[]): boolean {
  const [wanted, pattern = ''] = key.split(' ')
  const parts = pattern.split('/')
  return (
    wanted === method &&
    parts.length === path.length &&
    parts.every((part, index) => part === '*' || part === path[index])
  )
}

function checkCaller(state: GitHubState, request: IncomingMessage): void {
  if (request.headers['user-agent'] === undefined)
    throw new Refusal(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    )
  const [, token] = /^(?:token|bearer) (.*)$/i.exec(request.headers.authorization ?? '') ?? []
  if (token !== state.token) throw new Refusal(401, 'Bad credentials')
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(text)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
