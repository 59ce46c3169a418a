/* WatchSightings: every change after a position, then live, at the reader's pace.
 *
 * The feed is the record itself, so a watch keeps nothing but its position in it: a slow reader costs no memory, a lost
 * connection loses nothing. Three things set it going: the handler, a hint that the kind has changed, and room in the
 * stream after send has answered FULL. The server never runs two of them at once for one call, so there is no lock. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "sightings.h"

#define BATCH 64             /* changes sent from one read */
#define HEARTBEAT_SECONDS 10 /* hints come at least every 15 s; a reader that has had nothing for so long is told so */

/* One call, from its handler to finish. */
typedef struct {
    const module_t *self;
    dossier_call call;
    const watch_request *request; /* lives until finish */
    /* Where the reader stands: after a change, or, when there is no cursor, after a transaction. */
    char cursor[CURSOR_BYTES];
    size_t cursor_size;
    uint64_t after;
    uint64_t head;          /* the last transaction that the last read saw */
    bool is_behind;         /* there may be more up to it */
    dossier_status refusal; /* of send, while it was read: FULL or CANCELLED */
    bool is_full;
    time_t last_sent;
    char message[300]; /* why a read failed */
} session_t;

static void end(session_t *session, dossier_status status, const char *message) {
    /* Disarms the callbacks; when it returns none runs but the one that we may be in. */
    fail(session->self, session->call, status, message);
    free(session);
}

static time_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

/* -- sending ---------------------------------------------------------------- */

static Dossier__V1__ChangeType type_of(const dossier_record *record) {
    if (record->deleted == 2) return DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_REMOVED;
    if (record->deleted == 1) return DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_DELETED;
    if (record->before == DOSSIER_BEFORE_TOMBSTONE) return DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_UNDELETED;
    return record->before == DOSSIER_BEFORE_LIVE ? DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_UPDATED
                                                 : DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_CREATED;
}

static dossier_status send(session_t *session, const watch_response *event) {
    const dossier_host *host = session->self->host;
    dossier_status status = host->send(host, session->call, &event->base, (dossier_bytes){0});
    if (status == 0) session->last_sent = now();
    return status;
}

/* A change. What is refused is read again: saying false keeps it ahead of the position. */
static bool send_change(void *user, const dossier_record *record, dossier_bytes cursor) {
    session_t *session = user;
    char name[NAME_BYTES], token[TOKEN_BYTES];
    snprintf(name, sizeof name, KIND "/%.*s", (int)record->id.size, record->id.data);
    encode_token(cursor, token);
    watch_response event = EXAMPLE__SIGHTINGS__V1__WATCH_SIGHTINGS_RESPONSE__INIT;
    event.type = type_of(record);
    event.name = name;
    event.sequence = record->sequence;
    event.resume_token = token;
    /* One that left the reader's sight has no body. */
    if (record->deleted != 2) event.sighting = unpack_sighting(record);
    session->refusal = send(session, &event);
    if (event.sighting) free_sighting(event.sighting);
    return session->refusal == 0;
}

/* Keeps why the last function refused, for the end. */
static void note_failure(session_t *session, dossier_txn *txn) {
    const dossier_outcome *failure = session->self->store->failure(txn);
    if (!failure) return;
    snprintf(session->message, sizeof session->message, "%.*s", (int)failure->message.size, failure->message.data);
}

/* Reads a bounded part of the feed: no read stays open for long, however much there is that a filter hides. */
static dossier_status read_part(void *user, dossier_txn *txn) {
    session_t *session = user;
    const dossier_store *store = session->self->store;
    dossier_query query = {
        .size = sizeof query,
        .limit = BATCH,
        .kind = bytes_of(KIND),
        .filter = bytes_of(session->request->filter),
        .cursor = {session->cursor, session->cursor_size},
    };
    dossier_bytes end = {0};
    dossier_moment moment;
    session->refusal = 0;
    dossier_status status = store->moment(txn, &moment);
    session->head = moment.sequence;
    if (status == 0) status = store->changes(txn, &query, session->after, send_change, session, &end);
    if (status != 0) note_failure(session, txn);
    session->is_behind = end.size > 0;
    if (session->is_behind) {
        memcpy(session->cursor, end.data, end.size);
        session->cursor_size = end.size;
    }
    return status;
}

