/* The record through the contract. Built as OTHER it owns the kind "others" and does not say so of "notes". */
#include <semaphore.h>

#include "probe.h"

#ifdef OTHER
#define KIND "others"
#else
#define KIND "notes"
#endif

/* What is known of the last write. */
typedef struct {
    char handle[16], body[16], done[16];
    pthread_t handle_id, body_id, done_id;
    uint64_t sequence, moment;
    uint32_t runs; /* of bodies, all together */
} last_t;

typedef struct notes notes;

/* One call of Follow. */
typedef struct {
    notes *self;
    uint64_t subscription;
    atomic_int inside; /* handle and callbacks that run now */
    atomic_uint hints, overlaps, cancelled;
    _Atomic uint64_t latest;
    atomic_bool is_stopped, is_leaving;
} following;

struct notes {
    const dossier_host *host;
    const dossier_store *store;
    pthread_mutex_t lock;
    last_t last;
    following *followed;
    atomic_bool keeps_writing;
    pthread_t writer;
    bool has_writer;
    atomic_uint accepted, told;
};

/* -- writes ---------------------------------------------------------------- */

typedef struct {
    notes *self;
    dossier_call call;
    const ask_t *ask;
    const char *kind;
} job;

static bool ignore(void *user, const dossier_record *record, dossier_bytes cursor) {
    (void)user, (void)record, (void)cursor;
    return true;
}

static dossier_status put(job *job, dossier_txn *txn, uint64_t *revision) {
    dossier_record record = {.kind = bytes_of(job->kind), .id = bytes_of(job->ask->id), .tlp = 1};
    record.body = bytes_of(job->ask->text);
    record.revision = job->ask->number;
    return job->self->store->put(txn, &record, revision);
}

static void note_body(notes *self, dossier_txn *txn) {
    dossier_moment moment;
    self->store->moment(txn, &moment);
    pthread_mutex_lock(&self->lock);
    self->last.body_id = pthread_self();
    thread_name(self->last.body);
    self->last.moment = moment.sequence;
    self->last.runs++;
    pthread_mutex_unlock(&self->lock);
}

static dossier_status put_body(void *user, dossier_txn *txn) {
    job *job = user;
    note_body(job->self, txn);
    uint64_t revision = 0;
    dossier_status status = put(job, txn, &revision);
    answer_t reply = PROBE__V1__ANSWER__INIT;
    reply.text = "left by body";
    dossier_moment moment;
    job->self->store->moment(txn, &moment);
    reply.number = moment.sequence;
    reply.other = revision;
    dossier_outcome outcome = {.size = sizeof outcome};
    outcome.reply = &reply.base;
    if (status == 0) job->self->store->reply(txn, &outcome);
    return status;
}

/* Writes, looks for what is not there, and gives up with a status of its own. */
static dossier_status refuse_body(void *user, dossier_txn *txn) {
    job *job = user;
    uint64_t revision;
    note_body(job->self, txn);
    put(job, txn, &revision);
    job->self->store->get(txn, bytes_of(KIND), bytes_of("missing"), 0, ignore, NULL);
    return 10;
}

static void done(void *user, const dossier_outcome *outcome, uint64_t sequence) {
    job *job = user;
    notes *self = job->self;
    pthread_mutex_lock(&self->lock);
    self->last.done_id = pthread_self();
    thread_name(self->last.done);
    self->last.sequence = sequence;
    pthread_mutex_unlock(&self->lock);
    self->host->finish(self->host, job->call, outcome);
    free(job);
}

static dossier_status write_with(notes *self, dossier_call call, const ProtobufCMessage *request, const char *kind,
                                 dossier_body body) {
    const ask_t *ask = (const ask_t *)request;
    job *waiting = malloc(sizeof *waiting);
    *waiting = (job){self, call, ask, kind};
    pthread_mutex_lock(&self->lock);
    self->last.handle_id = pthread_self();
    thread_name(self->last.handle);
    pthread_mutex_unlock(&self->lock);
    dossier_write write = {.size = sizeof write, .body = body, .done = done, .user = waiting};
    write.flags = ask->flag ? DOSSIER_VALIDATE_ONLY : 0;
    write.request_id = bytes_of(ask->request_id);
    dossier_status status = self->store->write(self->host, call, &write);
    if (status != 0) free(waiting);
    return status;
}

static dossier_status put_note(void *self, const dossier_method *method, dossier_call call,
                               const ProtobufCMessage *request) {
    (void)method;
    return write_with(self, call, request, KIND, put_body);
}

static dossier_status refuse(void *self, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *request) {
    (void)method;
    return write_with(self, call, request, KIND, refuse_body);
}

