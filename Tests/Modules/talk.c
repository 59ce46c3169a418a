/* Calls that end twice, later, elsewhere, never. */
#include "google/rpc/error_details.pb-c.h"
#include "probe.h"

typedef struct {
    const dossier_host *host;
    atomic_int threads;    /* that finish a call */
    atomic_int unfinished; /* calls of theirs */
    _Atomic dossier_call ended;
    _Atomic pthread_t quick_thread;
    /* The call that Hold holds. */
    pthread_mutex_t lock;
    dossier_call held;
    const ask_t *request;
    atomic_int watched, entered, left;
    atomic_uint events;
} talk;

static dossier_status echo(void *self, const dossier_method *method, dossier_call call,
                           const ProtobufCMessage *request) {
    (void)method;
    const ask_t *ask = (const ask_t *)request;
    answer(((talk *)self)->host, call, ask->text, ask->number, 0);
    return 0;
}

/* number: 1 when the second entry is on another thread than the first. */
static dossier_status quick_then_worker(void *raw, const dossier_method *method, dossier_call call,
                                        const ProtobufCMessage *request) {
    (void)method, (void)request;
    talk *self = raw;
    char name[16];
    if (self->quick_thread == 0) {
        self->quick_thread = pthread_self();
        return DOSSIER_WAIT;
    }
    answer(self->host, call, thread_name(name), self->quick_thread != pthread_self(), 0);
    self->quick_thread = 0;
    return 0;
}

static dossier_status finish_twice(void *raw, const dossier_method *method, dossier_call call,
                                   const ProtobufCMessage *request) {
    (void)method, (void)request;
    talk *self = raw;
    answer(self->host, call, "first", 0, 0);
    self->ended = call;
    answer(self->host, call, "second", 0, 0);
    return 0;
}

typedef struct {
    talk *self;
    dossier_call call;
    const ask_t *request;
} later;

static void *finish_from_thread(void *raw) {
    later *job = raw;
    usleep(job->request->number * 1000);
    job->self->unfinished--;
    answer(job->self->host, job->call, job->request->text, job->self->host->cancelled(job->self->host, job->call), 0);
    job->self->threads--;
    free(job);
    return NULL;
}

/* number: milliseconds. */
static dossier_status finish_later(void *raw, const dossier_method *method, dossier_call call,
                                   const ProtobufCMessage *request) {
    (void)method;
    talk *self = raw;
    later *job = malloc(sizeof *job);
    *job = (later){self, call, (const ask_t *)request};
    self->threads++;
    self->unfinished++;
    run_detached(finish_from_thread, job);
    return 0;
}

static void cancelled(void *raw, dossier_call call, uint32_t events) {
    talk *self = raw;
    self->watched++;
    self->events |= events;
    self->entered++;
    if (self->request->flag) usleep(200000);
    self->left++;
    if (strcmp(self->request->id, "ends itself") == 0) {
        self->held = 0;
        fail(self->host, call, 1, "nobody listens");
    }
}

/* flag: the callback takes 200 ms. id: "ends itself" finishes in the callback. number: the callback is due at once, and
   waits for so many milliseconds until this returns. */
static dossier_status hold(void *raw, const dossier_method *method, dossier_call call,
                           const ProtobufCMessage *request) {
    (void)method;
    talk *self = raw;
    self->request = (const ask_t *)request;
    self->held = call;
    self->watched = self->entered = self->left = 0;
    self->events = 0;
    uint32_t events = DOSSIER_EVENT_CANCELLED | (self->request->number > 0 ? DOSSIER_EVENT_WRITABLE : 0);
    dossier_status status = self->host->watch(self->host, call, events, cancelled, self);
    usleep(self->request->number * 1000);
    return status;
}

/* text: the held request's; number: its callbacks that have been entered; other: cancelled, with flag the events that these
   were told. */
static dossier_status held(void *raw, const dossier_method *method, dossier_call call,
                           const ProtobufCMessage *request) {
    (void)method;
    talk *self = raw;
    if (!self->held) return answer(self->host, call, "nothing is held", self->watched, 0);
    uint64_t is_cancelled = self->host->cancelled(self->host, self->held);
    uint64_t other = ((const ask_t *)request)->flag ? self->events : is_cancelled;
    answer(self->host, call, self->request->text, self->watched, other);
    return 0;
}

