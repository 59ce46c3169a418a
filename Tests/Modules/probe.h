/* What the test modules share. */
#ifndef PROBE_H
#define PROBE_H
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dossier_module.h"
#include "probe.pb-c.h"

typedef Probe__V1__Ask ask_t;
typedef Probe__V1__Answer answer_t;

static inline dossier_bytes bytes_of(const char *text) {
    return (dossier_bytes){text, text ? strlen(text) : 0};
}

/* Ends a call well. */
static inline dossier_status answer(const dossier_host *host, dossier_call call, const char *text,
                                    uint64_t number, uint64_t other) {
    answer_t reply = PROBE__V1__ANSWER__INIT;
    dossier_outcome outcome = {.size = sizeof outcome};
    reply.text = (char *)text;
    reply.number = number;
    reply.other = other;
    outcome.reply = &reply.base;
    return host->finish(host, call, &outcome);
}

/* Ends a call badly. */
static inline dossier_status fail(const dossier_host *host, dossier_call call, dossier_status status,
                                  const char *message) {
    dossier_outcome outcome = {.size = sizeof outcome, .status = status, .message = bytes_of(message)};
    return host->finish(host, call, &outcome);
}

/* Sends one message of a stream. */
static inline dossier_status send_answer(const dossier_host *host, dossier_call call, const char *text,
                                         uint64_t number) {
    answer_t reply = PROBE__V1__ANSWER__INIT;
    reply.text = (char *)text;
    reply.number = number;
    return host->send(host, call, &reply.base, (dossier_bytes){0});
}

/* The name of the thread we are on. */
static inline const char *thread_name(char name[16]) {
    pthread_getname_np(pthread_self(), name, 16);
    return name;
}

/* Runs a function on a thread that nobody joins: begun so, because older C libraries may touch a thread that has ended
 * when they detach it afterwards. */
static inline void run_detached(void *(*function)(void *), void *argument) {
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&thread, &attributes, function, argument) != 0) abort();
    pthread_attr_destroy(&attributes);
}

/* What probe.proto declares, for those who read it at run time. */
static const unsigned char file_set[] = {
#include "probe.set.inc"
};
#define FILE_SET \
    { (const char *)file_set, sizeof file_set }

#endif
