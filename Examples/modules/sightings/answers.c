/* How calls end: finish is called exactly once for each, from here or from where the store's outcome is passed on. */
#include <stdio.h>

#include "sightings.h"

void add_violation(violations_t *violations, const char *field, const char *description) {
    size_t at = violations->count;
    if (at == sizeof violations->items / sizeof *violations->items) return;
    google__rpc__bad_request__field_violation__init(&violations->items[at]);
    /* protobuf-c's texts are not const; packing does not write to them. */
    violations->items[at].field = (char *)field;
    violations->items[at].description = (char *)description;
    violations->list[at] = &violations->items[at];
    violations->count++;
}

void refuse_fields(const module_t *self, dossier_call call, const violations_t *violations) {
    Google__Rpc__BadRequest bad = GOOGLE__RPC__BAD_REQUEST__INIT;
    bad.n_field_violations = violations->count;
    bad.field_violations = (Google__Rpc__BadRequest__FieldViolation **)violations->list;
    const ProtobufCMessage *details[] = {&bad.base};
    char message[200];
    snprintf(message, sizeof message, "%s: %s", violations->items[0].field, violations->items[0].description);
    dossier_outcome outcome = {.size = sizeof outcome, .status = INVALID_ARGUMENT, .message = bytes_of(message)};
    outcome.details = details;
    outcome.n_details = 1;
    self->host->finish(self->host, call, &outcome);
}

void refuse_field(const module_t *self, dossier_call call, const char *field, const char *description) {
    violations_t violations = {0};
    add_violation(&violations, field, description);
    refuse_fields(self, call, &violations);
}

void fail(const module_t *self, dossier_call call, dossier_status status, const char *message) {
    dossier_outcome outcome = {.size = sizeof outcome, .status = status, .message = bytes_of(message)};
    self->host->finish(self->host, call, &outcome);
}

dossier_status refuse_as_store(const module_t *self, dossier_call call, dossier_txn *txn, dossier_status status) {
    const dossier_outcome *failure = self->store->failure(txn);
    /* WAIT is no refusal: the server runs the handler again on a worker. */
    if (status == DOSSIER_WAIT || !failure) return status;
    self->host->finish(self->host, call, failure);
    return 0;
}

void answer(const module_t *self, dossier_call call, const ProtobufCMessage *reply) {
    dossier_outcome outcome = {.size = sizeof outcome, .reply = reply};
    self->host->finish(self->host, call, &outcome);
}
