#!/usr/bin/env bash
# A constant that is an object or a list is met by no value once a JSON Schema has become Zod.
#
# Guess: const {"env":"prod"} is met by that object and no other, whoever converts the schema.
#
# Fact:  Zod's own fromJSONSchema, json-schema-to-zod, and the package that a toolkit for agents
# derived from it, make a literal that compares by identity: nothing from outside passes. Ajv
# passes the object. A constant text is no problem anywhere.
#
# Why it matters here: toolkits for agents convert the input schema of a tool so, to check each call.
# A tool with such a constant can be listed, and its every call is refused. Give each property a
# constant instead.
#
# Seen with: zod@4.6.7, json-schema-to-zod@2.8.1, @composio/json-schema-to-zod@0.3.0, ajv@8.20.0
# on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts zod@4.6.7 json-schema-to-zod@2.8.1 @composio/json-schema-to-zod@0.3.0 ajv@8.20.0 >/dev/null

cat >probe.cjs <<'EOF'
const { jsonSchemaToZod: composio } = require('@composio/json-schema-to-zod')
const Ajv = require('ajv')
const { jsonSchemaToZod } = require('json-schema-to-zod')
const z = require('zod')
const check = {
  ajv: (schema) => new Ajv().compile(schema),
  'zod fromJSONSchema': (schema) => (value) => z.fromJSONSchema(schema).safeParse(value).success,
  'json-schema-to-zod': (schema) => (value) =>
    new Function('z', `return ${jsonSchemaToZod(schema)}`)(z).safeParse(value).success,
  '@composio/json-schema-to-zod': (schema) => (value) => composio(schema).safeParse(value).success,
}
for (const value of ['prod', { env: 'prod' }, ['prod']]) {
  for (const [name, compile] of Object.entries(check)) {
    const same = JSON.parse(JSON.stringify(value))
    console.log('const', JSON.stringify(value), name, compile({ const: value })(same) ? 'passes' : 'refused')
  }
}
EOF

seen=$(node probe.cjs 2>&1)
expected=$(cat <<'EOF'
const "prod" ajv passes
const "prod" zod fromJSONSchema passes
const "prod" json-schema-to-zod passes
const "prod" @composio/json-schema-to-zod passes
const {"env":"prod"} ajv passes
const {"env":"prod"} zod fromJSONSchema refused
const {"env":"prod"} json-schema-to-zod refused
const {"env":"prod"} @composio/json-schema-to-zod refused
const ["prod"] ajv passes
const ["prod"] zod fromJSONSchema refused
const ["prod"] json-schema-to-zod refused
const ["prod"] @composio/json-schema-to-zod refused
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
