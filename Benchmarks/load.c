/* load: a closed-loop ttrpc load generator for measuring a server.
 *
 *   load HOST PORT CONNECTIONS IN_FLIGHT SECONDS call METHOD REQUEST
 *   load HOST PORT CONNECTIONS IN_FLIGHT SECONDS calls FILE
 *   load HOST PORT CONNECTIONS IN_FLIGHT SECONDS random FILE
 *   load HOST PORT CONNECTIONS IN_FLIGHT SECONDS create PREFIX
 *   load HOST PORT CONNECTIONS IN_FLIGHT SECONDS watch PREFIX REQUEST
 *
 * METHOD is one of dossier.v1, as Incidents/GetIncident, and REQUEST its encoded request, in hexadecimal digits. Every call
 * carries the token of $DOSSIER_TOKEN, if there is one.
 *
 * Keeps IN_FLIGHT unary calls open on each of CONNECTIONS connections, from one thread, and prints one line:
 * calls, errors, calls a second, and the median and 99th percentile of the latency in microseconds. Waits longer than
 * SECONDS for a first answer.
 *
 * calls: sends each of a file's requests once, in its order, and ends when all are answered or SECONDS are over. Each of
 * its lines is a METHOD, a space and a REQUEST. random: sends one of them at random, again and again.
 *
 * watch: each connection watches, and one more creates incidents, IN_FLIGHT of which not all watchers have heard of yet.
 * A call is an event at one watcher then, and its latency the time since its create was sent. */
#define _GNU_SOURCE
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

enum { BUFFER = 5 << 20, MAX_IN_FLIGHT = 1024, HEADER = 10, SAMPLES = 1 << 22, MAX_REQUEST = 4096, WAIT_MS = 1000 };
enum { OUT_BUFFER = 1 << 17, MAX_TOKEN = 256, PATIENCE_MS = 60000 };
enum frame { REQUEST = 1, RESPONSE = 2, CLOSES = 1 };

struct connection {
    int fd;
    uint32_t next_stream;
    int64_t started[MAX_IN_FLIGHT]; /* by stream / 2, modulo */
    uint8_t in[BUFFER], out[OUT_BUFFER];
    size_t in_size, out_size, out_sent;
};

/* What is to be called. */
struct call {
    const char *method;
    const uint8_t *payload;
    size_t size;
};

static const char *kind, *subject;
static struct call *listed;
static size_t listed_count, listed_sent;
static int in_order;
/* The token, as a field of a request. */
static uint8_t metadata[MAX_TOKEN + 64];
static size_t metadata_size;
static uint64_t created, calls, errors, sent;
/* watch: of each create that is under way, by number modulo. */
static struct { int64_t sent; int left; } unheard[MAX_IN_FLIGHT];
static struct connection *writer;
static int watchers;
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

static void read_token(void) {
    const char *token = getenv("DOSSIER_TOKEN");
    if (!token) return;
    char value[MAX_TOKEN + 16];
    uint8_t pair[MAX_TOKEN + 48];
    if (strlen(token) > MAX_TOKEN) { fprintf(stderr, "the token is too long\n"); exit(2); }
    size_t size = field(pair, 1, "authorization", 13);
    size += field(pair + size, 2, value, (size_t)sprintf(value, "Bearer %s", token));
    metadata_size = field(metadata, 5, pair, size);
}

static void request(struct connection *c, const char *method, const uint8_t *payload, size_t payload_size, int flags) {
    uint8_t body[MAX_REQUEST + sizeof metadata + 256];
    char service[64];
    const char *slash = strchr(method, '/');
    int length = snprintf(service, sizeof service, "dossier.v1.%.*s", (int)(slash - method), method);
    size_t size = field(body, 1, service, (size_t)length);
    size += field(body + size, 2, slash + 1, strlen(slash + 1));
    size += field(body + size, 3, payload, payload_size);
    memcpy(body + size, metadata, metadata_size);
    size += metadata_size;
    uint32_t stream = c->next_stream;
    c->next_stream += 2;
    uint8_t *to = c->out + c->out_size;
    uint32_t words[2] = {htonl((uint32_t)size), htonl(stream)};
    memcpy(to, words, 8);
    to[8] = REQUEST;
    to[9] = (uint8_t)flags;
    memcpy(to + HEADER, body, size);
    c->out_size += HEADER + size;
    c->started[(stream / 2) % MAX_IN_FLIGHT] = now();
    sent++;
}

static void create(struct connection *c) {
    uint8_t incident[256], payload[512];
    char id[128];
    const char title[] = "A made-up incident of ordinary length, to be recorded";
    size_t size = field(incident, 20, title, sizeof title - 1);
    unheard[created % MAX_IN_FLIGHT].sent = now();
    unheard[created % MAX_IN_FLIGHT].left = watchers;
    snprintf(id, sizeof id, "%s-%llu", subject, (unsigned long long)created++);
    size_t at = field(payload, 1, incident, size);
    request(c, "Incidents/CreateIncident", payload, at + field(payload + at, 2, id, strlen(id)), 0);
}

static void send_call(struct connection *c, const struct call *call, int flags) {
    request(c, call->method, call->payload, call->size, flags);
}

static void list(const char *method, const char *digits) {
    size_t size = strlen(digits) / 2;
    uint8_t *payload = malloc(size);
    int valid = strchr(method, '/') && size <= MAX_REQUEST && strlen(digits) % 2 == 0;
    for (size_t i = 0; valid && i < size; i++) valid = sscanf(digits + 2 * i, "%2hhx", &payload[i]) == 1;
    if (!valid) {
        fprintf(stderr, "not a method and a request: %.80s %.80s\n", method, digits);
        exit(2);
    }
    if ((listed_count & (listed_count - 1)) == 0) listed = realloc(listed, (2 * listed_count + 1) * sizeof *listed);
    listed[listed_count++] = (struct call){strdup(method), payload, size};
}

