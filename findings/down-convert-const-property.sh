#!/usr/bin/env bash
# A property that is called "const" is lost on the way from OpenAPI 3.1 to 3.0.
#
# Guess: openapi-down-convert turns the keyword const into enum and leaves alone what only has its
# name: a property, and what stands in a default.
#
# Fact:  it renames the property to "enum" and puts its schema into a list, so that the object still
# requires "const", which it no longer describes; the default changes as well. Numeric
# exclusiveMinimum and type null inside of anyOf stay, which 3.0 does not know.
#
# Why it matters here: descriptions of rules have such names, and gateways and platforms still ask
# for 3.0. Check the outcome against the schema of 3.0.
#
# Seen with: @apiture/openapi-down-convert@0.14.2 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @apiture/openapi-down-convert@0.14.2 >/dev/null

cat >probe.cjs <<'EOF'
const { Converter } = require('@apiture/openapi-down-convert')
const document = {
  openapi: '3.1.0',
  info: { title: 'rules', version: '1' },
  paths: {},
  components: {
    schemas: {
      Kind: { const: 'rule' },
      Rule: {
        type: 'object',
        required: ['const'],
        properties: { field: { type: 'string' }, const: { type: 'string' } },
        default: { field: 'region', const: 'eu' },
      },
      Limit: { type: 'number', exclusiveMinimum: 5 },
      Owner: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
  },
}
const converted = new Converter(document, {}).convert()
console.log(converted.openapi)
for (const [name, schema] of Object.entries(converted.components.schemas)) console.log(name, JSON.stringify(schema))
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
3.0.3
Kind {"enum":["rule"]}
Rule {"type":"object","required":["const"],"properties":{"field":{"type":"string"},"enum":[{"type":"string"}]},"default":{"field":"region","enum":["eu"]}}
Limit {"type":"number","exclusiveMinimum":5}
Owner {"anyOf":[{"type":"string"},{"type":"null"}]}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
