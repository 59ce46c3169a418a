/* gRPC's interoperability test service: what doc/interop-test-descriptions.md of grpc/grpc wants of a server. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dossier_module.h"
#include "grpc/testing/test.pb-c.h"

enum { CANCELLED = 1, INVALID_ARGUMENT = 3, RESOURCE_EXHAUSTED = 8, FAILED_PRECONDITION = 9, OUT_OF_RANGE = 11 };
enum { UNIMPLEMENTED = 12 };
/* Bytes of a payload, so that its message is none too large to be sent; replies of one call that wait to be. */
enum { MOST_BYTES = (4 << 20) - 64, MOST_REPLIES = 1 << 16 };

typedef Grpc__Testing__Payload payload_t;
typedef Grpc__Testing__EchoStatus echo_status;
typedef Grpc__Testing__BoolValue bool_value;
typedef Grpc__Testing__StreamingOutputCallRequest output_request;
typedef Grpc__Testing__StreamingInputCallRequest input_request;

typedef struct session session;
typedef struct {
    const dossier_host *host;
    pthread_t waker;
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    session *sleeping; /* the next to be woken first */
    bool stops;
} interop;

static const unsigned char file_set[] = {
#include "interop.set.inc"
};

/* What every payload is made of. */
static uint8_t zeros[MOST_BYTES];

static dossier_bytes bytes_of(const char *text) {
    return (dossier_bytes){text, strlen(text)};
}

static payload_t payload_of(int32_t size) {
    payload_t payload = GRPC__TESTING__PAYLOAD__INIT;
    payload.body = (ProtobufCBinaryData){size, zeros};
    return payload;
}

/* -- what all calls do ------------------------------------------------------- */

static const dossier_pair *metadata_of(interop *self, dossier_call call, const char *name) {
    const dossier_caller *caller = self->host->caller(self->host, call);
    for (uint32_t i = 0; caller && i < caller->n_metadata; i++) {
        dossier_bytes given = caller->metadata[i].name;
        if (given.size == strlen(name) && memcmp(given.data, name, given.size) == 0) return &caller->metadata[i];
    }
    return NULL;
}

static void echo_header(interop *self, dossier_call call) {
    const dossier_pair *pair = metadata_of(self, call, "x-grpc-test-echo-initial");
    if (pair) self->host->header(self->host, call, *pair);
}

static void finish(interop *self, dossier_call call, dossier_outcome outcome) {
    outcome.size = sizeof outcome;
    outcome.trailers = metadata_of(self, call, "x-grpc-test-echo-trailing-bin");
    outcome.n_trailers = outcome.trailers != NULL;
    self->host->finish(self->host, call, &outcome);
}

static dossier_status fail(interop *self, dossier_call call, dossier_status status, const char *message) {
    finish(self, call, (dossier_outcome){.status = status, .message = bytes_of(message)});
    return 0;
}

static dossier_status succeed(interop *self, dossier_call call, const ProtobufCMessage *reply) {
    finish(self, call, (dossier_outcome){.reply = reply});
    return 0;
}

static bool is_failure(const echo_status *status) {
    return status && status->code != 0;
}

static bool came_as_expected(interop *self, dossier_call call, const bool_value *is_compressed) {
    return !is_compressed || !is_compressed->value || self->host->compressed(self->host, call);
}

/* Too late where a reply has gone out: the first that asks decides for all of its call. */
static void compress_as_asked(interop *self, dossier_call call, const bool_value *compressed) {
    if (compressed) self->host->compress(self->host, call, compressed->value);
}

static const char not_compressed[] = "the message did not come compressed, as expect_compressed says";
static const char no_size[] = "the size of a payload is from 0 to 4194240";

/* -- one message each way ------------------------------------------------------ */

static dossier_status empty_call(void *self, const dossier_method *method, dossier_call call,
                                 const ProtobufCMessage *request) {
    (void)method, (void)request;
    Grpc__Testing__Empty reply = GRPC__TESTING__EMPTY__INIT;
    echo_header(self, call);
    return succeed(self, call, &reply.base);
}

