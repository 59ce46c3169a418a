/* Workers that do not come back before they are freed. */
#include <semaphore.h>

#include "probe.h"

typedef struct {
    const dossier_host *host;
    const dossier_store *store;
    sem_t gate;
    atomic_int blocked;
    atomic_int threads;
} jam;

static dossier_status block(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method, (void)request;
    jam *self = raw;
    self->blocked++;
    sem_wait(&self->gate);
    self->blocked--;
    answer(self->host, call, "free", 0, 0);
    return 0;
}

static dossier_status blocked(void *raw, const dossier_method *method, dossier_call call,
                              const ProtobufCMessage *request) {
    (void)method, (void)request;
    jam *self = raw;
    answer(self->host, call, "", self->blocked, 0);
    return 0;
}

/* number: how many. */
static dossier_status free_some(void *raw, const dossier_method *method, dossier_call call,
                                const ProtobufCMessage *request) {
    (void)method;
    jam *self = raw;
    for (uint64_t i = 0; i < ((const ask_t *)request)->number; i++) sem_post(&self->gate);
    answer(self->host, call, "", 0, 0);
    return 0;
}

static dossier_status hold_body(void *raw, dossier_txn *txn) {
    (void)txn;
    jam *self = raw;
    self->blocked++;
    sem_wait(&self->gate);
    self->blocked--;
    return 0;
}

static void *hold_read(void *raw) {
    jam *self = raw;
    self->store->read(self->host, 0, (dossier_moment){0}, hold_body, self);
    self->threads--;
    return NULL;
}

/* number: threads of the module's own that each hold a view of the record. */
static dossier_status hold_reads(void *raw, const dossier_method *method, dossier_call call,
                                 const ProtobufCMessage *request) {
    (void)method;
    jam *self = raw;
    for (uint64_t i = 0; i < ((const ask_t *)request)->number; i++) {
        self->threads++;
        run_detached(hold_read, self);
    }
    answer(self->host, call, "", 0, 0);
    return 0;
}

static void drop(void *raw, dossier_call call, uint32_t events) {
    (void)events;
    fail(((jam *)raw)->host, call, 1, "nobody listens");
}

/* Finishes when the caller is gone. Takes no worker before that. */
static dossier_status keep(void *raw, const dossier_method *method, dossier_call call,
                           const ProtobufCMessage *request) {
    (void)method, (void)request;
    return ((jam *)raw)->host->watch(((jam *)raw)->host, call, DOSSIER_EVENT_CANCELLED, drop, raw);
}

static dossier_status start(const dossier_host *host, dossier_bytes config, void **instance) {
    (void)config;
    jam *self = calloc(1, sizeof *self);
    self->host = host;
    self->store = host->service(host, DOSSIER_STORE);
    sem_init(&self->gate, 0, 0);
    *instance = self;
    return 0;
}

static void stop(void *raw) {
    jam *self = raw;
    while (self->threads) usleep(1000);
    self->host->log(self->host, 0, DOSSIER_LOG_ERROR, bytes_of("jam stops"));
    sem_destroy(&self->gate);
    free(self);
}

static const dossier_method methods[] = {
    {.name = "Block", .handle = block},
    {.name = "Blocked", .handle = blocked, .flags = DOSSIER_QUICK},
    {.name = "Free", .handle = free_some, .flags = DOSSIER_QUICK},
    {.name = "HoldReads", .handle = hold_reads},
    {.name = "Keep", .handle = keep, .flags = DOSSIER_QUICK},
};
static const dossier_service services[] = {{&probe__v1__jam__descriptor, methods}};
static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "probe.jam",
    .version = "1",
    .services = services,
    .n_services = 1,
    .file_descriptor_set = FILE_SET,
    .start = start,
    .stop = stop,
};

const dossier_module *dossier_module_entry(uint32_t abi) {
    return abi == DOSSIER_ABI ? &module : NULL;
}
