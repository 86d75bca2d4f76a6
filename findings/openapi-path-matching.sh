#!/usr/bin/env bash
# Two libraries that find the OpenAPI operation of a request fail at a plus and at parentheses.
#
# Guess: a path is text but for its {names}: "/calls/range({from},{to})", as OData writes it, and
# "/language/c++" are found, and capitals count (OpenAPI 3.1, paths).
#
# Fact:  oas (readme's library) finds neither, and takes /Reports for /reports. openapi-backend
# finds both and is right about capitals, but raises an error once it reads the parameters of such
# a request. Concrete paths go before templates in both, as the specification wants.
#
# Why it matters here: whoever maps a call log to operations in order to write rules loses the
# calls of such paths, or counts them to another one.
#
# Seen with: oas@38.6.0, openapi-backend@5.21.2 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts oas@38.6.0 openapi-backend@5.21.2 >/dev/null

cat >probe.mjs <<'EOF'
import Oas from 'oas'
import { OpenAPIBackend } from 'openapi-backend'
const responses = { 200: { description: 'ok' } }
const parameters = (...names) => names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
const definition = () => ({
  openapi: '3.1.0',
  info: { title: 'calls', version: '1' },
  servers: [{ url: 'https://api.example.com' }],
  paths: {
    '/reports/{id}': { get: { operationId: 'report', parameters: parameters('id'), responses } },
    '/reports/latest': { get: { operationId: 'latest', responses } },
    '/language/c++': { get: { operationId: 'plus', responses } },
    '/calls/range({from},{to})': { get: { operationId: 'range', parameters: parameters('from', 'to'), responses } },
  },
})
const backend = new OpenAPIBackend({ definition: definition(), quick: true })
await backend.init()
const oas = new Oas(definition())
const answer = (find) => {
  try {
    return find() ?? 'nothing'
  } catch {
    return 'error'
  }
}
for (const path of ['/reports/latest', '/reports/7', '/Reports/7', '/language/c++', '/calls/range(1,5)']) {
  const found = answer(() => oas.findOperation(`https://api.example.com${path}`, 'get')?.operation.operationId)
  const matched = answer(() => backend.router.matchOperation({ method: 'get', path, headers: {} })?.operationId)
  const parsed = answer(() => {
    const request = { method: 'get', path, headers: {} }
    const operation = backend.router.matchOperation(request)
    return operation && backend.router.parseRequest(request, operation) && 'parsed'
  })
  console.log(path, 'oas:', found, 'openapi-backend:', matched, parsed)
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
/reports/latest oas: latest openapi-backend: latest parsed
/reports/7 oas: report openapi-backend: report parsed
/Reports/7 oas: report openapi-backend: nothing nothing
/language/c++ oas: nothing openapi-backend: plus error
/calls/range(1,5) oas: nothing openapi-backend: range error
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
