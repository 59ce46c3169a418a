/* A module that is in order, or, built with one of the names below, is not. */
#include "probe.h"

static dossier_status unused(void *self, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *request) {
    (void)self, (void)method, (void)call, (void)request;
    return 12;
}

static dossier_status start(const dossier_host *host, dossier_bytes config, void **instance) {
    (void)config, (void)instance;
#ifdef DOES_NOT_START
    host->log(host, 0, DOSSIER_LOG_ERROR, bytes_of("there is no such disk"));
    return 9;
#endif
    /* Of no call, before any is served. */
    dossier_outcome outcome = {.size = sizeof outcome};
    bool sane = host->caller(host, 1) == NULL && host->cancelled(host, 1) && host->finish(host, 1, &outcome) == 5;
    return sane ? 0 : 13;
}

static void stop(void *self) {
    (void)self;
}

static dossier_status index_any(void *self, const dossier_record *record, dossier_sink *sink) {
    (void)self, (void)record, (void)sink;
    return 0;
}

static const dossier_method methods[] = {
#ifdef OUT_OF_ORDER
    {.name = "Second", .handle = unused},
    {.name = "First", .handle = unused},
#else
#ifdef NAMELESS_METHOD
    {.handle = unused},
#elif defined NO_HANDLER
    {.name = "First"},
#elif defined QUICK_WRITES
    {.name = "First", .handle = unused, .flags = DOSSIER_QUICK | DOSSIER_WRITES},
#elif defined QUICK_STREAMS
    {.name = "First", .handle = unused, .flags = DOSSIER_QUICK | DOSSIER_SERVER_STREAMS},
#elif defined UNKNOWN_ROLE
    {.name = "First", .handle = unused, .role = "root"},
#elif defined FLAGS_A_STREAM
    {.name = "First", .handle = unused, .flags = DOSSIER_SERVER_STREAMS},
#else
    {.name = "First", .handle = unused},
#endif
    {.name = "Second", .handle = unused},
#endif
#ifdef FLAGS_NO_CLIENT
    {.name = "Third", .handle = unused, .flags = DOSSIER_SERVER_STREAMS},
#else
    {.name = "Third", .handle = unused, .flags = DOSSIER_SERVER_STREAMS | DOSSIER_CLIENT_STREAMS},
#endif
};
static const dossier_service services[] = {
#ifdef NO_METHODS
    {&probe__v1__plain__descriptor, NULL},
#elif defined NO_DESCRIPTOR
    {NULL, methods},
#else
    {&probe__v1__plain__descriptor, methods},
#endif
};
static const dossier_field fields[] = {
    {.name = "text", .type = DOSSIER_TEXT},
#ifdef NAME_OF_NOTHING
    {.name = "owner", .type = DOSSIER_NAME},
#elif defined UNKNOWN_TYPE
    {.name = "owner", .type = 77},
#else
    {.name = "owner", .type = DOSSIER_NAME, .kinds = "plains"},
#endif
};
static const dossier_kind kinds[] = {
    {
#ifndef NAMELESS_KIND
        .name = "plains",
#endif
#ifndef NO_FIELDS
        .fields = fields,
#endif
        .n_fields = 2,
        .terms_version = 1,
    },
};

/* FileDescriptorSets by hand. */
#ifdef NO_SET
#define SET ""
#elif defined BROKEN_SET
#define SET "\x0a\x7f\x12"
#elif defined OTHER_SET
#define SET "\x0a\x0a\x12\x08probe.v1"
#elif defined OTHER_MESSAGES
#define SET "\x0a\x3c\x12\x08probe.v1\x32\x30\x0a\x05Plain\x12\x27\x0a\x05" \
            "First\x12\x0d.probe.v1.Ask\x1a\x0f.probe.v1.Trial"
#elif defined OTHER_FILE
#define SET "\x0a\x10\x0a\x0bprobe.proto\x12\x01x"
#elif defined OTHER_WELL_KNOWN
#define SET "\x0a\x21\x0a\x1fgoogle/protobuf/timestamp.proto"
#elif defined NO_IMPORT
#define SET "\x0a\x12\x0a\x07" "a.proto\x1a\x07" "b.proto"
#elif defined OTHER_DECLARES
#define SET "\x0a\x1a\x0a\x07" "b.proto\x12\x08probe.v1\x22\x05\x0a\x03" "Ask"
#endif

static const dossier_module module = {
#ifdef SMALL
    .size = 16,
#else
    .size = sizeof module,
#endif
#ifdef OTHER_ABI
    .abi = DOSSIER_ABI + 1,
#else
    .abi = DOSSIER_ABI,
#endif
#ifdef OTHER_ID
    .id = "probe.other",
#else
    .id = "probe.refused",
#endif
    .version = "1",
#ifndef NO_SERVICES
#ifndef NULL_SERVICES
    .services = services,
#endif
    .n_services = 1,
#endif
#ifndef NO_KINDS
    .kinds = kinds,
    .n_kinds = 1,
#endif
#ifdef SET
    .file_descriptor_set = {SET, sizeof SET - 1},
#else
    .file_descriptor_set = FILE_SET,
#endif
    .start = start,
    .stop = stop,
#ifndef NO_INDEX
    .index = index_any,
#endif
};

#ifndef NO_ENTRY
const dossier_module *dossier_module_entry(uint32_t abi) {
    (void)abi;
    (void)file_set, (void)services, (void)kinds, (void)fields, (void)methods, (void)index_any;
#ifdef DECLINES
    return NULL;
#endif
    return &module;
}
#else
const dossier_module *some_other_entry = &module;
#endif
