/* What the files of this module share. One file for each method; module.c puts them together. */
#ifndef SIGHTINGS_H
#define SIGHTINGS_H
#include <dossier_module.h>
#include <string.h>

#include "example/sightings/v1/sightings.pb-c.h"
#include "google/rpc/error_details.pb-c.h"

typedef Example__Sightings__V1__Sighting sighting_t;
typedef Example__Sightings__V1__CreateSightingRequest create_request;
typedef Example__Sightings__V1__GetSightingRequest get_request;
typedef Example__Sightings__V1__ListSightingsRequest list_request;
typedef Example__Sightings__V1__ListSightingsResponse list_response;
typedef Example__Sightings__V1__WatchSightingsRequest watch_request;
typedef Example__Sightings__V1__WatchSightingsResponse watch_response;

#define KIND "sightings"
#define INDICATOR_BYTES 300
#define NOTE_BYTES 2000
#define SIGHTING_BYTES 4000 /* encoded: the largest page then is below the 4 MiB of a message */
#define ID_BYTES 63
#define NAME_BYTES 80 /* of "sightings/{id}" and its like */
#define PAGE_SIZE 50
#define PAGE_SIZE_AT_MOST 1000
#define CURSOR_BYTES 512 /* the store's are no longer */
#define TOKEN_BYTES (2 * CURSOR_BYTES + 1)

/* Statuses that this module ends calls with: gRPC's numbers. */
enum { CANCELLED = 1, INVALID_ARGUMENT = 3, OUT_OF_RANGE = 11, INTERNAL = 13 };

/* The module's own state, handed to every function: what start was given. */
typedef struct {
    const dossier_host *host;
    const dossier_store *store;
} module_t;

/* The methods. */
typedef dossier_status handler(void *self, const dossier_method *method, dossier_call call,
                               const ProtobufCMessage *request);
handler create_sighting, get_sighting, list_sightings, watch_sightings;

/* record.c: how a sighting is kept. Its body is the message Sighting, encoded, as Get answers it. */
extern const dossier_kind sighting_kind;
dossier_status index_sighting(void *self, const dossier_record *record, dossier_sink *sink);
/* To be freed by free_sighting. NULL: not a sighting, or no memory. */
sighting_t *unpack_sighting(const dossier_record *record);
void free_sighting(sighting_t *sighting);

/* names.c: names and tokens as text. */
bool is_id(const char *id);
/* The id in "kind/id", or NULL when it is no such name. */
const char *id_in(const char *name, const char *kind);
void make_id(char id[ID_BYTES + 1]);
/* Tokens are the store's cursors in hexadecimal: texts of messages must be UTF-8. */
void encode_token(dossier_bytes cursor, char text[TOKEN_BYTES]);
/* False when it is none. */
bool decode_token(const char *text, char cursor[CURSOR_BYTES], size_t *size);

/* answers.c: how calls end. */
typedef struct {
    Google__Rpc__BadRequest__FieldViolation items[8], *list[8];
    size_t count;
} violations_t;
void add_violation(violations_t *violations, const char *field, const char *description);
/* Ends the call with INVALID_ARGUMENT and every violation as a detail. */
void refuse_fields(const module_t *self, dossier_call call, const violations_t *violations);
void refuse_field(const module_t *self, dossier_call call, const char *field, const char *description);
void fail(const module_t *self, dossier_call call, dossier_status status, const char *message);
/* Inside a transaction: ends the call with what the store refused it for. Returns what the handler is to return. */
dossier_status refuse_as_store(const module_t *self, dossier_call call, dossier_txn *txn, dossier_status status);
void answer(const module_t *self, dossier_call call, const ProtobufCMessage *reply);

static inline dossier_bytes bytes_of(const char *text) {
    return (dossier_bytes){text, strlen(text)};
}

#endif