static dossier_status put_foreign(void *self, const dossier_method *method, dossier_call call,
                                  const ProtobufCMessage *request) {
    (void)method;
    return write_with(self, call, request, "others", put_body);
}

/* number: of the sequence; other: moment minus it; text: the threads and what they have in common. */
static dossier_status last(void *raw, const dossier_method *method, dossier_call call,
                           const ProtobufCMessage *request) {
    (void)method, (void)request;
    notes *self = raw;
    pthread_mutex_lock(&self->lock);
    last_t last = self->last;
    pthread_mutex_unlock(&self->lock);
    char text[200];
    snprintf(text, sizeof text, "handle %s, body %s, done %s, body apart %d, runs %u", last.handle, last.body,
             last.done, last.body_id != last.handle_id && last.body_id != last.done_id, last.runs);
    answer(self->host, call, text, last.sequence, last.moment);
    return 0;
}

/* -- reads ----------------------------------------------------------------- */

typedef struct {
    notes *self;
    dossier_call call;
    const ask_t *ask;
    char text[300];
    dossier_moment moment;
    int runs;
    bool has_failed;
    dossier_status put;
} reading;

static bool copy(void *user, const dossier_record *record, dossier_bytes cursor) {
    (void)cursor;
    reading *read = user;
    snprintf(read->text, sizeof read->text, "%.*s", (int)record->body.size, record->body.data);
    return true;
}

static dossier_status get_body(void *user, dossier_txn *txn) {
    reading *read = user;
    read->runs++;
    dossier_status status = read->self->store->moment(txn, &read->moment);
    if (status != 0) return status;
    return read->self->store->get(txn, bytes_of(KIND), bytes_of(read->ask->id), 0, copy, read);
}

/* QUICK. other: 1 on an event loop. */
static dossier_status get(void *raw, const dossier_method *method, dossier_call call,
                          const ProtobufCMessage *request) {
    (void)method;
    notes *self = raw;
    reading read = {.self = self, .ask = (const ask_t *)request};
    dossier_status status = self->store->read(self->host, call, (dossier_moment){0}, get_body, &read);
    if (status != 0) return status;
    char name[16];
    answer(self->host, call, read.text, read.moment.time_ns > 0, strncmp(thread_name(name), "NIO", 3) == 0);
    return 0;
}

static dossier_status failing_body(void *user, dossier_txn *txn) {
    reading *read = user;
    dossier_status status = get_body(user, txn);
    const dossier_outcome *failure = read->self->store->failure(txn);
    if (failure) snprintf(read->text, sizeof read->text, "%.*s", (int)failure->message.size, failure->message.data);
    return status;
}

/* number: the moment asked for; answers with the view's. text of a failure: runs of body and the failure's message. */
static dossier_status read_note(void *raw, const dossier_method *method, dossier_call call,
                                const ProtobufCMessage *request) {
    (void)method;
    notes *self = raw;
    reading read = {.self = self, .ask = (const ask_t *)request};
    dossier_moment moment = {.sequence = read.ask->number};
    dossier_status status = self->store->read(self->host, call, moment, failing_body, &read);
    if (status == 0) {
        answer(self->host, call, read.text, read.moment.sequence, read.runs);
        return 0;
    }
    char text[400];
    snprintf(text, sizeof text, "body ran %d time: %s", read.runs, read.text);
    fail(self->host, call, status, text);
    return 0;
}

static bool join_id(void *user, const dossier_record *record, dossier_bytes cursor) {
    (void)cursor;
    reading *read = user;
    size_t length = strlen(read->text);
    snprintf(read->text + length, sizeof read->text - length, "%.*s ", (int)record->id.size, record->id.data);
    return ++read->runs < 3;
}

/* Ends the call with the store's reason; WAIT runs it again on a worker. */
static dossier_status pass_on(reading *read, dossier_txn *txn, dossier_status status) {
    const dossier_outcome *failure = read->self->store->failure(txn);
    if (status == 0 || status == DOSSIER_WAIT || !failure) return status;
    read->has_failed = true;
    read->self->host->finish(read->self->host, read->call, failure);
    return 0;
}

static dossier_status referrers_body(void *user, dossier_txn *txn) {
    reading *read = user;
    const char *kind = read->ask->text[0] ? read->ask->text : KIND;
    dossier_status status =
        read->self->store->referrers(txn, bytes_of("notes"), bytes_of(read->ask->id), bytes_of(kind),
                                     (uint32_t)read->ask->size, join_id, read);
    return pass_on(read, txn, status);
}

