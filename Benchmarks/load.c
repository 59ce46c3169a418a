/* load: a closed-loop ttrpc load generator for measuring a server.
 *
 *   load HOST PORT CONNECTIONS IN_FLIGHT SECONDS get NAME
 *   load HOST PORT CONNECTIONS IN_FLIGHT SECONDS create PREFIX
 *
 * Keeps IN_FLIGHT unary calls open on each of CONNECTIONS connections, from one thread, and prints one line:
 * calls, errors, calls a second, and the median and 99th percentile of the latency in microseconds. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 1 << 17, MAX_IN_FLIGHT = 1024, HEADER = 10, SAMPLES = 1 << 22 };

struct connection {
    int fd;
    uint32_t next_stream;
    int64_t started[MAX_IN_FLIGHT]; /* by stream / 2, modulo */
    uint8_t in[BUFFER], out[BUFFER];
    size_t in_size, out_size, out_sent;
};

static const char *kind, *subject;
static uint64_t created, calls, errors;
static uint32_t *samples;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static size_t varint(uint8_t *to, uint64_t value) {
    size_t size = 0;
    while (value >= 0x80) { to[size++] = (uint8_t)value | 0x80; value >>= 7; }
    to[size++] = (uint8_t)value;
    return size;
}

/* A field of bytes: text or a message. */
static size_t field(uint8_t *to, int number, const void *bytes, size_t size) {
    size_t at = varint(to, (uint64_t)number << 3 | 2);
    at += varint(to + at, size);
    memcpy(to + at, bytes, size);
    return at + size;
}

static size_t payload(uint8_t *to, const char **method) {
    if (!strcmp(kind, "get")) {
        *method = "GetIncident";
        return field(to, 1, subject, strlen(subject));
    }
    uint8_t incident[256];
    char id[128];
    const char title[] = "A made-up incident of ordinary length, to be recorded";
    size_t size = field(incident, 20, title, sizeof title - 1);
    *method = "CreateIncident";
    snprintf(id, sizeof id, "%s-%llu", subject, (unsigned long long)created++);
    size_t at = field(to, 1, incident, size);
    return at + field(to + at, 2, id, strlen(id));
}

static void request(struct connection *c) {
    uint8_t body[1024], inner[512];
    const char *method;
    size_t inner_size = payload(inner, &method);
    const char service[] = "dossier.v1.Incidents";
    size_t size = field(body, 1, service, sizeof service - 1);
    size += field(body + size, 2, method, strlen(method));
    size += field(body + size, 3, inner, inner_size);
    uint32_t stream = c->next_stream;
    c->next_stream += 2;
    uint8_t *to = c->out + c->out_size;
    uint32_t words[2] = {htonl((uint32_t)size), htonl(stream)};
    memcpy(to, words, 8);
    to[8] = 1;
    to[9] = 0;
    memcpy(to + HEADER, body, size);
    c->out_size += HEADER + size;
    c->started[(stream / 2) % MAX_IN_FLIGHT] = now();
}

static void flush(struct connection *c, int epoll) {
    while (c->out_sent < c->out_size) {
        ssize_t n = write(c->fd, c->out + c->out_sent, c->out_size - c->out_sent);
        if (n < 0) {
            if (errno != EAGAIN) fail("write");
            break;
        }
        c->out_sent += (size_t)n;
    }
    int waits = c->out_sent < c->out_size;
    if (!waits) c->out_sent = c->out_size = 0;
    struct epoll_event event = {.events = EPOLLIN | (waits ? EPOLLOUT : 0), .data.ptr = c};
    if (waits) epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &event);
}

/* Whether a Response carries a status that is not OK: field 1 with a code in it. */
static int is_error(const uint8_t *body, size_t size) { return size > 2 && body[0] == 0x0A && body[2] == 0x08; }

static void receive(struct connection *c, int open) {
    ssize_t n = read(c->fd, c->in + c->in_size, BUFFER - c->in_size);
    if (n == 0) { fprintf(stderr, "the server closed a connection\n"); exit(1); }
    if (n < 0) {
        if (errno == EAGAIN) return;
        fail("read");
    }
    c->in_size += (size_t)n;
    size_t at = 0;
    while (c->in_size - at >= HEADER) {
        uint32_t words[2];
        memcpy(words, c->in + at, 8);
        size_t size = ntohl(words[0]);
        if (c->in_size - at < HEADER + size) break;
        int64_t nanoseconds = now() - c->started[(ntohl(words[1]) / 2) % MAX_IN_FLIGHT];
        samples[calls++ % SAMPLES] = (uint32_t)(nanoseconds / 100);
        errors += (uint64_t)is_error(c->in + at + HEADER, size);
        at += HEADER + size;
        if (open) request(c);
    }
    memmove(c->in, c->in + at, c->in_size - at);
    c->in_size -= at;
}

static int by_size(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int dial(const char *host, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    if (inet_pton(AF_INET, host, &address.sin_addr) != 1) { fprintf(stderr, "not an IPv4 address: %s\n", host); exit(2); }
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

int main(int count, char **arguments) {
    if (count != 8) { fprintf(stderr, "usage: load HOST PORT CONNECTIONS IN_FLIGHT SECONDS get|create NAME\n"); return 2; }
    int connections = atoi(arguments[3]), in_flight = atoi(arguments[4]), epoll = epoll_create1(0);
    double seconds = atof(arguments[5]);
    kind = arguments[6];
    subject = arguments[7];
    if (connections < 1 || in_flight < 1 || in_flight > 256) { fprintf(stderr, "connections >= 1, 1 <= in flight <= 256\n"); return 2; }
    samples = malloc(SAMPLES * sizeof *samples);
    struct connection *all = calloc((size_t)connections, sizeof *all);
    for (int i = 0; i < connections; i++) {
        all[i].fd = dial(arguments[1], atoi(arguments[2]));
        all[i].next_stream = 1;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
        epoll_ctl(epoll, EPOLL_CTL_ADD, all[i].fd, &event);
    }
    int64_t begin = now(), end = begin + (int64_t)(seconds * 1e9);
    for (int i = 0; i < connections; i++) {
        for (int j = 0; j < in_flight; j++) request(&all[i]);
        flush(&all[i], epoll);
    }
    while (now() < end) {
        struct epoll_event events[256];
        int n = epoll_wait(epoll, events, 256, 100);
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            if (events[i].events & EPOLLIN) receive(c, 1);
            flush(c, epoll);
        }
    }
    double took = (double)(now() - begin) / 1e9;
    uint64_t kept = calls < SAMPLES ? calls : SAMPLES;
    qsort(samples, kept, sizeof *samples, by_size);
    printf("calls %llu errors %llu rate %.0f p50_us %.1f p99_us %.1f\n", (unsigned long long)calls,
           (unsigned long long)errors, (double)calls / took, kept ? samples[kept / 2] / 10.0 : 0,
           kept ? samples[kept * 99 / 100] / 10.0 : 0);
    return calls == 0 || errors == calls;
}
