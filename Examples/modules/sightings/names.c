/* Names and tokens as text. */
#include <stdio.h>
#include <sys/random.h>

#include "sightings.h"

bool is_id(const char *id) {
    size_t size = strlen(id);
    return size > 0 && size <= ID_BYTES && id[0] >= 'a' && id[0] <= 'z' && id[size - 1] != '-' &&
           strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == size;
}

const char *id_in(const char *name, const char *kind) {
    size_t size = strlen(kind);
    if (strncmp(name, kind, size) != 0 || name[size] != '/') return NULL;
    const char *id = name + size + 1;
    return is_id(id) ? id : NULL;
}

void make_id(char id[ID_BYTES + 1]) {
    uint64_t random[2] = {0};
    /* So few bytes are never cut short. */
    (void)!getrandom(random, sizeof random, 0);
    snprintf(id, ID_BYTES + 1, "s-%016llx%016llx", (unsigned long long)random[0], (unsigned long long)random[1]);
}

void encode_token(dossier_bytes cursor, char text[TOKEN_BYTES]) {
    static const char digits[] = "0123456789abcdef";
    size_t at = 0;
    for (size_t i = 0; i < cursor.size && at + 2 < TOKEN_BYTES; i++) {
        text[at++] = digits[(unsigned char)cursor.data[i] >> 4];
        text[at++] = digits[(unsigned char)cursor.data[i] & 15];
    }
    text[at] = 0;
}

static int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool decode_token(const char *text, char cursor[CURSOR_BYTES], size_t *size) {
    size_t length = strlen(text);
    if (length % 2 != 0 || length >= TOKEN_BYTES) return false;
    for (size_t i = 0; i < length; i += 2) {
        int high = digit(text[i]), low = digit(text[i + 1]);
        if (high < 0 || low < 0) return false;
        cursor[i / 2] = (char)(high << 4 | low);
    }
    *size = length / 2;
    return true;
}
