/* dossier_module.h - the whole contract between the server and a module.
 *
 * A module is a shared library exporting one function, dossier_module_entry.
 * Memory:  every pointer is borrowed; nobody frees what the other side made.
 * Strings: UTF-8 with a length, not NUL terminated. Zeroed means absent.
 * Threads: [loader] one thread, never concurrent. [worker] host pool thread:
 *          may block. [io] an event-loop thread: must return at once. [writer]
 *          the store's one writing thread. [any] any thread, concurrently.
 *          Only methods flagged QUICK are entered on [io].
 * Growth:  structs that begin with `size` only grow at the end; read past the
 *          first version with DOSSIER_HAS. Types marked frozen never change;
 *          a new need gets a new service id. */
#ifndef DOSSIER_MODULE_H
#define DOSSIER_MODULE_H
#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

#define DOSSIER_ABI 2u /* raised only when old modules cannot run */
#define DOSSIER_HAS(p, field) \
    ((p)->size >= offsetof(__typeof__(*(p)), field) + sizeof((p)->field))

typedef struct {
    const char *data;
    size_t size;
} dossier_bytes;                /* frozen */
typedef uint64_t dossier_call;  /* a number: stale ones fail, never dangle; 0: none */
typedef int32_t dossier_status; /* gRPC numbers: 0 ok, 1 cancelled, ... 16 */
#define DOSSIER_FULL (-1)       /* send: not taken; watch for WRITABLE */
#define DOSSIER_WAIT (-2)       /* receive, or a read on [io]: would block */

enum {
    DOSSIER_SERVER_STREAMS = 1,
    DOSSIER_CLIENT_STREAMS = 2,
    DOSSIER_WRITES = 4, /* changes the record */
    DOSSIER_QUICK = 8   /* unary, reads only: may be entered on [io];
                           answering DOSSIER_WAIT runs it again on a worker */
};
enum {
    DOSSIER_EVENT_WRITABLE = 1, /* the reply stream takes messages again */
    DOSSIER_EVENT_READABLE = 2, /* receive has something to say: not WAIT */
    DOSSIER_EVENT_CANCELLED = 4 /* disconnect, deadline or drain */
};
enum { DOSSIER_LOG_DEBUG, DOSSIER_LOG_INFO, DOSSIER_LOG_WARNING, DOSSIER_LOG_ERROR };

/* -- what the module declares ------------------------------------------- */
typedef struct dossier_method dossier_method;
struct dossier_method { /* frozen; one per method, in the descriptor's order */
    const char *name; /* must equal descriptor->methods[i].name */
    uint32_t flags, reserved;
    const char *role; /* "reader", "writer", "curator" or "admin", the least that may
                         call it; NULL: any known caller */
    void *context;    /* the module's own: one handle can serve many methods */
    /* Ends by finish(call) exactly once, now or later. request lives till
       then, also after a disconnect; NULL where the client streams: use
       receive. [worker], or [io] when QUICK. Returns 0, or DOSSIER_WAIT with
       no effect had. Any other status ends the call with it. */
    dossier_status (*handle)(void *self, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *request);
};

typedef struct { /* frozen */
    const ProtobufCServiceDescriptor *descriptor;
    const dossier_method *methods; /* descriptor->n_methods of them */
} dossier_service;

/* What the host must know of a kind of record to index, order and check it.
 * Term values: TEXT and NAME as UTF-8; INT, TIME (ns since 1970) and BOOL as 8
 * bytes, big endian, sign bit flipped, so that they sort as bytes. */
enum { DOSSIER_TEXT, DOSSIER_INT, DOSSIER_TIME, DOSSIER_BOOL, DOSSIER_NAME };
typedef struct { /* frozen */
    const char *name;  /* "victims.actor" */
    const char *kinds; /* NAME: kinds referred to, '|' between; the value is
                          "kind/id", checked when the transaction ends */
    uint32_t type, repeated;
} dossier_field;
typedef struct { /* frozen */
    const char *name; /* "incidents", as in names: its owner alone writes it */
    const dossier_field *fields;
    uint32_t n_fields, terms_version; /* raised: records are re-indexed */
} dossier_kind;

