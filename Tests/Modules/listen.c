/* A module's own subscriptions, which belong to no call. It owns the kind "echoes". */
#include "probe.h"

#define LISTENERS 4

typedef struct listen listen_t;

typedef struct {
    listen_t *self;
    uint64_t subscription;
    atomic_uint hints;
    _Atomic uint64_t latest;
    atomic_bool leaves; /* ends itself with the next hint */
} listener;

struct listen {
    const dossier_host *host;
    const dossier_store *store;
    listener listeners[LISTENERS];
    int count;
    atomic_int inside;
    atomic_uint overlaps;
    atomic_bool is_held;
};

static void hint(void *raw, uint64_t latest) {
    listener *one = raw;
    listen_t *self = one->self;
    if (self->inside++ > 0) self->overlaps++;
    while (self->is_held) usleep(1000);
    one->latest = latest;
    one->hints++;
    if (one->leaves) self->store->unsubscribe(self->host, one->subscription);
    usleep(200);
    self->inside--;
}

/* text: the kind, none for any; flag: hints do not return before Heard says so; size: ends itself when it hears.
 * number: which listener it is; other: its subscription. */
static dossier_status begin(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method;
    listen_t *self = raw;
    const ask_t *ask = (const ask_t *)request;
    listener *one = &self->listeners[self->count];
    one->self = self;
    one->leaves = ask->size != 0;
    self->is_held = ask->flag;
    one->subscription = self->store->subscribe(self->host, 0, bytes_of(ask->text), hint, one);
    return answer(self->host, call, "", self->count++, one->subscription != 0);
}

/* number: of a listener; flag: hints return. number: hints that it has heard; other: the latest it was told. */
static dossier_status heard(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method;
    listen_t *self = raw;
    const ask_t *ask = (const ask_t *)request;
    if (ask->flag) self->is_held = false;
    listener *one = &self->listeners[ask->number];
    char text[64];
    snprintf(text, sizeof text, "inside %d, overlaps %u", self->inside, self->overlaps);
    return answer(self->host, call, text, one->hints, one->latest);
}

/* number: of a listener. number: hints that ran when unsubscribe had returned. */
static dossier_status end(void *raw, const dossier_method *method, dossier_call call,
                          const ProtobufCMessage *request) {
    (void)method;
    listen_t *self = raw;
    listener *one = &self->listeners[((const ask_t *)request)->number];
    self->store->unsubscribe(self->host, one->subscription);
    return answer(self->host, call, "", self->inside, one->hints);
}

static dossier_status put_body(void *user, dossier_txn *txn) {
    listen_t *self = user;
    char id[32];
    dossier_moment moment;
    self->store->moment(txn, &moment);
    snprintf(id, sizeof id, "e%llu", (unsigned long long)moment.sequence);
    dossier_record record = {.kind = bytes_of("echoes"), .id = bytes_of(id), .body = bytes_of("x"), .tlp = 1};
    return self->store->put(txn, &record, NULL);
}

typedef struct {
    listen_t *self;
    dossier_call call;
} writing;

static void done(void *user, const dossier_outcome *outcome, uint64_t sequence) {
    writing *job = user;
    if (outcome->status)
        job->self->host->finish(job->self->host, job->call, outcome);
    else
        answer(job->self->host, job->call, "", sequence, 0);
    free(job);
}

static dossier_status run_body(void *user, dossier_txn *txn) {
    return put_body(((writing *)user)->self, txn);
}

static dossier_status put(void *raw, const dossier_method *method, dossier_call call,
                          const ProtobufCMessage *request) {
    (void)method, (void)request;
    listen_t *self = raw;
    writing *job = malloc(sizeof *job);
    *job = (writing){self, call};
    dossier_write write = {.size = sizeof write, .body = run_body, .done = done, .user = job};
    return self->store->write(self->host, call, &write);
}

static dossier_status index_any(void *self, const dossier_record *record, dossier_sink *sink) {
    (void)self, (void)record, (void)sink;
    return 0;
}

static dossier_status start(const dossier_host *host, dossier_bytes config, void **instance) {
    (void)config;
    listen_t *self = calloc(1, sizeof *self);
    self->host = host;
    self->store = host->service(host, DOSSIER_STORE);
    *instance = self;
    return 0;
}

static void stop(void *raw) {
    listen_t *self = raw;
    char text[64];
    uint64_t late = self->store->subscribe(self->host, 0, (dossier_bytes){0}, hint, &self->listeners[0]);
    snprintf(text, sizeof text, "listen stops: inside %d, late %d", self->inside, late != 0);
    self->host->log(self->host, 0, DOSSIER_LOG_ERROR, bytes_of(text));
    free(self);
}

static const dossier_method methods[] = {
    {.name = "Begin", .handle = begin},
    {.name = "Heard", .handle = heard, .flags = DOSSIER_QUICK},
    {.name = "End", .handle = end},
    {.name = "Put", .handle = put, .flags = DOSSIER_WRITES},
};
static const dossier_service services[] = {{&probe__v1__listen__descriptor, methods}};
static const dossier_kind kinds[] = {{.name = "echoes", .terms_version = 1}};
static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "probe.listen",
    .version = "1",
    .services = services,
    .n_services = 1,
    .kinds = kinds,
    .n_kinds = 1,
    .file_descriptor_set = FILE_SET,
    .start = start,
    .stop = stop,
    .index = index_any,
};

const dossier_module *dossier_module_entry(uint32_t abi) {
    return abi == DOSSIER_ABI ? &module : NULL;
}
