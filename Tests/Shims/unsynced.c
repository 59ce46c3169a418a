/* unsynced: a disk that forgets what was not synced, for tests on Linux.
 *
 * Preloaded into a program (LD_PRELOAD), it keeps beside every file below the folder $UNSYNCED_FOLDER a shadow in
 * $UNSYNCED_SHADOW that receives bytes only when the program syncs the file. Kill the program at any moment, put the
 * shadows in the place of the files, and what is there is what a power cut would have left.
 *
 * A real disk may also keep some of what was not synced, out of order and torn: of 100 writes, $UNSYNCED_LEAK (none
 * unless set) reach the shadow at once, each in part; $UNSYNCED_SEED chooses which. Truncation counts when it is synced, too. The creation of a file counts at its first sync; deletion
 * counts at once. Memory-mapped writes are not seen: SQLite's are to its -shm file alone, which it can lose. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { MAX_FD = 65536, BLOCK = 4096 };

/* What was written to one file and not synced: the blocks, one bit each. Shared by all its descriptors. */
struct file {
    char shadow[PATH_MAX];
    dev_t device;
    ino_t inode;
    unsigned char *dirty;
    size_t blocks; /* of dirty */
    int users;
    struct file *next;
};

static struct file *files, *by_fd[MAX_FD];
/* Recursive: the shadow itself is written through the functions below. */
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static void fail(const char *what) {
    perror(what);
    abort();
}

/* The shadow's path of a watched one; 0 for others. */
static int shadow_path(const char *path, char *shadow) {
    const char *folder = getenv("UNSYNCED_FOLDER"), *to = getenv("UNSYNCED_SHADOW");
    size_t length = folder ? strlen(folder) : 0;
    if (!length || !to || strncmp(path, folder, length) || path[length] != '/' || strchr(path + length + 1, '/')) return 0;
    return snprintf(shadow, PATH_MAX, "%s%s", to, path + length) < PATH_MAX;
}

static void watch(int fd, const char *path) {
    char shadow[PATH_MAX];
    struct stat stat;
    if (fd < 0 || fd >= MAX_FD || !shadow_path(path, shadow) || fstat(fd, &stat) || !S_ISREG(stat.st_mode)) return;
    pthread_mutex_lock(&lock);
    struct file *file = files;
    while (file && (file->device != stat.st_dev || file->inode != stat.st_ino)) file = file->next;
    if (!file) {
        file = calloc(1, sizeof *file);
        if (!file) fail("unsynced: calloc");
        file->device = stat.st_dev;
        file->inode = stat.st_ino;
        file->next = files;
        files = file;
    }
    strcpy(file->shadow, shadow);
    file->users++;
    by_fd[fd] = file;
    pthread_mutex_unlock(&lock);
}

static void mark(int fd, off_t offset, ssize_t size) {
    if (fd < 0 || fd >= MAX_FD || size <= 0) return;
    pthread_mutex_lock(&lock);
    struct file *file = by_fd[fd];
    if (file) {
        size_t first = (size_t)offset / BLOCK, last = (size_t)(offset + size - 1) / BLOCK;
        if (last >= file->blocks) {
            size_t blocks = (last + 1) * 2;
            file->dirty = realloc(file->dirty, blocks);
            if (!file->dirty) fail("unsynced: realloc");
            memset(file->dirty + file->blocks, 0, blocks - file->blocks);
            file->blocks = blocks;
        }
        memset(file->dirty + first, 1, last - first + 1);
    }
    pthread_mutex_unlock(&lock);
}

/* Writes an end of some writes to the shadow at once, though nobody has synced it. */
static void leak(int fd, const char *bytes, off_t offset, ssize_t size) {
    enum { SECTOR = 512 };
    static unsigned percent, seed, started;
    if (fd < 0 || fd >= MAX_FD || size <= 0) return;
    pthread_mutex_lock(&lock);
    if (!started++) {
        const char *value = getenv("UNSYNCED_LEAK");
        percent = value ? (unsigned)atoi(value) : 0;
        value = getenv("UNSYNCED_SEED");
        seed = value ? (unsigned)atoi(value) : 0;
    }
    struct file *file = by_fd[fd];
    if (file && (unsigned)rand_r(&seed) % 100 < percent) {
        off_t lost = (off_t)((unsigned)rand_r(&seed) % (unsigned)(size / SECTOR + 1)) * SECTOR;
        int shadow = open(file->shadow, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (shadow < 0 || pwrite(shadow, bytes + lost, (size_t)(size - lost), offset + lost) < 0) fail("unsynced: leak");
        close(shadow);
    }
    pthread_mutex_unlock(&lock);
}

/* Brings the shadow to what the file holds now. */
static void keep(int fd) {
    if (fd < 0 || fd >= MAX_FD) return;
    pthread_mutex_lock(&lock);
    struct file *file = by_fd[fd];
    if (file) {
        struct stat stat;
        char block[BLOCK];
        int shadow = open(file->shadow, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (shadow < 0 || fstat(fd, &stat)) fail("unsynced: shadow");
        for (size_t i = 0; i < file->blocks; i++) {
            if (!file->dirty[i]) continue;
            ssize_t size = pread(fd, block, BLOCK, (off_t)i * BLOCK);
            if (size < 0 || pwrite(shadow, block, (size_t)size, (off_t)i * BLOCK) != size) fail("unsynced: copy");
            file->dirty[i] = 0;
        }
        if (ftruncate(shadow, stat.st_size)) fail("unsynced: truncate");
        close(shadow);
    }
    pthread_mutex_unlock(&lock);
}

/* -- what programs call --------------------------------------------------- */

static int open_watched(const char *name, const char *path, int flags, mode_t mode) {
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, name);
    int fd = real(path, flags, mode);
    if ((flags & O_ACCMODE) != O_RDONLY) watch(fd, path);
    return fd;
}

#define OPEN(name)                                                                       \
    int name(const char *path, int flags, ...) {                                         \
        va_list rest;                                                                    \
        va_start(rest, flags);                                                           \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(rest, int) : 0;     \
        va_end(rest);                                                                    \
        return open_watched(#name, path, flags, mode);                                   \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    REAL(close);
    if (fd >= 0 && fd < MAX_FD) {
        pthread_mutex_lock(&lock);
        by_fd[fd] = NULL;
        pthread_mutex_unlock(&lock);
    }
    return real(fd);
}

#define PWRITE(name, type)                                                               \
    ssize_t name(int fd, const void *bytes, size_t size, type offset) {                  \
        REAL(name);                                                                      \
        ssize_t written = real(fd, bytes, size, offset);                                 \
        mark(fd, offset, written);                                                       \
        leak(fd, bytes, offset, written);                                                \
        return written;                                                                  \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    off_t offset = fd >= 0 && fd < MAX_FD && by_fd[fd] ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t written = real(fd, bytes, size);
    mark(fd, offset, written);
    leak(fd, bytes, offset, written);
    return written;
}

#define SYNC(name)                                                                       \
    int name(int fd) {                                                                   \
        REAL(name);                                                                      \
        int result = real(fd);                                                           \
        if (result == 0) keep(fd);                                                       \
        return result;                                                                   \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL(unlink);
    char shadow[PATH_MAX];
    if (shadow_path(path, shadow)) real(shadow);
    return real(path);
}
