#!/usr/bin/env bash
# A pattern that ignores case announces itself as one that does not.
#
# Guess: JSON Schema has no flags for patterns, so a converter refuses /^(get|post)$/i or writes an
# equal pattern without a flag.
#
# Fact:  Zod's toJSONSchema and ArkType's toJsonSchema drop the flag without a word: the validator
# takes "POST", its own schema refuses it. The converter of Valibot refuses, with the reason.
#
# Why it matters here: servers of agents' tools announce their inputs so. A client that checks by the
# announced schema does not send what the server would take. Write both cases into the pattern.
#
# Seen with: zod@4.6.7, arktype@2.2.10, valibot@1.5.0, @valibot/to-json-schema@1.8.0, ajv@8.20.0 on
# Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts zod@4.6.7 arktype@2.2.10 valibot@1.5.0 @valibot/to-json-schema@1.8.0 ajv@8.20.0 >/dev/null

cat >probe.mjs <<'EOF'
import { toJsonSchema } from '@valibot/to-json-schema'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type } from 'arktype'
import * as v from 'valibot'
import * as z from 'zod'
const pattern = /^(get|post)$/i
const valibot = v.pipe(v.string(), v.regex(pattern))
const arktype = type(pattern)
const zod = z.string().regex(pattern)
for (const [name, takes, convert] of [
  ['zod', (text) => zod.safeParse(text).success, () => z.toJSONSchema(zod)],
  ['arktype', (text) => arktype.allows(text), () => arktype.toJsonSchema()],
  ['valibot', (text) => v.is(valibot, text), () => toJsonSchema(valibot)],
]) {
  try {
    const schema = convert()
    const announced = new Ajv2020().compile(schema)
    for (const text of ['post', 'POST', 'put']) {
      console.log(name, schema.pattern, text, 'validator:', takes(text), 'its schema:', announced(text))
    }
  } catch (error) {
    console.log(name, 'POST', 'validator:', takes('POST'), 'refuses to convert:', error.message)
  }
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
zod ^(get|post)$ post validator: true its schema: true
zod ^(get|post)$ POST validator: true its schema: false
zod ^(get|post)$ put validator: false its schema: false
arktype ^(get|post)$ post validator: true its schema: true
arktype ^(get|post)$ POST validator: true its schema: false
arktype ^(get|post)$ put validator: false its schema: false
valibot POST validator: true refuses to convert: RegExp flags are not supported by JSON Schema.
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
