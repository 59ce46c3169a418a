#include <sqlite3.h>

/* sqlite3_config takes arguments that vary, which Swift cannot give. Before the engine is used first. */
static inline int dossier_sqlite3_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
