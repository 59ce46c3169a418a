/* mutexes: tells ThreadSanitizer of Swift's Mutex, on Linux.
 *
 * A Mutex that is free is locked and unlocked by atomics in the code that uses it, which the sanitizer sees. One that is
 * contended goes through two functions of the standard library, which is built without the sanitizer: unless it is told
 * of them, as here, it takes whatever a contended Mutex guards for a race. Preloaded (LD_PRELOAD) by scripts/test-threads;
 * in a program without the sanitizer it changes nothing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

/* Synchronization._MutexHandle._lockSlow(UInt32) and ._unlockSlow(); the handle is self. */
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

SWIFT void lock_slow(uint32_t thread, SELF void *handle) __asm__(LOCK);
SWIFT void unlock_slow(SELF void *handle) __asm__(UNLOCK);

/* The sanitizer's own, where it is. */
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

SWIFT void lock_slow(uint32_t thread, SELF void *handle) {
    static SWIFT void (*next)(uint32_t, SELF void *);
    if (!next) next = (__typeof__(next))dlsym(RTLD_NEXT, LOCK);
    next(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT void unlock_slow(SELF void *handle) {
    static SWIFT void (*next)(SELF void *);
    if (!next) next = (__typeof__(next))dlsym(RTLD_NEXT, UNLOCK);
    if (__tsan_release) __tsan_release(handle);
    next(handle);
}
