/* Clients that stream. */
#include "probe.h"

typedef struct {
    const dossier_host *host;
    atomic_int running;   /* calls that have not been finished */
    atomic_int last;      /* what receive answered at the end of the call that ended last */
    atomic_int waited;    /* times receive answered WAIT to Echo */
    _Atomic dossier_call hoarded;
} pipe_t;

/* Waits for each message in handle. text of a message "leave" ends the call at once. */
static dossier_status sum(void *raw, const dossier_method *method, dossier_call call,
                          const ProtobufCMessage *request) {
    (void)method;
    pipe_t *self = raw;
    if (request) abort();
    const ProtobufCMessage *message;
    uint64_t sum = 0, count = 0;
    dossier_status status;
    self->running++;
    while ((status = self->host->receive(self->host, call, &message)) == 0) {
        const ask_t *ask = (const ask_t *)message;
        sum += ask->number;
        count++;
        if (strcmp(ask->text, "leave") == 0) break;
    }
    self->last = status;
    self->running--;
    if (status == 0 || status == 11) return answer(self->host, call, "", sum, count);
    return fail(self->host, call, status == DOSSIER_WAIT ? 8 : status, "no more comes");
}

/* -- echo: in turns ---------------------------------------------------------- */

typedef struct {
    pipe_t *self;
    bool holds; /* a reply that was not taken */
    char text[64];
    uint64_t number;
} echoing;

static void end_echo(echoing *job, dossier_call call, dossier_status status) {
    pipe_t *self = job->self;
    self->last = status;
    dossier_outcome outcome = {.size = sizeof outcome, .status = status == 11 ? 0 : status};
    self->host->finish(self->host, call, &outcome);
    self->running--;
    free(job);
}

static void go_on(void *raw, dossier_call call, uint32_t events) {
    (void)events;
    echoing *job = raw;
    pipe_t *self = job->self;
    const dossier_host *host = self->host;
    const uint32_t always = DOSSIER_EVENT_CANCELLED;
    for (;;) {
        if (job->holds) {
            dossier_status status = send_answer(host, call, job->text, job->number);
            if (status == DOSSIER_FULL) {
                host->watch(host, call, always | DOSSIER_EVENT_WRITABLE, go_on, job);
                return;
            }
            if (status != 0) return end_echo(job, call, status);
            job->holds = false;
        }
        const ProtobufCMessage *message;
        dossier_status status = host->receive(host, call, &message);
        if (status == DOSSIER_WAIT) {
            self->waited++;
            host->watch(host, call, always | DOSSIER_EVENT_READABLE, go_on, job);
            return;
        }
        if (status != 0) return end_echo(job, call, status);
        const ask_t *ask = (const ask_t *)message;
        snprintf(job->text, sizeof job->text, "%s", ask->text);
        job->number = ask->number;
        job->holds = true;
    }
}

static dossier_status echo(void *raw, const dossier_method *method, dossier_call call,
                           const ProtobufCMessage *request) {
    (void)method, (void)request;
    pipe_t *self = raw;
    echoing *job = calloc(1, sizeof *job);
    job->self = self;
    self->running++;
    /* Not here: in handle receive waits, and with it a worker. */
    return self->host->watch(self->host, call, DOSSIER_EVENT_READABLE | DOSSIER_EVENT_CANCELLED, go_on, job);
}

/* -- hoard: takes nothing ----------------------------------------------------- */

static void give_up(void *raw, dossier_call call, uint32_t events) {
    (void)events;
    pipe_t *self = raw;
    const ProtobufCMessage *message;
    self->last = self->host->receive(self->host, call, &message);
    fail(self->host, call, 1, "nobody listens");
    self->running--;
}

static dossier_status hoard(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method, (void)request;
    pipe_t *self = raw;
    self->running++;
    self->hoarded = call;
    return self->host->watch(self->host, call, DOSSIER_EVENT_CANCELLED, give_up, self);
}

/* Takes what another call hoards, on a thread that is none of its own: all, or as many messages as number says. text:
 * what receive answered last; number: messages; other: those that came compressed. */
static dossier_status collect(void *raw, const dossier_method *method, dossier_call call,
                              const ProtobufCMessage *request) {
    (void)method;
    pipe_t *self = raw;
    const ProtobufCMessage *message;
    uint64_t most = ((const ask_t *)request)->number, count = 0, compressed = 0;
    dossier_status status = 0;
    while ((most == 0 || count < most) &&
           (status = self->host->receive(self->host, self->hoarded, &message)) == 0) {
        count++;
        compressed += self->host->compressed(self->host, self->hoarded);
    }
    char text[16];
    snprintf(text, sizeof text, "%d", status);
    return answer(self->host, call, text, count, compressed);
}

/* number: receive where the client does not stream; other: of no call. */
static dossier_status misuse(void *raw, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *request) {
    (void)method, (void)request;
    pipe_t *self = raw;
    const ProtobufCMessage *message;
    dossier_status here = self->host->receive(self->host, call, &message);
    return answer(self->host, call, "", here, self->host->receive(self->host, 77, &message));
}

static dossier_status state(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method, (void)request;
    pipe_t *self = raw;
    char text[32];
    snprintf(text, sizeof text, "last %d", self->last);
    return answer(self->host, call, text, self->running, self->waited);
}

static dossier_status start(const dossier_host *host, dossier_bytes config, void **instance) {
    (void)config;
    pipe_t *self = calloc(1, sizeof *self);
    self->host = host;
    *instance = self;
    return 0;
}

static void stop(void *raw) {
    pipe_t *self = raw;
    char text[64];
    snprintf(text, sizeof text, "pipe stops with %d calls unfinished", self->running);
    self->host->log(self->host, 0, DOSSIER_LOG_ERROR, bytes_of(text));
    free(self);
}

static const dossier_method methods[] = {
    {.name = "Sum", .handle = sum, .flags = DOSSIER_CLIENT_STREAMS},
    {.name = "Echo", .handle = echo, .flags = DOSSIER_CLIENT_STREAMS | DOSSIER_SERVER_STREAMS},
    {.name = "Hoard", .handle = hoard, .flags = DOSSIER_CLIENT_STREAMS | DOSSIER_SERVER_STREAMS},
    {.name = "Collect", .handle = collect},
    {.name = "Misuse", .handle = misuse},
    {.name = "State", .handle = state, .flags = DOSSIER_QUICK},
};
static const dossier_service services[] = {{&probe__v1__pipe__descriptor, methods}};
static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "probe.pipe",
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