typedef struct dossier_host dossier_host;
typedef struct dossier_record dossier_record;
typedef struct dossier_redaction dossier_redaction;
typedef struct dossier_sink dossier_sink; /* the host's: collects terms and text */
typedef struct {
    uint32_t size, abi;
    const char *id, *version; /* "org.example.incidents", "1.2.0" */
    const dossier_service *services;
    const dossier_kind *kinds;
    uint32_t n_services, n_kinds;
    dossier_bytes file_descriptor_set; /* for reflection and JSON clients, with all
                                          imports; it and the methods' flags agree
                                          who streams */
    /* Anything but 0 refuses to load; log the reason first. config: what the
       administrator gave the module, absent in this version. The host outlives
       stop. [loader] */
    dossier_status (*start)(const dossier_host *host, dossier_bytes config, void **self);
    /* After the last finish. Join own threads before returning. [loader] */
    void (*stop)(void *self);
    /* Terms and text of a record, from its body alone, the same each time:
       called on put, when re-indexing and to filter changes. Anything but 0
       refuses the put. [any] */
    dossier_status (*index)(void *self, const dossier_record *record, dossier_sink *sink);
    /* A version is being redacted: gives by the store's body what is to stand in
       the place of record->body from now on, in all that is read - a body that
       the module can read, and that holds none of the content. Without it, or
       when it gives nothing, an empty body. Anything but 0 refuses the
       redaction. [writer] */
    dossier_status (*redact)(void *self, const dossier_record *record, const dossier_redaction *redaction,
                             dossier_sink *sink);
} dossier_module;

/* -- what the host gives ------------------------------------------------- */
typedef struct {
    dossier_bytes name, value;
} dossier_pair; /* frozen; under a name that ends in "-bin" bytes, else text */
typedef struct { /* valid until finish */
    uint32_t size, n_roles, n_metadata, tlp; /* tlp: clearance, as dossier.v1.Tlp */
    dossier_bytes subject, peer;
    const dossier_bytes *roles;
    const dossier_pair *metadata; /* names in lower case */
} dossier_caller;

typedef struct { /* how a call ends; zeroed (but for size) is OK without a reply */
    uint32_t size;
    dossier_status status;
    dossier_bytes message;
    const ProtobufCMessage *const *details; /* packed into google.rpc.Status */
    uint32_t n_details, n_trailers;
    const dossier_pair *trailers;  /* what header would refuse is left out and logged */
    const ProtobufCMessage *reply; /* unary success: this one, */
    dossier_bytes encoded;         /* or a reply already encoded */
    dossier_bytes encoded_details; /* in the place of details: the field
                                      `details` of google.rpc.Status, encoded */
} dossier_outcome;

struct dossier_host { /* valid until stop returns; all [any] */
    uint32_t size, abi;
    const char *version; /* of the server */
    void *impl;          /* the host's own */
    /* A table of functions by its id, such as DOSSIER_STORE; NULL: not given. */
    const void *(*service)(const dossier_host *host, const char *id);
    void (*log)(const dossier_host *host, dossier_call call_or_zero, int32_t level, dossier_bytes text);
    /* NULL when the call is over. */
    const dossier_caller *(*caller)(const dossier_host *host, dossier_call call);
    /* <= 0: past; INT64_MAX: none. */
    int64_t (*remaining_ns)(const dossier_host *host, dossier_call call);
    bool (*cancelled)(const dossier_host *host, dossier_call call);
    /* Headers sent ahead of the first reply, by a protocol that has them: ttrpc
       has none and drops them. FAILED_PRECONDITION after the first reply,
       INVALID_ARGUMENT for a name that is not lower case or is reserved and for
       text that is not printable ASCII, RESOURCE_EXHAUSTED past the bound of
       metadata. */
    dossier_status (*header)(const dossier_host *host, dossier_call call, dossier_pair pair);
    /* Next message of a client stream, valid until the next receive or finish:
       copy what a queued body needs. Inside handle it waits, as long as another
       of the module's workers is left; else, and everywhere else, it answers
       WAIT: prefer to watch for READABLE. OUT_OF_RANGE once the client has
       closed its side, CANCELLED or DEADLINE_EXCEEDED when over, also after a
       message that cannot be decoded. FAILED_PRECONDITION where the client does
       not stream. */
    dossier_status (*receive)(const dossier_host *host, dossier_call call, const ProtobufCMessage **message);
    /* One message of a server stream, or its bytes when message is NULL. Copies
       before returning; never blocks. 0, DOSSIER_FULL or CANCELLED;
       FAILED_PRECONDITION where the method does not stream. */
    dossier_status (*send)(const dossier_host *host, dossier_call call, const ProtobufCMessage *message,
                           dossier_bytes encoded);
    /* One-shot, fn on a worker, also when an event has already happened; arming
       again replaces. A call's handle and callbacks (watch, subscribe) never
       overlap; finish disarms them and waits for a running callback, unless
       that one calls finish. */
    dossier_status (*watch)(const dossier_host *host, dossier_call call, uint32_t events,
                            void (*fn)(void *user, dossier_call call, uint32_t events), void *user);
    /* The only way a call ends; copies before it returns. NOT_FOUND when the
       call has ended before. */
    dossier_status (*finish)(const dossier_host *host, dossier_call call, const dossier_outcome *outcome);
    /* Whether the message in hand came compressed: the request, or where the
       client streams what receive gave last. False when the call is over. */
    bool (*compressed)(const dossier_host *host, dossier_call call);
    /* Whether replies are to be compressed, where the protocol and the client
       can; unless this is said, they are when the client compresses its own.
       FAILED_PRECONDITION after the first reply or header went out. */
    dossier_status (*compress)(const dossier_host *host, dossier_call call, bool yes);
};

