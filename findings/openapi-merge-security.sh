#!/usr/bin/env bash
# Two merged OpenAPI documents give the operations of the second the authentication of the first.
#
# Guess: where each document has a security of its own for all its operations, the merged one says
# for each operation what its document said, or the merge refuses.
#
# Fact:  openapi-merge keeps the security of the first document for all. The scheme of the second,
# which has the same name, is renamed as asked, and so are references in single operations; but an
# operation that relied on its document now asks for the key of the first.
#
# Why it matters here: who derives rules or clients from the merged description believes that those
# calls need another key than they do. Write the security at each operation before merging.
#
# Seen with: openapi-merge@2.0.2 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts openapi-merge@2.0.2 >/dev/null

cat >probe.cjs <<'EOF'
const { merge } = require('openapi-merge')
const document = (path, scheme) => ({
  openapi: '3.0.3',
  info: { title: path, version: '1' },
  security: [{ login: [] }],
  paths: {
    [path]: {
      get: { responses: { 200: { description: 'by the document' } } },
      post: { security: [{ login: [] }], responses: { 200: { description: 'by the operation' } } },
    },
  },
  components: { securitySchemes: { login: scheme } },
})
const { output } = merge([
  { oas: document('/calendar', { type: 'apiKey', in: 'header', name: 'X-Key' }) },
  { oas: document('/payments', { type: 'http', scheme: 'bearer' }), dispute: { prefix: 'Payments' } },
])
const { security, components, paths } = output
console.log('schemes:', JSON.stringify(components.securitySchemes))
for (const [path, item] of Object.entries(paths)) {
  for (const [method, operation] of Object.entries(item)) {
    const [name] = Object.keys((operation.security ?? security)[0])
    console.log(method, path, operation.security ? 'own:' : 'inherited:', name, components.securitySchemes[name].type)
  }
}
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
schemes: {"login":{"type":"apiKey","in":"header","name":"X-Key"},"Paymentslogin":{"type":"http","scheme":"bearer"}}
get /calendar inherited: login apiKey
post /calendar own: login apiKey
get /payments inherited: login apiKey
post /payments own: Paymentslogin http
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
