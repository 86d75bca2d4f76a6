#!/usr/bin/env bash
# Valibot's isoDateTime and the JSON Schema that is made of it have no value in common.
#
# Guess: what isoDateTime() and isoTime() take, the schema of @valibot/to-json-schema takes too, as
# it is with isoTimestamp().
#
# Fact:  the two take a time without seconds and without a zone ("2026-05-01T10:00"), and the schema
# says format date-time or time, which by RFC 3339 wants both. Each refuses every value of the
# other.
#
# Why it matters here: who describes a tool's input so announces a schema that no call can meet
# together with the check behind it. Use isoTimestamp() for an expiry.
#
# Seen with: valibot@1.5.0, @valibot/to-json-schema@1.8.0, ajv@8.20.0, ajv-formats@3.0.1 on Node 20
# and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts valibot@1.5.0 @valibot/to-json-schema@1.8.0 ajv@8.20.0 ajv-formats@3.0.1 >/dev/null

cat >probe.mjs <<'EOF'
import { toJsonSchema } from '@valibot/to-json-schema'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import * as v from 'valibot'
const ajv = formats.default(new Ajv())
for (const [name, action, texts] of [
  ['isoTimestamp', v.isoTimestamp(), ['2026-05-01T10:00:00Z', '2026-05-01T10:00:00.5+02:00']],
  ['isoDateTime', v.isoDateTime(), ['2026-05-01T10:00', '2026-05-01T10:00:00', '2026-05-01T10:00:00Z', '2026-05-01T10:00:00.5+02:00']],
  ['isoTime', v.isoTime(), ['10:00', '10:00:00', '10:00:00Z']],
]) {
  const validator = v.pipe(v.string(), action)
  const schema = toJsonSchema(validator)
  const announced = ajv.compile(schema)
  for (const text of texts) {
    console.log(name, text, 'valibot:', v.is(validator, text), `format ${schema.format}:`, announced(text))
  }
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
isoTimestamp 2026-05-01T10:00:00Z valibot: true format date-time: true
isoTimestamp 2026-05-01T10:00:00.5+02:00 valibot: true format date-time: true
isoDateTime 2026-05-01T10:00 valibot: true format date-time: false
isoDateTime 2026-05-01T10:00:00 valibot: false format date-time: false
isoDateTime 2026-05-01T10:00:00Z valibot: false format date-time: true
isoDateTime 2026-05-01T10:00:00.5+02:00 valibot: false format date-time: true
isoTime 10:00 valibot: true format time: false
isoTime 10:00:00 valibot: false format time: false
isoTime 10:00:00Z valibot: false format time: true
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
