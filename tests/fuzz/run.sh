#!/usr/bin/env bash
# Fuzzes one target: tests/fuzz/run.sh TARGET [MINUTES] [FOLDER]
#
# Needs cargo-fuzz (cargo install cargo-fuzz) and clang. FOLDER (default: target/fuzz) keeps what libFuzzer learns and
# what it finds from run to run. The first inputs are the sample corpus and the files of the tests.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$1 minutes=${2:-20} folder=${3:-target/fuzz}
seeds=$folder/seeds/$target corpus=$folder/corpus/$target
mkdir -p "$seeds" "$corpus" "$folder/found/$target"

pages() { find corpus tests/broken tests/fixtures -type f -size -64k "$@" -print0; }
take() { while IFS= read -r -d '' file; do cp "$file" "$seeds/$(echo "$file" | tr / _)"; done; }
case $target in
    decode | convert) pages | take ;;
    mail | csv | warc | docx | archive) pages | take ;;
    pdf)
        cargo build --release --locked
        export DRAGNET_PROGRAM=$PWD/target/release/dragnet
        ;;
    json) pages \( -name '*.json' -o -name '*.jsonl' \) | take ;;
    extract | snippet) pages \( -name '*.txt' -o -name '*.json*' \) | take ;;
    query)
        # Each text between quotation marks in the tests of queries is something that a person may type.
        grep -ohE '"([^"\\]|\\")+"' src/query/syntax/tests.rs tests/query/hostile_queries.rs tests/query/search.rs |
            sed 's/^"//; s/"$//; s/\\"/"/g' | sort -u |
            awk -v folder="$seeds" '{ file = folder "/" NR; print > file; close(file) }'
        ;;
esac

# RUSTC_BOOTSTRAP lets the stable compiler instrument; our own code has no unsafe, so that no sanitizer is needed.
export RUSTC_BOOTSTRAP=1
cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none "$target" "$corpus" "$seeds" -- \
    -max_total_time=$((minutes * 60)) -max_len=65536 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -dict=tests/fuzz/dictionaries/$target.txt -artifact_prefix="$folder/found/$target/"
