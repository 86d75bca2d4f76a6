#!/usr/bin/env bash
# json-schema-faker makes names of properties that the schema's propertyNames refuse.
#
# Guess: samples of a schema that can be met hold under a validator, as they do for pattern,
# oneOf, contains, not, dependentRequired and if.
#
# Fact:  propertyNames are passed over: of a hundred samples that need two properties, none
# has a name that the schema allows.
#
# Why it matters here: a map from group to group is a schema of propertyNames; samples made
# so test nothing but the refusal. Our properties make their files themselves.
#
# Seen with: json-schema-faker@0.6.3, ajv@8.20.0, on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts json-schema-faker@0.6.3 ajv@8.20.0 >/dev/null

cat >probe.mjs <<'EOF'
import { createRequire } from 'node:module'
import { generate } from 'json-schema-faker'
const Ajv = createRequire(import.meta.url)('ajv').default
const named = {
  type: 'object',
  minProperties: 2,
  propertyNames: { pattern: '^team-' },
  additionalProperties: { type: 'string' },
}
const conditional = {
  type: 'object',
  required: ['kind'],
  properties: { kind: { enum: ['x', 'y'] } },
  if: { properties: { kind: { const: 'x' } } },
  then: { required: ['value'] },
}
for (const [name, schema] of Object.entries({ conditional, named })) {
  const holds = new Ajv({ strict: false }).compile(schema)
  let good = 0
  for (let sample = 0; sample < 100; sample += 1) good += holds(await generate(schema)) ? 1 : 0
  console.log(name, good)
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
conditional 100
named 0
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