static dossier_status unary_call(void *self, const dossier_method *method, dossier_call call,
                                 const ProtobufCMessage *message) {
    (void)method;
    const Grpc__Testing__SimpleRequest *request = (const Grpc__Testing__SimpleRequest *)message;
    echo_header(self, call);
    if (!came_as_expected(self, call, request->expect_compressed))
        return fail(self, call, INVALID_ARGUMENT, not_compressed);
    if (is_failure(request->response_status))
        return fail(self, call, request->response_status->code, request->response_status->message);
    if (request->response_size < 0 || request->response_size > MOST_BYTES)
        return fail(self, call, INVALID_ARGUMENT, no_size);
    compress_as_asked(self, call, request->response_compressed);
    payload_t payload = payload_of(request->response_size);
    Grpc__Testing__SimpleResponse reply = GRPC__TESTING__SIMPLE_RESPONSE__INIT;
    if (request->response_size > 0) reply.payload = &payload;
    return succeed(self, call, &reply.base);
}

static dossier_status unimplemented_call(void *self, const dossier_method *method, dossier_call call,
                                         const ProtobufCMessage *request) {
    (void)method, (void)request;
    return fail(self, call, UNIMPLEMENTED, "UnimplementedCall is there to be missing");
}

/* -- streams: in turns, of which one at a time has the session --------------------- */

typedef struct {
    int32_t size, interval_us;
} reply_t;

struct session {
    interop *self;
    dossier_call call;
    enum { OUTPUT, INPUT, FULL_DUPLEX, HALF_DUPLEX } kind;
    bool has_all; /* that the client says */
    int32_t received; /* bytes; of INPUT */
    reply_t *replies;
    size_t next, count, room;
    int64_t last; /* when the last reply went out, or what asks for the next came; ns */
    int64_t due;  /* of a sleeping one; ns */
    session *after;
};

static void go_on(session *session);

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ll + time.tv_nsec;
}

static void end(session *session, dossier_status status, const char *message) {
    Grpc__Testing__StreamingInputCallResponse sum = GRPC__TESTING__STREAMING_INPUT_CALL_RESPONSE__INIT;
    sum.aggregated_payload_size = session->received;
    if (status != 0)
        fail(session->self, session->call, status, message);
    else
        succeed(session->self, session->call, session->kind == INPUT ? &sum.base : NULL);
    free(session->replies);
    free(session);
}

static void on_event(void *user, dossier_call call, uint32_t events) {
    (void)call;
    session *session = user;
    if (events & DOSSIER_EVENT_CANCELLED)
        end(session, CANCELLED, "nobody listens any more");
    else
        go_on(session);
}

static void wait_for(session *session, uint32_t events) {
    const dossier_host *host = session->self->host;
    host->watch(host, session->call, events | DOSSIER_EVENT_CANCELLED, on_event, session);
}

/* Whoever takes a sleeping session out of the list has it from then on. */
static session *take_out(interop *self, dossier_call call) {
    pthread_mutex_lock(&self->lock);
    session **place = &self->sleeping;
    while (*place && (*place)->call != call) place = &(*place)->after;
    session *found = *place;
    if (found) *place = found->after;
    pthread_mutex_unlock(&self->lock);
    return found;
}

static void end_sleep(void *user, dossier_call call, uint32_t events) {
    (void)events;
    session *session = take_out(user, call);
    if (session) end(session, CANCELLED, "nobody listens any more");
}

/* Not in a worker: those are few. */
static void sleep_until(session *sleeper, int64_t due) {
    interop *self = sleeper->self;
    dossier_call call = sleeper->call;
    sleeper->due = due;
    self->host->watch(self->host, call, DOSSIER_EVENT_CANCELLED, end_sleep, self);
    pthread_mutex_lock(&self->lock);
    session **place = &self->sleeping;
    while (*place && (*place)->due <= due) place = &(*place)->after;
    sleeper->after = *place;
    *place = sleeper;
    pthread_cond_signal(&self->changed);
    pthread_mutex_unlock(&self->lock);
    /* From here on somebody else may have it. The watch may have come before it slept. */
    if (self->host->cancelled(self->host, call)) end_sleep(self, call, 0);
}

