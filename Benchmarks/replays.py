"""Writes the rows that a server has made straight from C: Benchmarks/replay.c, pinned to core 0."""
import os, shutil, sqlite3, subprocess

from loads import ROOT

# As the server opens its file; but SQLite itself copies the log into it, as soon as there is as much as the server waits for.
PRAGMAS = ["journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY", "cache_size = -65536",
           "wal_autocheckpoint = 4096"]
# What a statement's transaction adds to: the column that says so, of the table itself or of one that refers to it.
TABLES = {"transactions": "sequence", "records": ("versions", "record", "sequence"), "versions": "sequence",
          "terms": "since", "words": ("occurrences", "word", "since"), "occurrences": "since", "sights": "since"}


def built(folder):
    """Compiles it. Returns where it is."""
    program = os.path.join(folder, "replay")
    subprocess.run(["cc", "-O2", "-o", program, os.path.join(ROOT, "Benchmarks", "replay.c"), "-lsqlite3"], check=True)
    return program


def rows(before, after, file, batch):
    """Puts what a file has more than it had before into another, so many transactions to a batch. Returns how many
    transactions that were."""
    db = sqlite3.connect(file)
    db.executescript(f"ATTACH '{after}' AS after; ATTACH '{before}' AS before")
    start = db.execute("SELECT coalesce(max(sequence), 0) FROM before.transactions").fetchone()[0]
    for table, place in TABLES.items():
        if isinstance(place, str):
            source, since = f"after.{table} AS t", f"t.{place}"
        else:
            referring, key, column = place
            firsts = f"(SELECT {key}, min({column}) AS since FROM after.{referring} GROUP BY {key})"
            source, since = f"after.{table} AS t JOIN {firsts} AS f USING ({key})", "f.since"
        db.execute(f"CREATE TABLE {table} AS SELECT ({since} - {start} - 1) / {batch} AS batch, t.* FROM {source} "
                   f"WHERE {since} > {start} ORDER BY {since}")
    count = db.execute("SELECT count(*) FROM transactions").fetchone()[0]
    db.commit()
    db.close()
    return count


def replayed(program, before, folder, file):
    """Writes the rows into a copy of the file `before`. Returns how many seconds that took."""
    copy = os.path.join(folder, "replayed.db")
    shutil.copy(before, copy)
    words = ["taskset", "-c", "0", program, copy, file, *PRAGMAS]
    return float(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
