#!/usr/bin/env bash
# parse-duration adds up what is not a duration instead of refusing it.
#
# Guess: a text that is malformed gives null, as an unknown unit does; a minus sign inside
# a sum subtracts.
#
# Fact:  1h-30m is an hour and a half, 1.5.5h is 1,800,001.5 milliseconds, 1,5h is fifteen
# hours (the comma is taken for a thousands separator).
#
# Why it matters here: a window for which access stays open must not be guessed; durations
# of policies are read by the grammar of the API alone.
#
# Seen with: parse-duration@2.1.9 on Node 20 and newer.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts parse-duration@2.1.9 >/dev/null

cat >probe.mjs <<'EOF'
import parse from 'parse-duration'
for (const text of ['1h30m', '1h-30m', '-1h', '1.5.5h', '1,5h', '3 fortnights']) console.log(text, parse(text))
EOF

seen=$(node probe.mjs 2>&1)
expected=$(cat <<'EOF'
1h30m 5400000
1h-30m 5400000
-1h -3600000
1.5.5h 1800001.5
1,5h 54000000
3 fortnights null
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