/* -- storage: host->service(host, DOSSIER_STORE) -------------------------- */
#define DOSSIER_STORE "dossier.store/1"
#define DOSSIER_TEXT_WEIGHTS 4u
typedef struct dossier_txn dossier_txn; /* this thread, inside body only */
struct dossier_record {                 /* frozen; valid during the visit */
    dossier_bytes kind, id, body, author;
    uint32_t tlp;
    uint32_t deleted;  /* 0 live; 1 tombstone, kept in history; 2 (changes) left
                          the caller's sight or filter: kind, id, sequence only */
    uint64_t revision; /* 1, 2, 3 per record; 0 is "must not exist" */
    uint64_t sequence; /* of its transaction, in commit order */
    int64_t time_ns;
    uint32_t before, reserved; /* changes: what the version before was, to the
                                  same caller and filter: a dossier_before */
};
struct dossier_redaction { /* valid during redact */
    uint32_t size, reserved;
    dossier_bytes author, reason; /* who asked for it, and why */
    uint64_t sequence;            /* of the transaction that does it */
    int64_t time_ns;
};
enum { DOSSIER_BEFORE_NONE, DOSSIER_BEFORE_LIVE, DOSSIER_BEFORE_TOMBSTONE }; /* dossier_before */
/* Frozen. Zero: now. A time alone: the last transaction at or before it. */
typedef struct {
    uint64_t sequence;
    int64_t time_ns;
} dossier_moment;
enum { DOSSIER_SHOW_DELETED = 1 };
typedef struct {
    uint32_t size, limit;
    dossier_bytes kind;
    dossier_bytes filter; /* AIP-160, over the terms the kind declares and name */
    dossier_bytes text;   /* words that must all occur in the record's text */
    dossier_bytes order;  /* AIP-132 order_by: terms that do not repeat, and name */
    dossier_bytes cursor; /* opaque, sealed by the host with kind, filter, text,
                             order, flags and moment; find and count then use
                             that moment; with another query: INVALID_ARGUMENT */
    uint32_t flags, reserved; /* DOSSIER_SHOW_DELETED */
} dossier_query;
/* No store call inside a visit. cursor (find, changes): where to go on after
 * this record; valid during the visit. False stops. */
typedef bool (*dossier_visit)(void *user, const dossier_record *record, dossier_bytes cursor);
typedef bool (*dossier_tally_visit)(void *user, dossier_bytes value, uint64_t count);
typedef dossier_status (*dossier_body)(void *user, dossier_txn *txn);

/* Run, then roll back. Wait, a little, for others that will follow at once, to
 * share one commit with them. */
enum { DOSSIER_VALIDATE_ONLY = 1, DOSSIER_PATIENT = 2 };
typedef struct {
    uint32_t size, flags; /* DOSSIER_VALIDATE_ONLY, DOSSIER_PATIENT */
    dossier_bytes request_id;
    /* [writer]. May run again; has no effect but through txn; anything but 0
       rolls it back, it alone. */
    dossier_body body;
    /* [worker]. Once it is durable, or has failed: with what body left by
       reply, or the reason (of body's status with failure's message, a
       dangling reference, a conflict, a full disk). Called exactly once. */
    void (*done)(void *user, const dossier_outcome *outcome, uint64_t sequence);
    void *user;
} dossier_write;