static void *wake(void *user) {
    interop *self = user;
    pthread_mutex_lock(&self->lock);
    while (!self->stops) {
        session *first = self->sleeping;
        if (!first) {
            pthread_cond_wait(&self->changed, &self->lock);
        } else if (first->due > now()) {
            struct timespec due = {first->due / 1000000000, first->due % 1000000000};
            pthread_cond_timedwait(&self->changed, &self->lock, &due);
        } else {
            self->sleeping = first->after;
            pthread_mutex_unlock(&self->lock);
            go_on(first);
            pthread_mutex_lock(&self->lock);
        }
    }
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

/* Puts by what a request asks for; false when that was the end. */
static bool take_output(session *session, const output_request *request) {
    if (is_failure(request->response_status)) {
        end(session, request->response_status->code, request->response_status->message);
        return false;
    }
    size_t count = session->count + request->n_response_parameters;
    if (count > MOST_REPLIES) {
        end(session, RESOURCE_EXHAUSTED, "more than 65536 replies wait to be sent: ask for fewer at a time");
        return false;
    }
    if (count > session->room) {
        reply_t *replies = realloc(session->replies, 2 * count * sizeof *replies);
        if (!replies) {
            end(session, RESOURCE_EXHAUSTED, "no memory");
            return false;
        }
        session->replies = replies;
        session->room = 2 * count;
    }
    for (size_t i = 0; i < request->n_response_parameters; i++) {
        const Grpc__Testing__ResponseParameters *asked = request->response_parameters[i];
        if (asked->size < 0 || asked->size > MOST_BYTES) {
            end(session, INVALID_ARGUMENT, no_size);
            return false;
        }
        compress_as_asked(session->self, session->call, asked->compressed);
        session->replies[session->count++] = (reply_t){asked->size, asked->interval_us};
    }
    session->last = now();
    return true;
}

static bool take_input(session *session, const input_request *request) {
    if (!came_as_expected(session->self, session->call, request->expect_compressed)) {
        end(session, INVALID_ARGUMENT, not_compressed);
        return false;
    }
    int32_t size = request->payload ? (int32_t)request->payload->body.len : 0;
    if (size > INT32_MAX - session->received) {
        end(session, OUT_OF_RANGE, "the payloads are more than aggregated_payload_size can tell");
        return false;
    }
    session->received += size;
    return true;
}

/* False when the session waits, or has ended. */
static bool receive(session *session) {
    const dossier_host *host = session->self->host;
    const ProtobufCMessage *message;
    dossier_status status = host->receive(host, session->call, &message);
    if (status == OUT_OF_RANGE) {
        session->has_all = true;
        session->last = now();
        return true;
    }
    if (status == DOSSIER_WAIT) {
        wait_for(session, DOSSIER_EVENT_READABLE);
        return false;
    }
    if (status != 0) {
        end(session, status, "nobody listens any more");
        return false;
    }
    return session->kind == INPUT ? take_input(session, (const input_request *)message)
                                  : take_output(session, (const output_request *)message);
}

/* Sends the next reply, when it is due; false when the session waits, or has ended. */
static bool send_next(session *session) {
    const dossier_host *host = session->self->host;
    reply_t next = session->replies[session->next];
    int64_t due = session->last + next.interval_us * 1000ll;
    if (next.interval_us > 0 && due > now()) {
        sleep_until(session, due);
        return false;
    }
    payload_t payload = payload_of(next.size);
    Grpc__Testing__StreamingOutputCallResponse reply = GRPC__TESTING__STREAMING_OUTPUT_CALL_RESPONSE__INIT;
    reply.payload = &payload;
    dossier_status status = host->send(host, session->call, &reply.base, (dossier_bytes){0});
    if (status == DOSSIER_FULL) {
        wait_for(session, DOSSIER_EVENT_WRITABLE);
        return false;
    }
    if (status != 0) {
        end(session, status, "nobody listens any more");
        return false;
    }
    session->last = now();
    if (++session->next == session->count) session->next = session->count = 0;
    return true;
}

static void go_on(session *session) {
    for (;;) {
        bool may_send = session->has_all || session->kind != HALF_DUPLEX;
        if (may_send && session->next < session->count) {
            if (!send_next(session)) return;
        } else if (session->has_all) {
            return end(session, 0, "");
        } else if (!receive(session)) {
            return;
        }
    }
}

static session *begin(void *self, dossier_call call, int kind) {
    session *session = calloc(1, sizeof *session);
    if (!session) return NULL;
    session->self = self;
    session->call = call;
    session->kind = kind;
    echo_header(self, call);
    return session;
}

static dossier_status streaming_output_call(void *self, const dossier_method *method, dossier_call call,
                                            const ProtobufCMessage *request) {
    (void)method;
    session *session = begin(self, call, OUTPUT);
    if (!session) return RESOURCE_EXHAUSTED;
    session->has_all = true;
    if (take_output(session, (const output_request *)request)) go_on(session);
    return 0;
}

/* context: the kind. Not on from here: in a handler receive waits, and with it a worker. */
static dossier_status client_streams(void *self, const dossier_method *method, dossier_call call,
                                     const ProtobufCMessage *request) {
    (void)request;
    session *session = begin(self, call, (int)(intptr_t)method->context);
    if (!session) return RESOURCE_EXHAUSTED;
    wait_for(session, DOSSIER_EVENT_READABLE);
    return 0;
}

/* -- the module ---------------------------------------------------------------- */

static dossier_status start(const dossier_host *host, dossier_bytes config, void **instance) {
    (void)config;
    if (!DOSSIER_HAS(host, compress)) {
        host->log(host, 0, DOSSIER_LOG_ERROR, bytes_of("the server is older than what this module is built for"));
        return FAILED_PRECONDITION;
    }
    interop *self = calloc(1, sizeof *self);
    if (!self) return RESOURCE_EXHAUSTED;
    self->host = host;
    pthread_mutex_init(&self->lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&self->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&self->waker, NULL, wake, self) != 0) {
        free(self);
        return RESOURCE_EXHAUSTED;
    }
    *instance = self;
    return 0;
}

