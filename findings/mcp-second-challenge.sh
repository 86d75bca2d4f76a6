#!/usr/bin/env bash
# A Bearer challenge that stands behind another one is not seen by clients of MCP.
#
# Guess: a 401 with two challenges (Basic and Bearer), in one header or in two, which fetch joins,
# is read as HTTP has it (RFC 9110, 11.6.1): the Bearer challenge tells where the metadata are.
#
# Fact:  the Model Context Protocol's SDK looks at the first challenge alone and finds no metadata
# behind Basic. auth-header makes one challenge of the two: Basic, with the parameters of both.
#
# Why it matters here: a gateway in front of a server adds a challenge of its own, and the client
# then looks for its authorization server at the address that it guesses. Put Bearer first.
#
# Seen with: @modelcontextprotocol/sdk@1.32.2, auth-header@1.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 auth-header@1.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js'
import { parse } from 'auth-header'
const basic = 'Basic realm="gateway"'
const bearer = 'Bearer resource_metadata="https://mcp.example.com/metadata"'
for (const challenges of [[bearer], [bearer, basic], [basic, bearer]]) {
  const headers = new Headers()
  for (const challenge of challenges) headers.append('WWW-Authenticate', challenge)
  const response = new Response(null, { status: 401, headers })
  const joined = headers.get('WWW-Authenticate')
  const { scheme, params } = parse(joined)
  console.log(joined)
  console.log('  SDK:', extractWWWAuthenticateParams(response).resourceMetadataUrl?.href ?? 'no metadata')
  console.log('  auth-header:', scheme, JSON.stringify(params))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
Bearer resource_metadata="https://mcp.example.com/metadata"
  SDK: https://mcp.example.com/metadata
  auth-header: Bearer {"resource_metadata":"https://mcp.example.com/metadata"}
Bearer resource_metadata="https://mcp.example.com/metadata", Basic realm="gateway"
  SDK: https://mcp.example.com/metadata
  auth-header: Bearer {"resource_metadata":"https://mcp.example.com/metadata","realm":"gateway"}
Basic realm="gateway", Bearer resource_metadata="https://mcp.example.com/metadata"
  SDK: no metadata
  auth-header: Basic {"realm":"gateway","resource_metadata":"https://mcp.example.com/metadata"}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
