/** The page of a pack that says how to check it without policyctl. It is the same whether the pack is signed or not. */

export interface CheckedPack {
  /** The newest commit of the ledger. */
  readonly ledger: string
  /** Type of the manifest's envelope. */
  readonly manifestType: string
}

export function packCheckText({ ledger, manifestType }: CheckedPack): string {
  return [INTRO, FILES, signatureOf(manifestType), commitsOf(ledger), STATEMENTS, SIGNATURES].join('\n')
}

const INTRO = `# Checking this pack without policyctl

You need a shell, git, sha256sum and openssl 3. Run the commands in the folder of the pack, in this order, and stop where one fails. policyctl checks more: \`policyctl verify\` also computes each change of access anew, and \`policyctl evidence\` makes the same pack from a clone, to be compared byte for byte.
`

const FILES = `## 1. The files are those of the manifest

\`\`\`sh
grep -oE '"path":"[^"]+","sha256":"[0-9a-f]{64}"' manifest.json |
  sed -E 's/"path":"([^"]+)","sha256":"([0-9a-f]+)"/\\2  \\1/' |
  sha256sum --check --strict --quiet -
listed=$(grep -oE '"sha256":"' manifest.json | wc -l)
found=$(find . -type f ! -name manifest.json ! -name manifest.dsse.json | wc -l)
test "$listed" -eq "$found"
\`\`\`
`

function signatureOf(manifestType: string): string {
  return `## 2. The manifest is signed

Without \`manifest.dsse.json\` nobody signed the pack: go on with 3. Else set \`KEY\` to the public key (PEM) of whoever made the pack. Take it from somewhere else than this pack.

\`\`\`sh
work=$(mktemp -d)
sed -E 's/.*"payload":"([^"]*)".*/\\1/' manifest.dsse.json | base64 -d > "$work/payload"
cmp "$work/payload" manifest.json
sed -E 's/.*"sig":"([^"]*)".*/\\1/' manifest.dsse.json | base64 -d > "$work/sig"
{ printf 'DSSEv1 ${manifestType.length} ${manifestType} %d ' "$(wc -c < "$work/payload")"; cat "$work/payload"; } > "$work/signed"
openssl pkeyutl -verify -pubin -inkey "$KEY" -rawin -in "$work/signed" -sigfile "$work/sig"
\`\`\`
`
}

function commitsOf(ledger: string): string {
  return `## 3. The changes are those of the ledger

Set \`REPOSITORY\` to a clone of the repository. If it has a remote, fetch the ledger first: \`git fetch origin '+refs/policyctl/*:refs/policyctl/*'\`. Each revision of \`population.csv\` must belong to the ledger, whose newest commit was ${ledger} when the pack was made. Each commit names the one before it, so none is missing in between.

\`\`\`sh
grep -oE '^[0-9]+,[0-9a-f]{40,64},' population.csv | cut -d, -f2 |
  while read -r revision; do
    git -C "$REPOSITORY" merge-base --is-ancestor "$revision" ${ledger} || exit 1
  done
\`\`\`

Somebody may have cut off the newest commits before: compare ${ledger} with a commit or tag of the ledger that you got elsewhere.
`
}

const STATEMENTS = `## 4. The files of each change are those of its statement

A commit of the ledger holds its statement, \`evidence.dsse.json\`, and the policies that it is about. Commits of old releases have none.

\`\`\`sh
grep -oE '^[0-9]+,[0-9a-f]{40,64},' population.csv | cut -d, -f2 |
  while read -r revision; do
    statement=$(git -C "$REPOSITORY" show "$revision:evidence.dsse.json" 2>/dev/null) || continue
    stated=$(printf '%s' "$statement" | sed -E 's/.*"payload":"([^"]*)".*/\\1/' | base64 -d |
      grep -oE '"gitTree":"[0-9a-f]+"' | cut -d'"' -f4)
    empty=$(git -C "$REPOSITORY" mktree < /dev/null)
    held=$(git -C "$REPOSITORY" rev-parse --verify --quiet "$revision:policies" || echo "$empty")
    test "$stated" = "$held" || exit 1
  done
\`\`\`
`

const SIGNATURES = `## 5. The statements are signed

Set \`TRUSTED\` to the public key (PEM) of the job that applies, as \`evidence.trusted\` of the default branch's \`policyctl.yaml\` names it. Column \`signed\` of \`population.csv\` says which commits are signed so. Others are signed as git signs commits, which \`git verify-commit\` checks (with \`gpg.ssh.allowedSignersFile\`, or by gpg), or not at all.

\`\`\`sh
work=$(mktemp -d)
grep -oE '^[0-9]+,[0-9a-f]{40,64},' population.csv | cut -d, -f2 |
  while read -r revision; do
    git -C "$REPOSITORY" show "$revision:evidence.dsse.json" > "$work/envelope" 2>/dev/null || continue
    grep -q '"sig":' "$work/envelope" || continue
    sed -E 's/.*"payload":"([^"]*)".*/\\1/' "$work/envelope" | base64 -d > "$work/payload"
    sed -E 's/.*"sig":"([^"]*)".*/\\1/' "$work/envelope" | base64 -d > "$work/sig"
    { printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < "$work/payload")"; cat "$work/payload"; } > "$work/signed"
    openssl pkeyutl -verify -pubin -inkey "$TRUSTED" -rawin -in "$work/signed" -sigfile "$work/sig" || exit 1
  done
\`\`\`
`