static void stop(void *instance) {
    interop *self = instance;
    pthread_mutex_lock(&self->lock);
    self->stops = true;
    pthread_cond_signal(&self->changed);
    pthread_mutex_unlock(&self->lock);
    pthread_join(self->waker, NULL);
    pthread_cond_destroy(&self->changed);
    pthread_mutex_destroy(&self->lock);
    free(self);
}

#define BOTH (DOSSIER_CLIENT_STREAMS | DOSSIER_SERVER_STREAMS)
static const dossier_method methods[] = {
    {.name = "EmptyCall", .handle = empty_call},
    {.name = "UnaryCall", .handle = unary_call},
    {.name = "StreamingOutputCall", .handle = streaming_output_call, .flags = DOSSIER_SERVER_STREAMS},
    {.name = "StreamingInputCall", .handle = client_streams, .flags = DOSSIER_CLIENT_STREAMS, .context = (void *)INPUT},
    {.name = "FullDuplexCall", .handle = client_streams, .flags = BOTH, .context = (void *)FULL_DUPLEX},
    {.name = "HalfDuplexCall", .handle = client_streams, .flags = BOTH, .context = (void *)HALF_DUPLEX},
    {.name = "UnimplementedCall", .handle = unimplemented_call},
};
static const dossier_service services[] = {{&grpc__testing__test_service__descriptor, methods}};
static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "grpc.testing",
    .version = "1",
    .services = services,
    .n_services = 1,
    .file_descriptor_set = {(const char *)file_set, sizeof file_set},
    .start = start,
    .stop = stop,
};

const dossier_module *dossier_module_entry(uint32_t abi) {
    return abi == DOSSIER_ABI ? &module : NULL;
}
