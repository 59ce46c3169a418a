/* What the module declares, its beginning and its end. Start reading here, then create.c. */
#include <stdlib.h>

#include "sightings.h"

/* The messages and services as clients read them by reflection: a FileDescriptorSet, made by protoc-c. */
static const uint8_t file_set[] = {
#include "file_set.inc"
};

/* In the order of the .proto file. */
static const dossier_method methods[] = {
    {.name = "CreateSighting", .flags = DOSSIER_WRITES, .role = "writer", .handle = create_sighting},
    {.name = "GetSighting", .flags = DOSSIER_QUICK, .role = "reader", .handle = get_sighting},
    {.name = "ListSightings", .role = "reader", .handle = list_sightings},
    {.name = "WatchSightings", .flags = DOSSIER_SERVER_STREAMS, .role = "reader", .handle = watch_sightings},
};

static const dossier_service services[] = {
    {.descriptor = &example__sightings__v1__sightings__descriptor, .methods = methods},
};

static dossier_status start(const dossier_host *host, dossier_bytes config, void **self) {
    (void)config;
    const dossier_store *store = host->service(host, DOSSIER_STORE);
    if (!store) {
        host->log(host, 0, DOSSIER_LOG_ERROR, bytes_of("this server has no " DOSSIER_STORE));
        return INTERNAL;
    }
    module_t *module = calloc(1, sizeof *module);
    if (!module) return INTERNAL;
    module->host = host;
    module->store = store;
    *self = module;
    return 0;
}

static void stop(void *self) {
    free(self);
}

static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "org.example.sightings",
    .version = "1.0.0",
    .services = services,
    .kinds = &sighting_kind,
    .n_services = 1,
    .n_kinds = 1,
    .file_descriptor_set = {(const char *)file_set, sizeof file_set},
    .start = start,
    .stop = stop,
    .index = index_sighting,
};

const dossier_module *dossier_module_entry(uint32_t host_abi) {
    return host_abi == DOSSIER_ABI ? &module : NULL;
}