/* Reads as of `number`, and answers with what was joined. */
static dossier_status read_off(notes *self, dossier_call call, const ProtobufCMessage *request, dossier_body body) {
    reading read = {.self = self, .call = call, .ask = (const ask_t *)request};
    dossier_moment moment = {.sequence = read.ask->number};
    dossier_status status = self->store->read(self->host, call, moment, body, &read);
    if (status != 0 || read.has_failed) return status;
    char name[16];
    answer(self->host, call, read.text, read.runs, strncmp(thread_name(name), "NIO", 3) == 0);
    return 0;
}

/* QUICK. Who names the note id in term `size` of kind `text`, as of `number`: three of them at most.
 * number: how many; other: 1 on an event loop. */
static dossier_status referrers(void *raw, const dossier_method *method, dossier_call call,
                                const ProtobufCMessage *request) {
    (void)method;
    return read_off(raw, call, request, referrers_body);
}

static bool join_value(void *user, dossier_bytes value, uint64_t count) {
    reading *read = user;
    size_t length = strlen(read->text);
    snprintf(read->text + length, sizeof read->text - length, "%.*s: %llu ", (int)value.size, value.data,
             (unsigned long long)count);
    return ++read->runs < 3;
}

static dossier_status tally_body(void *user, dossier_txn *txn) {
    reading *read = user;
    dossier_query query = {.size = sizeof query, .kind = bytes_of(KIND), .filter = bytes_of(read->ask->text)};
    query.flags = read->ask->flag ? DOSSIER_SHOW_DELETED : 0;
    dossier_status status =
        read->self->store->tally(txn, &query, (uint32_t)read->ask->size, join_value, read);
    return pass_on(read, txn, status);
}

/* QUICK. The values of term `size` under filter `text`, as of `number`: three of them at most.
 * number: how many; other: 1 on an event loop. */
static dossier_status tally(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *request) {
    (void)method;
    return read_off(raw, call, request, tally_body);
}

static dossier_status put_in_read_body(void *user, dossier_txn *txn) {
    reading *read = user;
    job job = {read->self, 0, read->ask, KIND};
    read->put = put(&job, txn, NULL);
    const dossier_outcome *failure = read->self->store->failure(txn);
    snprintf(read->text, sizeof read->text, "%.*s", (int)failure->message.size, failure->message.data);
    return 0;
}

static dossier_status put_in_read(void *raw, const dossier_method *method, dossier_call call,
                                  const ProtobufCMessage *request) {
    (void)method;
    notes *self = raw;
    reading read = {.self = self, .ask = (const ask_t *)request};
    self->store->read(self->host, call, (dossier_moment){0}, put_in_read_body, &read);
    fail(self->host, call, read.put, read.text);
    return 0;
}

/* -- following ------------------------------------------------------------- */

static void enter(following *follow) {
    if (follow->inside++ > 0) follow->overlaps++;
}

static void leave(following *follow) {
    follow->inside--;
}

static void follow_hint(void *raw, uint64_t latest) {
    following *follow = raw;
    enter(follow);
    while (follow->is_stopped) usleep(1000);
    follow->hints++;
    follow->latest = latest;
    leave(follow);
}

static void follow_end(void *raw, dossier_call call, uint32_t events) {
    following *follow = raw;
    enter(follow);
    if (events & DOSSIER_EVENT_CANCELLED) follow->cancelled++;
    leave(follow);
    fail(follow->self->host, call, 1, "nobody listens");
}

/* flag: hints do not return before Followed says so. number: microseconds that handle takes. */
static dossier_status follow(void *raw, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *request) {
    (void)method;
    notes *self = raw;
    const ask_t *ask = (const ask_t *)request;
    following *follow = calloc(1, sizeof *follow);
    follow->self = self;
    follow->is_stopped = ask->flag;
    enter(follow);
    self->followed = follow;
    follow->subscription = self->store->subscribe(self->host, call, (dossier_bytes){0}, follow_hint, follow);
    self->host->watch(self->host, call, DOSSIER_EVENT_CANCELLED, follow_end, follow);
    send_answer(self->host, call, "following", 0);
    usleep(ask->number);
    leave(follow);
    return 0;
}

/* flag: hints return. number: how many have; other: the latest that one was told. */
static dossier_status followed(void *raw, const dossier_method *method, dossier_call call,
                               const ProtobufCMessage *request) {
    (void)method;
    notes *self = raw;
    following *follow = self->followed;
    if (((const ask_t *)request)->flag) follow->is_stopped = false;
    char text[100];
    snprintf(text, sizeof text, "%sinside %d, overlaps %u, cancelled %u", follow->is_leaving ? "leaving, " : "",
             follow->inside, follow->overlaps, follow->cancelled);
    answer(self->host, call, text, follow->hints, follow->latest);
    return 0;
}

