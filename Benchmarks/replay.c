/* replay: writes rows into a SQLite file, a batch of them to a transaction, each of which waits for the disk.
 *
 *   replay FILE ROWS PRAGMA ..
 *
 * ROWS is another file, of tables as FILE has them, each with one column before the others: the number of the batch. The
 * rows of a batch are read into memory, while no time counts, before they are written. Prints how many seconds writing took. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_TABLES = 16, TEXT = 512 };

struct table {
    char name[64];
    int columns; /* without the batch */
    int state;   /* what the last step of `select` gave */
    size_t count, room;
    sqlite3_value **values; /* those of a batch, row by row */
    sqlite3_stmt *select, *insert;
};

static struct table tables[MOST_TABLES];
static int table_count;

static void check(sqlite3 *file, int code) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    fprintf(stderr, "replay: %s\n", sqlite3_errmsg(file));
    exit(1);
}

static void *more(void *memory, size_t size) {
    void *grown = realloc(memory, size);
    if (!grown) { fprintf(stderr, "replay: no memory\n"); exit(1); }
    return grown;
}

static sqlite3 *open_file(const char *path) {
    sqlite3 *file;
    check(file, sqlite3_open_v2(path, &file, SQLITE_OPEN_READWRITE, NULL));
    return file;
}

static void run(sqlite3 *file, const char *sql) { check(file, sqlite3_exec(file, sql, NULL, NULL, NULL)); }

static sqlite3_stmt *prepared(sqlite3 *file, const char *sql) {
    sqlite3_stmt *statement;
    check(file, sqlite3_prepare_v3(file, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL));
    return statement;
}

static void step_select(sqlite3 *rows, struct table *table) {
    table->state = sqlite3_step(table->select);
    check(rows, table->state);
}

static void prepare_select(sqlite3 *rows, struct table *table) {
    char sql[TEXT];
    snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY rowid", table->name);
    table->select = prepared(rows, sql);
    table->columns = sqlite3_column_count(table->select) - 1;
    step_select(rows, table);
}

static void keep(struct table *table, sqlite3_value *value) {
    if (table->count == table->room) {
        table->room = table->room ? 2 * table->room : 1024;
        table->values = more(table->values, table->room * sizeof *table->values);
    }
    table->values[table->count++] = sqlite3_value_dup(value);
}

/* Whether there are rows of a later batch. */
static int read_batch(sqlite3 *rows, struct table *table, long batch) {
    while (table->state == SQLITE_ROW && sqlite3_column_int64(table->select, 0) == batch) {
        for (int column = 1; column <= table->columns; column++) keep(table, sqlite3_column_value(table->select, column));
        step_select(rows, table);
    }
    if (table->state != SQLITE_ROW) return 0;
    if (sqlite3_column_int64(table->select, 0) < batch) { fprintf(stderr, "replay: rows out of order\n"); exit(1); }
    return 1;
}

static void prepare_insert(sqlite3 *file, struct table *table) {
    char sql[TEXT];
    int size = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", table->name);
    for (int column = 1; column < table->columns; column++) size += snprintf(sql + size, sizeof sql - (size_t)size, ", ?");
    snprintf(sql + size, sizeof sql - (size_t)size, ")");
    table->insert = prepared(file, sql);
}

static void write_batch(sqlite3 *file, struct table *table) {
    for (size_t next = 0; next < table->count;) {
        for (int column = 1; column <= table->columns; column++) {
            check(file, sqlite3_bind_value(table->insert, column, table->values[next++]));
        }
        check(file, sqlite3_step(table->insert));
        check(file, sqlite3_reset(table->insert));
    }
}

static void forget_batch(struct table *table) {
    while (table->count) sqlite3_value_free(table->values[--table->count]);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    if (count < 3) { fprintf(stderr, "replay FILE ROWS PRAGMA ..\n"); return 2; }
    sqlite3 *file = open_file(arguments[1]), *rows = open_file(arguments[2]);
    for (int number = 3; number < count; number++) {
        char sql[TEXT];
        snprintf(sql, sizeof sql, "PRAGMA %s", arguments[number]);
        run(file, sql);
    }
    sqlite3_stmt *names = prepared(rows, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid");
    while (sqlite3_step(names) == SQLITE_ROW && table_count < MOST_TABLES) {
        struct table *table = &tables[table_count++];
        snprintf(table->name, sizeof table->name, "%s", (const char *)sqlite3_column_text(names, 0));
        prepare_select(rows, table);
        prepare_insert(file, table);
    }
    sqlite3_finalize(names);
    double seconds = 0;
    for (int left = 1, batch = 0; left; batch++) {
        left = 0;
        for (int number = 0; number < table_count; number++) left |= read_batch(rows, &tables[number], batch);
        double begin = now();
        run(file, "BEGIN IMMEDIATE");
        for (int number = 0; number < table_count; number++) write_batch(file, &tables[number]);
        run(file, "COMMIT");
        seconds += now() - begin;
        for (int number = 0; number < table_count; number++) forget_batch(&tables[number]);
    }
    printf("%f\n", seconds);
    for (int number = 0; number < table_count; number++) {
        sqlite3_finalize(tables[number].select);
        sqlite3_finalize(tables[number].insert);
    }
    check(file, sqlite3_close(file));
    check(rows, sqlite3_close(rows));
    return 0;
}