/* number: what finish returned; other: callbacks that were running when it had returned. */
static dossier_status release(void *raw, const dossier_method *method, dossier_call call,
                              const ProtobufCMessage *request) {
    (void)method, (void)request;
    talk *self = raw;
    dossier_status status = answer(self->host, self->held, "released", 0, 0);
    int running = self->entered - self->left;
    self->held = 0;
    answer(self->host, call, "", status, running);
    return 0;
}

static void never(void *self, dossier_call call, uint32_t events) {
    (void)self, (void)call, (void)events;
    abort();
}

/* Uses the number of a call that has ended, whose slot this call has now. */
static dossier_status stale(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method, (void)request;
    talk *self = raw;
    const dossier_host *host = self->host;
    char text[200];
    dossier_call old = self->ended;
    snprintf(text, sizeof text,
             "same slot %d, send %d, caller %d, cancelled %d, remaining %d, watch %d, compress %d, compressed %d, "
             "finish %d",
             (uint32_t)old == (uint32_t)call && old != call, send_answer(host, old, "stale", 0),
             host->caller(host, old) != NULL, host->cancelled(host, old), (int)host->remaining_ns(host, old),
             host->watch(host, old, DOSSIER_EVENT_WRITABLE, never, NULL), host->compress(host, old, true),
             host->compressed(host, old), answer(host, old, "stale", 0, 0));
    answer(host, call, text, host->cancelled(host, call), host->remaining_ns(host, call) > 0);
    return 0;
}

static dossier_status fail_at_once(void *raw, const dossier_method *method, dossier_call call,
                                   const ProtobufCMessage *request) {
    (void)raw, (void)method, (void)call;
    return (dossier_status)((const ask_t *)request)->number;
}

static dossier_status explain(void *raw, const dossier_method *method, dossier_call call,
                              const ProtobufCMessage *request) {
    (void)method;
    Google__Rpc__BadRequest__FieldViolation violation = GOOGLE__RPC__BAD_REQUEST__FIELD_VIOLATION__INIT;
    violation.field = "text";
    violation.description = "is not what was asked for";
    Google__Rpc__BadRequest__FieldViolation *violations[] = {&violation};
    Google__Rpc__BadRequest bad = GOOGLE__RPC__BAD_REQUEST__INIT;
    bad.n_field_violations = 1;
    bad.field_violations = violations;
    const ProtobufCMessage *details[] = {&bad.base, request};
    dossier_outcome outcome = {.size = sizeof outcome, .status = 3, .message = bytes_of("cannot be")};
    outcome.details = details;
    outcome.n_details = 2;
    ((talk *)raw)->host->finish(((talk *)raw)->host, call, &outcome);
    return 0;
}

/* The field `details` of google.rpc.Status, by hand. */
static dossier_status explain_encoded(void *raw, const dossier_method *method, dossier_call call,
                                      const ProtobufCMessage *request) {
    (void)method, (void)request;
    static const char details[] = "\x1a\x18\x0a\x10x.test/probe.Any\x12\x04\x0a\x02hi";
    dossier_outcome outcome = {.size = sizeof outcome, .status = 9, .message = bytes_of("not now")};
    outcome.encoded_details = (dossier_bytes){details, sizeof details - 1};
    ((talk *)raw)->host->finish(((talk *)raw)->host, call, &outcome);
    return 0;
}

static dossier_status trailers(void *raw, const dossier_method *method, dossier_call call,
                               const ProtobufCMessage *request) {
    (void)method, (void)request;
    static const char reply[] = "\x0a\x07"
                                "encoded";
    dossier_pair pairs[] = {{bytes_of("cost"), bytes_of("3")}, {bytes_of("shard"), bytes_of("b")}};
    dossier_outcome outcome = {.size = sizeof outcome, .n_trailers = 2, .trailers = pairs};
    outcome.encoded = (dossier_bytes){reply, sizeof reply - 1};
    ((talk *)raw)->host->finish(((talk *)raw)->host, call, &outcome);
    return 0;
}

/* text: name=value of a header; number: so many times. */
static dossier_status headers(void *raw, const dossier_method *method, dossier_call call,
                              const ProtobufCMessage *request) {
    (void)method;
    talk *self = raw;
    const ask_t *ask = (const ask_t *)request;
    const char *value = strchr(ask->text, '=');
    dossier_pair pair = {{ask->text, value - ask->text}, bytes_of(value + 1)};
    dossier_status status = 0;
    for (uint64_t i = 0; i < ask->number && status == 0; i++) status = self->host->header(self->host, call, pair);
    return answer(self->host, call, "", status, 0);
}

