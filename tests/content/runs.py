#!/usr/bin/env python3
"""Makes runs.bin: the hashed eight-word runs of the documents that the shipped content retells. tests/content.rs reads it.

    pip install blake3; python3 tests/content/runs.py DOCUMENT... > tests/content/runs.bin

A word is a row of letters a-z and digits in lower case, with single ' ’ . between them (gpt-5.5 is the two words "gpt" and
"5.5"). Of each eight words in a row, joined by spaces, the first eight bytes of the BLAKE3 hash are kept; sorted, each once.
The documents themselves are not shipped, and their words cannot be read back from the hashes.
"""
import re, sys
from blake3 import blake3

WORD = re.compile(r"[a-z0-9]+(?:['’.][a-z0-9]+)*")
runs = set()
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as document:
        words = WORD.findall(document.read().lower())
    for start in range(len(words) - 7):
        runs.add(blake3(" ".join(words[start : start + 8]).encode()).digest()[:8])
sys.stdout.buffer.write(b"".join(sorted(runs)))
