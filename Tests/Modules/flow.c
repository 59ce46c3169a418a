/* Streams. */
#include "probe.h"

typedef struct {
    const dossier_host *host;
    atomic_uint full, writable;      /* of Count */
    atomic_int running;              /* streams that have not been finished */
    atomic_int sent_after_the_end;   /* what send answered then; of Linger */
} flow;

/* What became of the messages of Flood. */
static atomic_uint flooded_taken, flooded_refused;

typedef struct {
    flow *self;
    char *text;
    uint64_t next, count;
} counting;

static void go_on(void *raw, dossier_call call, uint32_t events) {
    counting *job = raw;
    flow *self = job->self;
    if (events & DOSSIER_EVENT_WRITABLE) self->writable++;
    dossier_status status = 0;
    while (job->next < job->count && (status = send_answer(self->host, call, job->text, job->next)) == 0) job->next++;
    if (status == DOSSIER_FULL) {
        self->full++;
        self->host->watch(self->host, call, DOSSIER_EVENT_WRITABLE | DOSSIER_EVENT_CANCELLED, go_on, job);
        return;
    }
    dossier_outcome outcome = {.size = sizeof outcome, .status = status};
    self->host->finish(self->host, call, &outcome);
    self->running--;
    free(job->text);
    free(job);
}

/* number: messages; size: bytes of text in each. */
static dossier_status count(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method;
    const ask_t *ask = (const ask_t *)request;
    counting *job = malloc(sizeof *job);
    *job = (counting){raw, malloc(ask->size + 1), 0, ask->number};
    memset(job->text, 'x', ask->size);
    job->text[ask->size] = 0;
    job->self->running++;
    go_on(job, call, 0);
    return 0;
}

static void over(void *raw, dossier_call call, uint32_t events) {
    (void)events;
    flow *self = raw;
    self->sent_after_the_end = send_answer(self->host, call, "too late", 0);
    fail(self->host, call, 1, "nobody listens");
    self->running--;
}

static dossier_status linger(void *raw, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *request) {
    (void)method, (void)request;
    flow *self = raw;
    self->running++;
    send_answer(self->host, call, "first", 0);
    return self->host->watch(self->host, call, DOSSIER_EVENT_CANCELLED, over, self);
}

static dossier_status end_badly(void *raw, const dossier_method *method, dossier_call call,
                                const ProtobufCMessage *request) {
    (void)method, (void)request;
    flow *self = raw;
    send_answer(self->host, call, "one", 1);
    send_answer(self->host, call, "two", 2);
    fail(self->host, call, 10, "the third is missing");
    return 0;
}

/* number: what header answered after the first reply. */
static dossier_status late_header(void *raw, const dossier_method *method, dossier_call call,
                                  const ProtobufCMessage *request) {
    (void)method, (void)request;
    flow *self = raw;
    dossier_pair pair = {bytes_of("shard"), bytes_of("b")};
    send_answer(self->host, call, "in time", self->host->header(self->host, call, pair));
    send_answer(self->host, call, "late", self->host->header(self->host, call, pair));
    dossier_outcome outcome = {.size = sizeof outcome};
    return self->host->finish(self->host, call, &outcome);
}

/* number: what compress answered, before the first reply and after it. */
static dossier_status late_compress(void *raw, const dossier_method *method, dossier_call call,
                                    const ProtobufCMessage *request) {
    (void)method, (void)request;
    flow *self = raw;
    send_answer(self->host, call, "in time", self->host->compress(self->host, call, false));
    send_answer(self->host, call, "late", self->host->compress(self->host, call, true));
    dossier_outcome outcome = {.size = sizeof outcome};
    return self->host->finish(self->host, call, &outcome);
}

/* number: messages of so many bytes (size), sent one after the other whatever send answers. */
static dossier_status flood(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method;
    flow *self = raw;
    const ask_t *ask = (const ask_t *)request;
    char *text = malloc(ask->size + 1);
    memset(text, 'x', ask->size);
    text[ask->size] = 0;
    flooded_taken = flooded_refused = 0;
    for (uint64_t i = 0; i < ask->number; i++)
        if (send_answer(self->host, call, text, flooded_taken) == 0)
            flooded_taken++;
        else
            flooded_refused++;
    free(text);
    dossier_outcome outcome = {.size = sizeof outcome};
    return self->host->finish(self->host, call, &outcome);
}

/* number: messages that were taken; other: those that were not. */
static dossier_status flooded(void *raw, const dossier_method *method, dossier_call call,
                              const ProtobufCMessage *request) {
    (void)method, (void)request;
    return answer(((flow *)raw)->host, call, "", flooded_taken, flooded_refused);
}

static dossier_status state(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method, (void)request;
    flow *self = raw;
    char text[100];
    snprintf(text, sizeof text, "running %d, sent after the end %d", self->running, self->sent_after_the_end);
    answer(self->host, call, text, self->full, self->writable);
    return 0;
}

static dossier_status start(const dossier_host *host, dossier_bytes config, void **instance) {
    (void)config;
    flow *self = calloc(1, sizeof *self);
    self->host = host;
    *instance = self;
    return 0;
}

static void stop(void *self) {
    free(self);
}

static const dossier_method methods[] = {
    {.name = "Count", .handle = count, .flags = DOSSIER_SERVER_STREAMS},
    {.name = "Linger", .handle = linger, .flags = DOSSIER_SERVER_STREAMS},
    {.name = "EndBadly", .handle = end_badly, .flags = DOSSIER_SERVER_STREAMS},
    {.name = "LateHeader", .handle = late_header, .flags = DOSSIER_SERVER_STREAMS},
    {.name = "LateCompress", .handle = late_compress, .flags = DOSSIER_SERVER_STREAMS},
    {.name = "Flood", .handle = flood, .flags = DOSSIER_SERVER_STREAMS},
    {.name = "Flooded", .handle = flooded},
    {.name = "State", .handle = state},
};
static const dossier_service services[] = {{&probe__v1__flow__descriptor, methods}};
static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "probe.flow",
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