/* number: callbacks that were running when unsubscribe had returned. */
static dossier_status unfollow(void *raw, const dossier_method *method, dossier_call call,
                               const ProtobufCMessage *request) {
    (void)method, (void)request;
    notes *self = raw;
    self->followed->is_leaving = true;
    self->store->unsubscribe(self->host, self->followed->subscription);
    answer(self->host, call, "", self->followed->inside, self->followed->hints);
    return 0;
}

/* -- a thread of the module's own -------------------------------------------- */

static dossier_status own_body(void *user, dossier_txn *txn) {
    notes *self = user;
    dossier_record record = {.kind = bytes_of(KIND), .id = bytes_of("own"), .body = bytes_of("x"), .tlp = 1};
    if (self->store->get(txn, record.kind, record.id, 0, ignore, NULL) == 0) return 0;
    return self->store->put(txn, &record, NULL);
}

static void own_done(void *user, const dossier_outcome *outcome, uint64_t sequence) {
    (void)outcome, (void)sequence;
    ((notes *)user)->told++;
}

static void *write_on(void *raw) {
    notes *self = raw;
    while (self->keeps_writing) {
        dossier_write write = {.size = sizeof write, .body = own_body, .done = own_done, .user = self};
        if (self->store->write(self->host, 0, &write) == 0) self->accepted++;
        usleep(100);
    }
    return NULL;
}

static dossier_status keep_writing(void *raw, const dossier_method *method, dossier_call call,
                                   const ProtobufCMessage *request) {
    (void)method, (void)request;
    notes *self = raw;
    self->keeps_writing = true;
    self->has_writer = true;
    pthread_create(&self->writer, NULL, write_on, self);
    answer(self->host, call, "", 0, 0);
    return 0;
}

/* -- the module -------------------------------------------------------------- */

static dossier_status start(const dossier_host *host, dossier_bytes config, void **instance) {
    (void)config;
    notes *self = calloc(1, sizeof *self);
    self->host = host;
    self->store = host->service(host, DOSSIER_STORE);
    pthread_mutex_init(&self->lock, NULL);
    *instance = self;
    /* A call's number from a former life: refused, without harm. */
    return host->cancelled(host, (uint64_t)7 << 32) ? 0 : 13;
}

static void stop(void *raw) {
    notes *self = raw;
    self->keeps_writing = false;
    if (self->has_writer) pthread_join(self->writer, NULL);
    char text[80];
    snprintf(text, sizeof text, KIND " stops: %u accepted, %u told", self->accepted, self->told);
    self->host->log(self->host, 0, DOSSIER_LOG_ERROR, bytes_of(text));
    free(self);
}

static dossier_status index_note(void *raw, const dossier_record *record, dossier_sink *sink) {
    const dossier_store *store = ((notes *)raw)->store;
    store->term(sink, 0, record->body);
    if (record->body.size > 6 && strncmp(record->body.data, "notes/", 6) == 0) store->term(sink, 1, record->body);
    return 0;
}

static const dossier_method methods[] = {
    {.name = "Put", .handle = put_note, .flags = DOSSIER_WRITES},
    {.name = "Get", .handle = get, .flags = DOSSIER_QUICK},
    {.name = "Read", .handle = read_note},
    {.name = "Refuse", .handle = refuse, .flags = DOSSIER_WRITES},
    {.name = "PutForeign", .handle = put_foreign, .flags = DOSSIER_WRITES},
    {.name = "PutInRead", .handle = put_in_read},
    {.name = "Last", .handle = last},
    {.name = "Follow", .handle = follow, .flags = DOSSIER_SERVER_STREAMS},
    {.name = "Followed", .handle = followed},
    {.name = "Unfollow", .handle = unfollow},
    {.name = "KeepWriting", .handle = keep_writing},
    {.name = "Referrers", .handle = referrers, .flags = DOSSIER_QUICK},
    {.name = "Tally", .handle = tally, .flags = DOSSIER_QUICK},
};
static const dossier_service services[] = {{&probe__v1__notes__descriptor, methods}};
static const dossier_field fields[] = {
    {.name = "text", .type = DOSSIER_TEXT},
    {.name = "about", .type = DOSSIER_NAME, .kinds = "notes"}, /* a text that is the name of a note */
};
static const dossier_kind kinds[] = {{.name = KIND, .fields = fields, .n_fields = 2, .terms_version = 1}};
static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "probe." KIND,
    .version = "1",
#ifndef OTHER
    .services = services,
    .n_services = 1,
#endif
    .kinds = kinds,
    .n_kinds = 1,
    .file_descriptor_set = FILE_SET,
    .start = start,
    .stop = stop,
    .index = index_note,
};

const dossier_module *dossier_module_entry(uint32_t abi) {
#ifdef OTHER
    (void)services;
#endif
    return abi == DOSSIER_ABI ? &module : NULL;
}
