#!/usr/bin/env bash
# The JSON form of an event loses data that is false or zero.
#
# Guess: HTTP.structured() and HTTP.toEvent() give back the data of an event, whatever JSON
# value it is; so do HTTP.binary() and HTTP.toEvent().
#
# Fact:  in structured mode false and 0 come back as no data, while true and 1 come back. In
# binary mode a number raises an error, false is kept, and no data comes back as the string
# "null" when a content type is named.
#
# Why it matters here: an event that says "approved: no" by its data alone arrives as an event
# that says nothing. Whoever keeps decisions as events wraps them in an object.
#
# Seen with: cloudevents@10.0.0 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts cloudevents@10.0.0 >/dev/null

cat >probe.mjs <<'EOF'
import { CloudEvent, HTTP } from 'cloudevents'
const told = (mode, data) => {
  const event = new CloudEvent({ id: '1', source: '/s', type: 'decision', datacontenttype: 'application/json', data })
  try {
    return JSON.stringify(HTTP.toEvent(HTTP[mode](event)).data) ?? 'no data'
  } catch (error) {
    return error.constructor.name
  }
}
for (const data of [true, false, 1, 0, { approved: false }, undefined])
  console.log(JSON.stringify(data) ?? 'no data', '->', told('structured', data), '|', told('binary', data))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
true -> true | ValidationError
false -> no data | false
1 -> 1 | ValidationError
0 -> no data | 0
{"approved":false} -> {"approved":false} | {"approved":false}
no data -> no data | no data
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
