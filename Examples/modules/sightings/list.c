/* ListSightings: filter, order, search and the stability of pages are the store's; this hands them on. */
#include <stdlib.h>

#include "sightings.h"

/* One call. */
typedef struct {
    const module_t *self;
    dossier_call call;
    dossier_query query;
    size_t page_size, count;
    sighting_t **sightings;
    char cursor[CURSOR_BYTES], next_page_token[TOKEN_BYTES];
    bool has_more, has_failed;
} listing_t;

/* The query asks for one record more than the page holds: when it comes, there is a next page. */
static bool collect(void *user, const dossier_record *record, dossier_bytes cursor) {
    listing_t *listing = user;
    listing->has_more = listing->count == listing->page_size;
    if (listing->has_more) return false;
    sighting_t *sighting = unpack_sighting(record);
    listing->has_failed = !sighting;
    if (listing->has_failed) return false;
    listing->sightings[listing->count++] = sighting;
    encode_token(cursor, listing->next_page_token);
    return true;
}

static dossier_status find(void *user, dossier_txn *txn) {
    listing_t *listing = user;
    const module_t *self = listing->self;
    dossier_status status = self->store->find(txn, &listing->query, collect, listing);
    /* What was wrong with filter, order, search or token. */
    if (status != 0) return refuse_as_store(self, listing->call, txn, status);
    if (listing->has_failed) return INTERNAL;
    list_response response = EXAMPLE__SIGHTINGS__V1__LIST_SIGHTINGS_RESPONSE__INIT;
    response.n_sightings = listing->count;
    response.sightings = listing->sightings;
    if (listing->has_more) response.next_page_token = listing->next_page_token;
    answer(self, listing->call, &response.base);
    return 0;
}

static void set_query(listing_t *listing, const list_request *request) {
    listing->page_size = request->page_size == 0 ? PAGE_SIZE : (size_t)request->page_size;
    if (listing->page_size > PAGE_SIZE_AT_MOST) listing->page_size = PAGE_SIZE_AT_MOST;
    dossier_query *query = &listing->query;
    query->size = sizeof *query;
    query->kind = bytes_of(KIND);
    query->filter = bytes_of(request->filter);
    query->order = bytes_of(request->order_by);
    query->text = bytes_of(request->search);
    query->limit = (uint32_t)listing->page_size + 1;
}

static dossier_status run(listing_t *listing) {
    const module_t *self = listing->self;
    listing->sightings = calloc(listing->page_size, sizeof *listing->sightings);
    if (!listing->sightings) return INTERNAL;
    dossier_status status = self->store->read(self->host, listing->call, (dossier_moment){0}, find, listing);
    for (size_t i = 0; i < listing->count; i++) free_sighting(listing->sightings[i]);
    free(listing->sightings);
    return status;
}

/* The token is the store's cursor, sealed by it with the query and the moment of the first page. */
dossier_status list_sightings(void *raw, const dossier_method *method, dossier_call call,
                              const ProtobufCMessage *message) {
    (void)method;
    const module_t *self = raw;
    const list_request *request = (const list_request *)message;
    listing_t listing = {.self = self, .call = call};
    if (request->page_size < 0) {
        refuse_field(self, call, "page_size", "must not be negative");
        return 0;
    }
    set_query(&listing, request);
    listing.query.cursor.data = listing.cursor;
    if (!decode_token(request->page_token, listing.cursor, &listing.query.cursor.size)) {
        refuse_field(self, call, "page_token", "was not given out by this service");
        return 0;
    }
    return run(&listing);
}
