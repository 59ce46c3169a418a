/* How a sighting is kept and found. */
#include "sightings.h"

/* The terms, in the order of `fields`. */
enum { INDICATOR, ACTOR, INCIDENT, OBSERVED_TIME, COUNT };

static const dossier_field fields[] = {
    [INDICATOR] = {.name = "indicator", .type = DOSSIER_TEXT},
    [ACTOR] = {.name = "actor", .type = DOSSIER_NAME, .kinds = "actors"},
    [INCIDENT] = {.name = "incident", .type = DOSSIER_NAME, .kinds = "incidents"},
    [OBSERVED_TIME] = {.name = "observed_time", .type = DOSSIER_TIME},
    [COUNT] = {.name = "count", .type = DOSSIER_INT},
};

/* Raise terms_version when fields or index_sighting change: the server then indexes all records anew at its start. */
const dossier_kind sighting_kind = {
    .name = KIND,
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .terms_version = 1,
};

sighting_t *unpack_sighting(const dossier_record *record) {
    return example__sightings__v1__sighting__unpack(NULL, record->body.size, (const uint8_t *)record->body.data);
}

void free_sighting(sighting_t *sighting) {
    example__sightings__v1__sighting__free_unpacked(sighting, NULL);
}

static void add_text(const module_t *self, dossier_sink *sink, uint32_t field, const char *value) {
    if (*value) self->store->term(sink, field, bytes_of(value));
}

/* Big endian with the sign bit flipped: so integers sort as bytes do. */
static void add_integer(const module_t *self, dossier_sink *sink, uint32_t field, int64_t value) {
    uint64_t sortable = (uint64_t)value ^ (uint64_t)1 << 63;
    char bytes[8];
    for (int i = 0; i < 8; i++) bytes[i] = (char)(sortable >> (56 - 8 * i));
    self->store->term(sink, field, (dossier_bytes){bytes, sizeof bytes});
}

/* From the record's body alone, the same each time, on any thread: it runs on put, when records are indexed anew and
 * to filter changes. */
dossier_status index_sighting(void *raw, const dossier_record *record, dossier_sink *sink) {
    const module_t *self = raw;
    sighting_t *sighting = unpack_sighting(record);
    if (!sighting) return INTERNAL;
    add_text(self, sink, INDICATOR, sighting->indicator);
    add_text(self, sink, ACTOR, sighting->actor);
    add_text(self, sink, INCIDENT, sighting->incident);
    const Google__Protobuf__Timestamp *observed = sighting->observed_time;
    if (observed) add_integer(self, sink, OBSERVED_TIME, observed->seconds * 1000000000 + observed->nanos);
    add_integer(self, sink, COUNT, sighting->count);
    self->store->text(sink, DOSSIER_TEXT_WEIGHTS, bytes_of(sighting->indicator));
    self->store->text(sink, 1, bytes_of(sighting->note));
    free_sighting(sighting);
    return 0;
}
