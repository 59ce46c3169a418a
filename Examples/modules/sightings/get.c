/* GetSighting: QUICK, so a record that the server has in memory is answered on the event loop, without a thread. */
#include "sightings.h"

/* One call. */
typedef struct {
    const module_t *self;
    dossier_call call;
    const char *id;
} lookup_t;

/* The record is valid during the visit; finish copies what it is given. */
static bool answer_record(void *user, const dossier_record *record, dossier_bytes cursor) {
    (void)cursor;
    const lookup_t *lookup = user;
    dossier_outcome outcome = {.size = sizeof outcome, .encoded = record->body};
    lookup->self->host->finish(lookup->self->host, lookup->call, &outcome);
    return false;
}

static dossier_status read_record(void *user, dossier_txn *txn) {
    const lookup_t *lookup = user;
    const module_t *self = lookup->self;
    dossier_status status = self->store->get(txn, bytes_of(KIND), bytes_of(lookup->id), 0, answer_record, user);
    return status == 0 ? 0 : refuse_as_store(self, lookup->call, txn, status);
}

/* Where the record is not in memory the store answers DOSSIER_WAIT: returned from here, it has the server run this
 * again on a worker. */
dossier_status get_sighting(void *raw, const dossier_method *method, dossier_call call,
                            const ProtobufCMessage *message) {
    (void)method;
    const module_t *self = raw;
    const char *name = ((const get_request *)message)->name;
    lookup_t lookup = {.self = self, .call = call, .id = id_in(name, KIND)};
    if (!lookup.id) {
        refuse_field(self, call, "name", "must be the name of a sighting: sightings/ID");
        return 0;
    }
    return self->store->read(self->host, call, (dossier_moment){0}, read_record, &lookup);
}