/* Sends until there is nothing more, 0, or no more room, DOSSIER_FULL; anything else ends the watch. */
static dossier_status pump(session_t *session) {
    const module_t *self = session->self;
    do {
        dossier_status status = self->store->read(self->host, session->call, (dossier_moment){0}, read_part, session);
        if (status == 0) status = session->refusal;
        if (status != 0) return status;
    } while (session->is_behind);
    session->after = session->head;
    session->cursor_size = 0;
    return 0;
}

static dossier_status beat(session_t *session) {
    if (now() - session->last_sent < HEARTBEAT_SECONDS) return 0;
    watch_response event = EXAMPLE__SIGHTINGS__V1__WATCH_SIGHTINGS_RESPONSE__INIT;
    event.type = DOSSIER__V1__CHANGE_TYPE__CHANGE_TYPE_HEARTBEAT;
    event.sequence = session->head;
    return send(session, &event);
}

/* -- turns ------------------------------------------------------------------ */

static void on_event(void *user, dossier_call call, uint32_t events);

/* Sends what there is and waits for what sets it going again. The session may be gone when it returns. */
static void go_on(session_t *session) {
    dossier_status status = pump(session);
    if (status == 0) status = beat(session);
    if (status != 0 && status != DOSSIER_FULL) {
        end(session, status, session->message);
        return;
    }
    session->is_full = status == DOSSIER_FULL;
    uint32_t events = DOSSIER_EVENT_CANCELLED | (session->is_full ? DOSSIER_EVENT_WRITABLE : 0);
    session->self->host->watch(session->self->host, session->call, events, on_event, session);
}

static void on_event(void *user, dossier_call call, uint32_t events) {
    (void)call;
    if (events & DOSSIER_EVENT_CANCELLED)
        end(user, CANCELLED, "the watch was ended");
    else
        go_on(user);
}

static void on_hint(void *user, uint64_t latest) {
    (void)latest;
    session_t *session = user;
    /* Without room there is nothing to do: WRITABLE goes on. */
    if (!session->is_full) go_on(session);
}

/* -- the beginning ---------------------------------------------------------- */

static dossier_status read_head(void *user, dossier_txn *txn) {
    session_t *session = user;
    const dossier_store *store = session->self->store;
    dossier_moment moment;
    dossier_status status = store->moment(txn, &moment);
    session->head = moment.sequence;
    if (status != 0) note_failure(session, txn);
    return status;
}

/* Sets the position that was asked for. False: refused. */
static bool set_position(session_t *session) {
    const module_t *self = session->self;
    const watch_request *request = session->request;
    dossier_status status = self->store->read(self->host, session->call, (dossier_moment){0}, read_head, session);
    if (status != 0) {
        fail(self, session->call, status, session->message);
        return false;
    }
    switch (request->after_case) {
    case EXAMPLE__SIGHTINGS__V1__WATCH_SIGHTINGS_REQUEST__AFTER_RESUME_TOKEN:
        if (decode_token(request->resume_token, session->cursor, &session->cursor_size) && session->cursor_size > 0)
            return true;
        refuse_field(self, session->call, "resume_token", "was not given out by this service");
        return false;
    case EXAMPLE__SIGHTINGS__V1__WATCH_SIGHTINGS_REQUEST__AFTER_SEQUENCE:
        session->after = request->sequence;
        if (session->after <= session->head) return true;
        fail(self, session->call, OUT_OF_RANGE, "sequence: no such transaction has happened yet");
        return false;
    default: session->after = session->head; return true;
    }
}

dossier_status watch_sightings(void *raw, const dossier_method *method, dossier_call call,
                               const ProtobufCMessage *message) {
    (void)method;
    const module_t *self = raw;
    session_t *session = calloc(1, sizeof *session);
    if (!session) return INTERNAL;
    session->self = self;
    session->call = call;
    session->request = (const watch_request *)message;
    session->last_sent = now();
    if (!set_position(session)) {
        free(session);
        return 0;
    }
    /* Before the first read, so that no change falls between; hints wait until this has returned. */
    self->store->subscribe(self->host, call, bytes_of(KIND), on_hint, session);
    go_on(session);
    return 0;
}
