#!/usr/bin/env bash
# The OpenAPI schema that is made of a JSON Schema points to definitions that moved.
#
# Guess: where the converter renames $defs, which OpenAPI 3.0 does not know, the references to them
# follow, or it refuses.
#
# Fact:  @openapi-contrib/json-schema-to-openapi-schema renames $defs to x-$defs and leaves
# "$ref": "#/$defs/…" as it was, so that nothing is there; no error, no warning. With definitions,
# the older name, nothing moves.
#
# Why it matters here: schemas of tools that a library generates keep each shared part in $defs.
# Dereference the schema first (the option dereference does it).
#
# Seen with: @openapi-contrib/json-schema-to-openapi-schema@4.3.4 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @openapi-contrib/json-schema-to-openapi-schema@4.3.4 >/dev/null

cat >probe.mjs <<'EOF'
import { convert } from '@openapi-contrib/json-schema-to-openapi-schema'
const resolves = (schema, reference) =>
  reference.split('/').slice(1).reduce((part, name) => part?.[name], schema) !== undefined
for (const keyword of ['$defs', 'definitions']) {
  for (const dereference of [false, true]) {
    const schema = {
      type: 'object',
      properties: { approver: { $ref: `#/${keyword}/group` } },
      [keyword]: { group: { type: 'string', minLength: 1 } },
    }
    const converted = await convert(schema, { dereference })
    const { $ref } = converted.properties.approver
    console.log(keyword, 'dereference:', dereference, '->', JSON.stringify(converted))
    console.log('  ', $ref ? `${$ref} ${resolves(converted, $ref) ? 'is there' : 'is nowhere'}` : 'no reference left')
  }
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
$defs dereference: false -> {"type":"object","properties":{"approver":{"$ref":"#/$defs/group"}},"x-$defs":{"group":{"type":"string","minLength":1}}}
   #/$defs/group is nowhere
$defs dereference: true -> {"type":"object","properties":{"approver":{"type":"string","minLength":1}},"x-$defs":{"group":{"type":"string","minLength":1}}}
   no reference left
definitions dereference: false -> {"type":"object","properties":{"approver":{"$ref":"#/definitions/group"}},"definitions":{"group":{"type":"string","minLength":1}}}
   #/definitions/group is there
definitions dereference: true -> {"type":"object","properties":{"approver":{"type":"string","minLength":1}},"definitions":{"group":{"type":"string","minLength":1}}}
   no reference left
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