static void list_file(const char *path) {
    static char line[2 * MAX_REQUEST + 256];
    FILE *file = fopen(path, "r");
    if (!file) fail(path);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *space = strchr(line, ' ');
        if (space) *space = 0;
        list(line, space ? space + 1 : "");
    }
    fclose(file);
    if (!listed_count) { fprintf(stderr, "no calls in %s\n", path); exit(2); }
}

/* A number below a bound, the same in each run: xorshift64 by Marsaglia. */
static size_t draw(size_t bound) {
    static uint64_t state = 88172645463325252ULL;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state % bound;
}

static void next(struct connection *c) {
    if (!listed_count || watchers) create(c);
    else if (!in_order) send_call(c, &listed[draw(listed_count)], 0);
    else if (listed_sent < listed_count) send_call(c, &listed[listed_sent++], 0);
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

static void sample(int64_t since) { samples[calls++ % SAMPLES] = (uint32_t)((now() - since) / 100); }

/* An event of a watch: the number of its incident ends the name. */
static void hear(const uint8_t *body, size_t size) {
    char name[128];
    int length = snprintf(name, sizeof name, "incidents/%s-", subject);
    const char *found = memmem(body, size, name, (size_t)length);
    if (!found) return; /* a heartbeat */
    uint64_t number = strtoull(found + length, NULL, 10);
    sample(unheard[number % MAX_IN_FLIGHT].sent);
    if (--unheard[number % MAX_IN_FLIGHT].left == 0) create(writer);
}

static void frame(struct connection *c, const uint8_t *header, uint32_t stream, size_t size) {
    const uint8_t *body = header + HEADER;
    if (watchers && c != writer) {
        if (header[8] == RESPONSE) errors++; /* a watch does not end */
        else hear(body, size);
        return;
    }
    errors += (uint64_t)is_error(body, size);
    if (watchers) return;
    sample(c->started[(stream / 2) % MAX_IN_FLIGHT]);
    next(c);
}

static void receive(struct connection *c) {
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
        if (HEADER + size > BUFFER) { fprintf(stderr, "a reply of %zu bytes\n", size); exit(1); }
        if (c->in_size - at < HEADER + size) break;
        frame(c, c->in + at, ntohl(words[1]), size);
        at += HEADER + size;
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

static void open_connection(struct connection *c, const char *host, int port, int epoll) {
    c->fd = dial(host, port);
    c->next_stream = 1;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event);
}

/* Until the end, or until the first answer if that comes later, before patience ends. */
static void run(int epoll, int64_t end, int64_t patience) {
    while ((now() < end || (!calls && now() < patience)) && (!in_order || calls < sent)) {
        struct epoll_event events[256];
        int n = epoll_wait(epoll, events, 256, 100);
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            if (events[i].events & EPOLLIN) receive(c);
            flush(c, epoll);
        }
        if (writer) flush(writer, epoll);
    }
}

static int usage(const char *what) {
    fprintf(stderr, "%s\nusage: load HOST PORT CONNECTIONS IN_FLIGHT SECONDS call METHOD HEX|calls FILE|random FILE|create PREFIX|watch PREFIX HEX\n",
            what);
    return 2;
}

int main(int count, char **arguments) {
    if (count < 8) return usage("too few arguments");
    int port = atoi(arguments[2]), connections = atoi(arguments[3]), in_flight = atoi(arguments[4]);
    int epoll = epoll_create1(0);
    double seconds = atof(arguments[5]);
    kind = arguments[6];
    subject = arguments[7];
    if (connections < 1 || in_flight < 1 || in_flight > 256) return usage("connections >= 1, 1 <= in flight <= 256");
    read_token();
    in_order = !strcmp(kind, "calls");
    if (in_order || !strcmp(kind, "random")) list_file(subject);
    else if (strcmp(kind, "create") && count != 9) return usage("no request");
    else if (!strcmp(kind, "call")) list(subject, arguments[8]);
    else if (!strcmp(kind, "watch")) list("Incidents/WatchIncidents", arguments[8]);
    samples = malloc(SAMPLES * sizeof *samples);
    struct connection *all = calloc((size_t)connections + 1, sizeof *all);
    for (int i = 0; i < connections; i++) open_connection(&all[i], arguments[1], port, epoll);
    if (!strcmp(kind, "watch")) {
        watchers = connections;
        writer = &all[connections];
        open_connection(writer, arguments[1], port, epoll);
        for (int i = 0; i < connections; i++) {
            send_call(&all[i], listed, CLOSES);
            flush(&all[i], epoll);
        }
        int64_t end = now() + WAIT_MS * 1000000LL;
        run(epoll, end, end);
    }
    int64_t begin = now();
    for (int i = 0; i < (watchers ? 1 : connections); i++) {
        struct connection *c = watchers ? writer : &all[i];
        for (int j = 0; j < in_flight; j++) next(c);
        flush(c, epoll);
    }
    int64_t end = begin + (int64_t)(seconds * 1e9);
    run(epoll, end, end + PATIENCE_MS * 1000000LL);
    double took = (double)(now() - begin) / 1e9;
    uint64_t kept = calls < SAMPLES ? calls : SAMPLES;
    qsort(samples, kept, sizeof *samples, by_size);
    printf("calls %llu errors %llu rate %.0f p50_us %.1f p99_us %.1f\n", (unsigned long long)calls,
           (unsigned long long)errors, (double)calls / took, kept ? samples[kept / 2] / 10.0 : 0,
           kept ? samples[kept * 99 / 100] / 10.0 : 0);
    return calls == 0 || errors == calls;
}