typedef struct {
    uint32_t size, reserved;
    /* One consistent view of what the call's caller is cleared for: what else
       there is does not exist in it. No call: the module itself - never for an
       answer. NOT_FOUND from every function when the call is over. On [io] get
       answers DOSSIER_WAIT on a cache miss, and find, count, history and changes
       always: body returns it, and so does handle. A moment that cannot be read
       is refused by every function of the transaction. Returns what body
       returned; in the place of 0, why the view did not end well: then what was
       read is not to be relied on. */
    dossier_status (*read)(const dossier_host *host, dossier_call call_or_zero, dossier_moment moment,
                           dossier_body body, void *user);
    /* Queued, returns at once; copies request_id. RESOURCE_EXHAUSTED when the
       queue is full, UNAVAILABLE when the server is stopping, NOT_FOUND when the
       call is over, INVALID_ARGUMENT for a request_id of more than 64 bytes:
       then neither body nor done is called. A request_id seen before (of this
       subject and method, same request bytes, else INVALID_ARGUMENT) skips body
       and hands back the stored reply. A reply too large to be sent rolls the
       write back. */
    dossier_status (*write)(const dossier_host *host, dossier_call call_or_zero, const dossier_write *write);
    /* Of a read: its view; may block, and UNAVAILABLE when the engine that
       knows it is away. Of a write: what it will commit with. Zero when it
       refuses. */
    dossier_status (*moment)(dossier_txn *txn, dossier_moment *moment);
    /* Why the last store function refused, or what refuse said; NULL if none. */
    const dossier_outcome *(*failure)(dossier_txn *txn);
    /* The version that holds at the view's moment, tombstones too; or the
       given revision. NOT_FOUND. */
    dossier_status (*get)(dossier_txn *txn, dossier_bytes kind, dossier_bytes id, uint64_t revision_or_zero,
                          dossier_visit visit, void *user);
    /* In the order asked for; without one by rank when text is searched, else
       by id. Equals by id. A filter, text or order that cannot be read is
       INVALID_ARGUMENT and says why. */
    dossier_status (*find)(dossier_txn *txn, const dossier_query *query, dossier_visit visit, void *user);
    dossier_status (*count)(dossier_txn *txn, const dossier_query *query, uint64_t *n);
    /* Revisions before one (0: all), newest first. */
    dossier_status (*history)(dossier_txn *txn, dossier_bytes kind, dossier_bytes id, uint64_t before,
                              uint32_t limit, dossier_visit visit, void *user);
    /* In commit order after a sequence, or after the query's cursor, which can
       stand inside a transaction. Of the query, kind, filter, cursor and limit
       apply; limit counts the changes that are visited. One call looks at a
       bounded number of versions, shown or not: end (NULL: not wanted) is set
       to the cursor behind those it has looked at, but for one that visit said
       false to; valid until the next function of txn. Empty: nothing is left
       up to the view's moment. */
    dossier_status (*changes)(dossier_txn *txn, const dossier_query *query, uint64_t after, dossier_visit visit,
                              void *user, dossier_bytes *end);
    /* record->revision is the one expected; a mismatch is ABORTED, 0 where it
       exists ALREADY_EXISTS. PERMISSION_DENIED for a tlp above the caller's
       clearance. An id that he has chosen can tell him what is taken by what he
       may not see: let only those cleared for red (5) choose. The host sets author, sequence and time. A module
       writes its own kinds only. [writer] */
    dossier_status (*put)(dossier_txn *txn, const dossier_record *record, uint64_t *revision);
    /* What done is to hand over. Copies. [writer] */
    void (*reply)(dossier_txn *txn, const dossier_outcome *outcome);
    /* From index only. field: one declared, by its place in the kind's fields. */
    void (*term)(dossier_sink *sink, uint32_t field, dossier_bytes value);
    /* From index only: full text, in the record's languages as they are; weight
       1 (a summary) to DOSSIER_TEXT_WEIGHTS (a title): how much a word of it
       counts in the rank. */
    void (*text)(dossier_sink *sink, uint32_t weight, dossier_bytes text);
    /* A coalesced hint that a kind (absent: any) may have changed; read changes
       for the truth. [worker]. Also once each heartbeat interval. With a call it
       is one of the call's callbacks and ends with it; without one it is the
       module's own, one at a time, and ends before stop is called. 0: refused. */
    uint64_t (*subscribe)(const dossier_host *host, dossier_call call_or_zero, dossier_bytes kind,
                          void (*fn)(void *user, uint64_t latest), void *user);
    /* When it returns fn runs no more, unless it is fn that calls. */
    void (*unsubscribe)(const dossier_host *host, uint64_t subscription);
    /* The live records of of_kind that name kind/id in a term of type NAME, in
       no promised order: read off the index, without a filter and its bounds.
       field: as in term. What does not exist has none. INVALID_ARGUMENT for a
       field of another type or none. On [io]: WAIT. */
    dossier_status (*referrers)(dossier_txn *txn, dossier_bytes kind, dossier_bytes id, dossier_bytes of_kind,
                                uint32_t field, dossier_visit visit, void *user);
    /* The values of a term among the records that find would visit without a
       limit, each with how many have it, in the order of the values' bytes. Of
       the query, kind, filter, text and flags apply; without filter and text
       it is read off the index. field: as in term. INVALID_ARGUMENT for none,
       RESOURCE_EXHAUSTED past 65,536 values: narrow the filter. On [io]: WAIT. */
    dossier_status (*tally)(dossier_txn *txn, const dossier_query *query, uint32_t field,
                            dossier_tally_visit visit, void *user);
    /* From redact only: what is to stand in the body's place. Copies. */
    void (*body)(dossier_sink *sink, dossier_bytes body);
} dossier_store;

/* The one export. NULL when host_abi cannot be served; no other effect. */
__attribute__((visibility("default"))) const dossier_module *dossier_module_entry(uint32_t host_abi);
#ifdef __cplusplus
}
#endif
#endif
