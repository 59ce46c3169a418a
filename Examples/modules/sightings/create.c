/* CreateSighting: check, queue the write, answer when it is on disk. */
#include <stdio.h>
#include <stdlib.h>

#include "sightings.h"

/* One call, from its handler to done. */
typedef struct {
    const module_t *self;
    dossier_call call;
    const create_request *request; /* lives until finish */
    char id[ID_BYTES + 1];
} creation_t;

/* -- checks of the request alone ------------------------------------------- */

/* Times are kept as nanoseconds since 1970, which reach to the year 2262. */
static bool is_time(const Google__Protobuf__Timestamp *time) {
    return time->seconds >= 0 && time->seconds < 9223372036 && time->nanos >= 0 && time->nanos < 1000000000;
}

static void check_sighting(const sighting_t *sighting, violations_t *violations) {
    if (!*sighting->indicator) add_violation(violations, "sighting.indicator", "is required");
    if (strlen(sighting->indicator) > INDICATOR_BYTES)
        add_violation(violations, "sighting.indicator", "must not be longer than 300 bytes");
    if (strlen(sighting->note) > NOTE_BYTES)
        add_violation(violations, "sighting.note", "must not be longer than 2,000 bytes");
    if (*sighting->actor && !id_in(sighting->actor, "actors"))
        add_violation(violations, "sighting.actor", "must be the name of an actor: actors/ID");
    if (*sighting->incident && !id_in(sighting->incident, "incidents"))
        add_violation(violations, "sighting.incident", "must be the name of an incident: incidents/ID");
    if (!sighting->observed_time)
        add_violation(violations, "sighting.observed_time", "is required");
    else if (!is_time(sighting->observed_time))
        add_violation(violations, "sighting.observed_time", "must be a time between 1970 and 2262");
    if (sighting->count < 0) add_violation(violations, "sighting.count", "must not be negative");
    if ((uint32_t)sighting->tlp > DOSSIER__V1__TLP__TLP_RED)
        add_violation(violations, "sighting.tlp", "must be a marking of TLP 2.0");
    /* With fields that this version does not know, and keeps. */
    if (example__sightings__v1__sighting__get_packed_size(sighting) > SIGHTING_BYTES)
        add_violation(violations, "sighting", "must not be larger than 4,000 bytes");
}

static void check(const create_request *request, violations_t *violations) {
    if (*request->sighting_id && !is_id(request->sighting_id))
        add_violation(violations, "sighting_id",
                      "must be 1 to 63 of a-z, 0-9 and -, start with a letter and not end with -");
    if (request->sighting)
        check_sighting(request->sighting, violations);
    else
        add_violation(violations, "sighting", "is required");
}

/* -- the write -------------------------------------------------------------- */

/* The sighting as it is recorded: the request's, with what the server sets. The copy borrows the request's texts. */
static sighting_t completed(const creation_t *creation, char *name, Google__Protobuf__Timestamp *now) {
    sighting_t sighting = *creation->request->sighting;
    sighting.name = name;
    sighting.create_time = now;
    if (!sighting.tlp) sighting.tlp = DOSSIER__V1__TLP__TLP_AMBER;
    return sighting;
}

/* [writer] Everything in here may be rolled back and run again, so it has no effect but through the transaction. That
 * actor and incident exist is not looked up here: `fields` declares them as references, and the store checks those
 * when the transaction ends. */
static dossier_status put(void *user, dossier_txn *txn) {
    const creation_t *creation = user;
    const dossier_store *store = creation->self->store;
    char name[NAME_BYTES];
    snprintf(name, sizeof name, KIND "/%s", creation->id);
    dossier_moment moment;
    dossier_status status = store->moment(txn, &moment);
    if (status != 0) return status;
    Google__Protobuf__Timestamp now = GOOGLE__PROTOBUF__TIMESTAMP__INIT;
    now.seconds = moment.time_ns / 1000000000;
    now.nanos = (int32_t)(moment.time_ns % 1000000000);
    sighting_t sighting = completed(creation, name, &now);

    size_t size = example__sightings__v1__sighting__get_packed_size(&sighting);
    uint8_t *body = malloc(size);
    if (!body) return INTERNAL;
    example__sightings__v1__sighting__pack(&sighting, body);
    dossier_record record = {
        .kind = bytes_of(KIND),
        .id = bytes_of(creation->id),
        .body = {(const char *)body, size},
        .tlp = (uint32_t)sighting.tlp,
        .revision = 0, /* it must not exist */
    };
    status = store->put(txn, &record, NULL);
    dossier_outcome outcome = {.size = sizeof outcome, .encoded = record.body};
    if (status == 0) store->reply(txn, &outcome); /* kept with the request_id; handed to done */
    free(body);
    return status;
}

/* [worker] Recorded and on disk, or not: either way the store's outcome is the call's. */
static void done(void *user, const dossier_outcome *outcome, uint64_t sequence) {
    (void)sequence;
    creation_t *creation = user;
    creation->self->host->finish(creation->self->host, creation->call, outcome);
    free(creation);
}

dossier_status create_sighting(void *raw, const dossier_method *method, dossier_call call,
                               const ProtobufCMessage *message) {
    (void)method;
    const module_t *self = raw;
    const create_request *request = (const create_request *)message;
    violations_t violations = {0};
    check(request, &violations);
    if (violations.count > 0) {
        refuse_fields(self, call, &violations);
        return 0;
    }
    creation_t *creation = calloc(1, sizeof *creation);
    if (!creation) return INTERNAL;
    creation->self = self;
    creation->call = call;
    creation->request = request;
    /* Here, not in put: run again, that would choose another. */
    if (*request->sighting_id)
        strcpy(creation->id, request->sighting_id);
    else
        make_id(creation->id);
    dossier_write write = {
        .size = sizeof write,
        .flags = request->validate_only ? DOSSIER_VALIDATE_ONLY : 0,
        .request_id = bytes_of(request->request_id),
        .body = put,
        .done = done,
        .user = creation,
    };
    dossier_status status = self->store->write(self->host, call, &write);
    /* Not queued: done is not called, and returning the status ends the call. */
    if (status != 0) free(creation);
    return status;
}
