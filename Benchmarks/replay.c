/* replay: writes rows into a SQLite file, a batch of them to a transaction, each of which waits for the disk.
 *
 *   replay FILE ROWS PRAGMA ..
 *
 * ROWS is another file, of tables as FILE has them, each with one column before the others: the number of the batch. Its
 * rows are read into memory first. Prints how many seconds writing them took. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_TABLES = 16, TEXT = 512 };

struct table {
    char name[64];
    int columns; /* without the batch */
    size_t rows, room, next;
    long *batches;
    sqlite3_value **values;
    sqlite3_stmt *insert;
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

static void read_table(sqlite3 *rows, struct table *table) {
    char sql[TEXT];
    snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY rowid", table->name);
    sqlite3_stmt *select = prepared(rows, sql);
    table->columns = sqlite3_column_count(select) - 1;
    while (sqlite3_step(select) == SQLITE_ROW) {
        if (table->rows == table->room) {
            table->room = table->room ? 2 * table->room : 1024;
            table->batches = more(table->batches, table->room * sizeof *table->batches);
            table->values = more(table->values, table->room * (size_t)table->columns * sizeof *table->values);
        }
        table->batches[table->rows] = (long)sqlite3_column_int64(select, 0);
        for (int column = 0; column < table->columns; column++) {
            sqlite3_value *value = sqlite3_value_dup(sqlite3_column_value(select, column + 1));
            table->values[table->rows * (size_t)table->columns + (size_t)column] = value;
        }
        table->rows++;
    }
    sqlite3_finalize(select);
}

static void prepare_insert(sqlite3 *file, struct table *table) {
    char sql[TEXT];
    int size = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", table->name);
    for (int column = 1; column < table->columns; column++) size += snprintf(sql + size, sizeof sql - (size_t)size, ", ?");
    snprintf(sql + size, sizeof sql - (size_t)size, ")");
    table->insert = prepared(file, sql);
}

static void write_batch(sqlite3 *file, struct table *table, long batch) {
    for (; table->next < table->rows && table->batches[table->next] == batch; table->next++) {
        for (int column = 0; column < table->columns; column++) {
            sqlite3_value *value = table->values[table->next * (size_t)table->columns + (size_t)column];
            check(file, sqlite3_bind_value(table->insert, column + 1, value));
        }
        check(file, sqlite3_step(table->insert));
        check(file, sqlite3_reset(table->insert));
    }
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
    long last = -1;
    while (sqlite3_step(names) == SQLITE_ROW && table_count < MOST_TABLES) {
        struct table *table = &tables[table_count++];
        snprintf(table->name, sizeof table->name, "%s", (const char *)sqlite3_column_text(names, 0));
        read_table(rows, table);
        prepare_insert(file, table);
        if (table->rows && table->batches[table->rows - 1] > last) last = table->batches[table->rows - 1];
    }
    sqlite3_finalize(names);
    double begin = now();
    for (long batch = 0; batch <= last; batch++) {
        run(file, "BEGIN IMMEDIATE");
        for (int number = 0; number < table_count; number++) write_batch(file, &tables[number], batch);
        run(file, "COMMIT");
    }
    printf("%f\n", now() - begin);
    for (int number = 0; number < table_count; number++) {
        if (tables[number].next < tables[number].rows) { fprintf(stderr, "replay: rows out of order\n"); return 1; }
        sqlite3_finalize(tables[number].insert);
    }
    check(file, sqlite3_close(file));
    return 0;
}