/* All metadata come back as headers and as trailers. number: bytes of their values; other: headers that were refused. */
static dossier_status mirror(void *raw, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *request) {
    (void)method, (void)request;
    talk *self = raw;
    const dossier_caller *caller = self->host->caller(self->host, call);
    answer_t reply = PROBE__V1__ANSWER__INIT;
    for (uint32_t i = 0; i < caller->n_metadata; i++) {
        reply.number += caller->metadata[i].value.size;
        reply.other += self->host->header(self->host, call, caller->metadata[i]) != 0;
    }
    dossier_outcome outcome = {.size = sizeof outcome, .reply = &reply.base};
    outcome.n_trailers = caller->n_metadata;
    outcome.trailers = caller->metadata;
    return self->host->finish(self->host, call, &outcome);
}

/* flag: what is said. number: what compress answered; other: the request came compressed. */
static dossier_status compress(void *raw, const dossier_method *method, dossier_call call,
                               const ProtobufCMessage *request) {
    (void)method;
    talk *self = raw;
    if (!DOSSIER_HAS(self->host, compress)) abort();
    dossier_status status = self->host->compress(self->host, call, ((const ask_t *)request)->flag);
    return answer(self->host, call, "", status, self->host->compressed(self->host, call));
}

static dossier_status caller(void *raw, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *request) {
    (void)method, (void)request;
    talk *self = raw;
    const dossier_caller *caller = self->host->caller(self->host, call);
    char text[500];
    int used = snprintf(text, sizeof text, "%.*s (", (int)caller->subject.size, caller->subject.data);
    for (uint32_t i = 0; i < caller->n_roles; i++)
        used += snprintf(text + used, sizeof text - used, "%s%.*s", i > 0 ? " " : "", (int)caller->roles[i].size,
                         caller->roles[i].data);
    used += snprintf(text + used, sizeof text - used, ") at %.*s", (int)caller->peer.size, caller->peer.data);
    for (uint32_t i = 0; i < caller->n_metadata; i++)
        used += snprintf(text + used, sizeof text - used, "; %.*s=%.*s", (int)caller->metadata[i].name.size,
                         caller->metadata[i].name.data, (int)caller->metadata[i].value.size,
                         caller->metadata[i].value.data);
    answer(self->host, call, text, self->host->remaining_ns(self->host, call) / 1000000000, caller->tlp);
    return 0;
}

static dossier_status send_here(void *raw, const dossier_method *method, dossier_call call,
                                const ProtobufCMessage *request) {
    (void)method, (void)request;
    talk *self = raw;
    dossier_status status = send_answer(self->host, call, "stray", 0);
    answer(self->host, call, "", status, 0);
    return 0;
}

static dossier_status trap(void *raw, const dossier_method *method, dossier_call call,
                           const ProtobufCMessage *request) {
    (void)raw, (void)method, (void)call, (void)request;
    __builtin_trap();
}

static dossier_status start(const dossier_host *host, dossier_bytes config, void **instance) {
    (void)config;
    talk *self = calloc(1, sizeof *self);
    self->host = host;
    *instance = self;
    return 0;
}

static void stop(void *raw) {
    talk *self = raw;
    char text[80];
    snprintf(text, sizeof text, "talk stops with %d calls unfinished", self->unfinished + (self->held != 0));
    self->host->log(self->host, 0, DOSSIER_LOG_ERROR, bytes_of(text));
    while (self->threads) usleep(1000);
    free(self);
}

static const dossier_method methods[] = {
    {.name = "Echo", .handle = echo},
    {.name = "QuickEcho", .handle = echo, .flags = DOSSIER_QUICK},
    {.name = "QuickThenWorker", .handle = quick_then_worker, .flags = DOSSIER_QUICK},
    {.name = "FinishTwice", .handle = finish_twice},
    {.name = "FinishLater", .handle = finish_later},
    {.name = "Hold", .handle = hold},
    {.name = "Held", .handle = held},
    {.name = "Release", .handle = release},
    {.name = "Stale", .handle = stale},
    {.name = "Fail", .handle = fail_at_once},
    {.name = "Explain", .handle = explain},
    {.name = "ExplainEncoded", .handle = explain_encoded},
    {.name = "Trailers", .handle = trailers},
    {.name = "Headers", .handle = headers},
    {.name = "Compress", .handle = compress},
    {.name = "Mirror", .handle = mirror},
    {.name = "Caller", .handle = caller},
    {.name = "SendHere", .handle = send_here},
    {.name = "Trap", .handle = trap},
};
static const dossier_service services[] = {{&probe__v1__talk__descriptor, methods}};
static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "probe.talk",
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
