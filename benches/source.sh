#!/usr/bin/env bash
# How many MB of JavaScript and TypeScript a second are read, beside oxlint over the same files, on
# one thread each: the files of a folder as they are, and with the name of a call at the end of each,
# so that each is parsed. Needs hyperfine (Debian: apt-get install hyperfine) and npx.
set -euo pipefail
folder=${1:?"usage: benches/source.sh FOLDER"}
folder=$(realpath "$folder")
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
cargo build --quiet --release --bin smartro-lint
linter=$(realpath "$target/release/smartro-lint")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/plain"
(cd "$folder" && find . -name node_modules -prune -o -type f -size -900k \
  \( -name '*.ts' -o -name '*.tsx' -o -name '*.js' -o -name '*.jsx' -o -name '*.mjs' \) -print0 |
  xargs -0 cp --parents -t "$work/plain")
cp -r "$work/plain" "$work/parsed"
find "$work/parsed" -type f -exec sh -c 'for file; do echo "// PortOne.requestPayment" >> "$file"; done' sh {} +
bytes=$(find "$work/plain" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
npx --yes oxlint --version > /dev/null

hyperfine --warmup 1 --ignore-failure --export-json "$work/times.json" \
  --command-name 'smartro-lint' "$linter -j1 --format compact $work/plain" \
  --command-name 'smartro-lint, every file parsed' "$linter -j1 --format compact $work/parsed" \
  --command-name 'oxlint' "npx oxlint --threads=1 --silent $work/plain"
python3 - "$work/times.json" "$bytes" <<'END'
import json, sys
for result in json.load(open(sys.argv[1]))["results"]:
    # Of a machine that does other work, only what the process itself took says much.
    seconds = result["user"] + result["system"]
    print(f"{result['command']}: {int(sys.argv[2]) / 1e6 / seconds:.0f} MB/s")
END
