#!/usr/bin/env bash
# A tool's answer passes the server's check of its output schema, and the client's check of
# the same schema refuses it, but only once the client has listed the tools.
#
# Guess: the server checks the answer against the schema that it announces. An answer with a
# field more is refused at the server, or comes without that field; the client agrees.
#
# Fact:  the server checks with zod, which ignores the field, and sends the answer as it was.
# It announces `additionalProperties: false`, and the client checks with that. The same call
# passes before tools/list and raises an error after it. Input schemas are announced without
# `additionalProperties`, and a field more of an input is left out without a word.
#
# Why it matters here: a tool that gains a field breaks agents which list tools, and no test of
# a client that does not list them tells. A log of such calls has failures that no policy made.
#
# Seen with: @modelcontextprotocol/sdk@1.32.2 and zod@4.6.7 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @modelcontextprotocol/sdk@1.32.2 zod@4.6.7 >/dev/null

cat >probe.mjs <<'EOF'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
const server = new McpServer({ name: 'server', version: '1' })
server.registerTool(
  'charge',
  { inputSchema: { amount: z.number() }, outputSchema: { paid: z.boolean() } },
  async (input) => ({ content: [], structuredContent: { paid: true, echo: Object.keys(input).join() } }),
)
const client = new Client({ name: 'client', version: '1' })
const ends = InMemoryTransport.createLinkedPair()
await Promise.all([server.connect(ends[0]), client.connect(ends[1])])
const call = async (when) => {
  try {
    const answer = await client.callTool({ name: 'charge', arguments: { amount: 1, note: 'x' } })
    console.log(when, '->', JSON.stringify(answer.structuredContent))
  } catch (error) {
    console.log(when, '->', error.message)
  }
}
await call('before tools/list')
const { tools } = await client.listTools()
console.log('input:', tools[0].inputSchema.additionalProperties, 'output:', tools[0].outputSchema.additionalProperties)
await call('after tools/list')
process.exit()
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
before tools/list -> {"paid":true,"echo":"amount"}
input: undefined output: false
after tools/list -> MCP error -32602: Structured content does not match the tool's output schema: data must NOT have additional properties
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
