#!/usr/bin/env bash
# A part of an agent's message whose data is null arrives as a part with nothing in it.
#
# Guess: the data of a part is any JSON value, null included: the protocol defines it as Value of
# protobuf, whose JSON form keeps null.
#
# Fact:  the SDK of the Agent2Agent protocol reads data null as no content at all, and writes the
# part without data; 0, false, "" and {} come through, and so does a null inside of an object.
#
# Why it matters here: "no value" is an answer of a tool, and the receiver gets a part that the
# protocol does not have. Wrap such an answer in an object.
#
# Seen with: @a2a-js/sdk@1.3.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @a2a-js/sdk@1.3.0 >/dev/null

cat >probe.mjs <<'EOF'
import { Message } from '@a2a-js/sdk'
for (const data of [{ answer: null }, {}, '', 0, false, null]) {
  const message = { messageId: '1', role: 'ROLE_AGENT', parts: [{ data }] }
  const [part] = Message.toJSON(Message.fromJSON(message)).parts
  console.log(JSON.stringify(message.parts[0]), '->', JSON.stringify(part))
}
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
{"data":{"answer":null}} -> {"data":{"answer":null}}
{"data":{}} -> {"data":{}}
{"data":""} -> {"data":""}
{"data":0} -> {"data":0}
{"data":false} -> {"data":false}
{"data":null} -> {}
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
