#!/usr/bin/env bash
# The HAR that Playwright records of a server on IPv6 is refused by the HAR validator of npm.
#
# Guess: what the most used recorder writes is valid for the validator of the format.
#
# Fact:  serverIPAddress is written in brackets, `[::1]`, as it stands in URLs, and the schema
# wants an address. A form that was posted has its text and an empty list of params besides,
# where HAR 1.2 says that the two exclude each other.
#
# Why it matters here: a reader of call logs that validates a HAR first would refuse whole
# recordings for a field that it does not need. Ours reads method, URL and time, and no more.
#
# Seen with: playwright-core@1.65.1, har-validator@5.1.5, Debian's chromium 156 (CHROMIUM names another).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts playwright-core@1.65.1 har-validator@5.1.5 >/dev/null

cat >probe.mjs <<'EOF'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { har as validate } from 'har-validator'
import { chromium } from 'playwright-core'
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end('hello'))
await new Promise((resolve) => server.listen(0, '::1', resolve))
const origin = `http://[::1]:${server.address().port}`
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const context = await browser.newContext({ recordHar: { path: 'calls.har' } })
const page = await context.newPage()
await page.goto(origin)
await page.evaluate(() => fetch('/form', { method: 'POST', body: new URLSearchParams({ a: '1' }) }))
await context.close()
await browser.close()
server.close()
const recorded = JSON.parse(readFileSync('calls.har', 'utf8'))
const posted = recorded.log.entries.find(({ request }) => request.method === 'POST')
console.log(recorded.log.entries[0].serverIPAddress, JSON.stringify(posted.request.postData))
await validate(recorded).then(
  () => console.log('valid'),
  ({ errors }) => console.log([...new Set(errors.map(({ dataPath }) => dataPath.replace(/\d+/, 'N')))].join(' ')),
)
EOF
seen=$(node probe.mjs)
expected=$(cat <<'EOF'
[::1] {"mimeType":"application/x-www-form-urlencoded;charset=UTF-8","text":"a=1","params":[]}
.log.entries[N].serverIPAddress
EOF
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "This is no longer what was seen, which was:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
