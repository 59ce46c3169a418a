#include <dossier_module.h>
#include <stdlib.h>
#include <string.h>

#include "first.pb-c.h"

static const uint8_t file_set[] = {
#include "file_set.inc"
};

/* "evil.example" becomes "evil[.]example". To be freed; NULL when there is no memory. */
static char *defanged(const char *text) {
    char *result = malloc(3 * strlen(text) + 1), *end = result;
    for (; result && *text; text++) {
        const char *replacement = *text == '.' ? "[.]" : text;
        size_t size = *text == '.' ? 3 : 1;
        memcpy(end, replacement, size);
        end += size;
    }
    if (result) *end = 0;
    return result;
}

static dossier_status defang(void *self, const dossier_method *method, dossier_call call,
                             const ProtobufCMessage *message) {
    (void)method;
    const dossier_host *host = self;
    const Example__First__V1__DefangRequest *request = (const Example__First__V1__DefangRequest *)message;
    Example__First__V1__DefangResponse response = EXAMPLE__FIRST__V1__DEFANG_RESPONSE__INIT;
    response.text = defanged(request->text);
    if (!response.text) return 8; /* RESOURCE_EXHAUSTED */
    dossier_outcome outcome = {.size = sizeof outcome, .reply = &response.base};
    host->finish(host, call, &outcome);
    free(response.text);
    return 0;
}

static dossier_status start(const dossier_host *host, dossier_bytes config, void **self) {
    (void)config;
    *self = (void *)host;
    return 0;
}

static void stop(void *self) {
    (void)self;
}

static const dossier_method methods[] = {{.name = "Defang", .handle = defang}};
static const dossier_service services[] = {{&example__first__v1__indicators__descriptor, methods}};
static const dossier_module module = {
    .size = sizeof module,
    .abi = DOSSIER_ABI,
    .id = "org.example.first",
    .version = "1.0.0",
    .services = services,
    .n_services = 1,
    .file_descriptor_set = {(const char *)file_set, sizeof file_set},
    .start = start,
    .stop = stop,
};

const dossier_module *dossier_module_entry(uint32_t host_abi) {
    return host_abi == DOSSIER_ABI ? &module : NULL;
}
