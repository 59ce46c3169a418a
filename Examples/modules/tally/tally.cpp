// A module in C++: a unary method, and one where client and server stream.
//
// The contract is C. No exception may leave a function that the server calls, so those are noexcept, and new is the
// one that does not throw.
#include <dossier_module.h>

#include <cstdint>
#include <new>
#include <optional>
#include <string_view>

#include "example/tally/v1/tally.pb-c.h"

using CountTextRequest = Example__Tally__V1__CountTextRequest;
using CountTextResponse = Example__Tally__V1__CountTextResponse;
using TallyLinesRequest = Example__Tally__V1__TallyLinesRequest;
using TallyLinesResponse = Example__Tally__V1__TallyLinesResponse;

namespace {

// gRPC's numbers.
constexpr dossier_status cancelled = 1, resourceExhausted = 8, outOfRange = 11;

constexpr uint8_t fileSet[] = {
#include "file_set.inc"
};

uint64_t words(std::string_view text) {
    constexpr std::string_view space = " \t\r\n\v\f";
    uint64_t count = 0;
    for (auto at = text.find_first_not_of(space); at != text.npos; at = text.find_first_not_of(space, at)) {
        count++;
        at = text.find_first_of(space, at);
        if (at == text.npos) break;
    }
    return count;
}

void finish(const dossier_host *host, dossier_call call, dossier_status status, const ProtobufCMessage *reply) {
    dossier_outcome outcome{};
    outcome.size = sizeof outcome;
    outcome.status = status;
    outcome.reply = reply;
    host->finish(host, call, &outcome);
}

dossier_status countText(void *self, const dossier_method *, dossier_call call,
                         const ProtobufCMessage *message) noexcept {
    auto request = reinterpret_cast<const CountTextRequest *>(message);
    CountTextResponse response = EXAMPLE__TALLY__V1__COUNT_TEXT_RESPONSE__INIT;
    response.words = words(request->text);
    finish(static_cast<const dossier_host *>(self), call, 0, &response.base);
    return 0;
}

// One call of TallyLines, from its handler to finish. It goes on in turns: when a line has come, and when a reply that
// found no room has room. So a call that waits costs memory and no thread, and a client that does not read its replies
// is not read from. The server never runs two turns of a call at once.
class Conversation {
  public:
    static dossier_status begin(const dossier_host *host, dossier_call call) {
        auto conversation = new (std::nothrow) Conversation(host, call);
        if (!conversation) return resourceExhausted;
        conversation->wait(DOSSIER_EVENT_READABLE);
        return 0;
    }

  private:
    Conversation(const dossier_host *host, dossier_call call) : host(host), call(call) {}

    // Once: each turn arms it again.
    void wait(uint32_t events) {
        host->watch(host, call, events | DOSSIER_EVENT_CANCELLED, turn, this);
    }

    static void turn(void *user, dossier_call, uint32_t events) noexcept {
        auto self = static_cast<Conversation *>(user);
        if (events & DOSSIER_EVENT_CANCELLED)
            self->end(cancelled);
        else
            self->goOn();
    }

    void goOn() {
        for (;;) {
            dossier_status status = reply.has_value() ? send() : receive();
            if (status == DOSSIER_FULL) return wait(DOSSIER_EVENT_WRITABLE);
            if (status == DOSSIER_WAIT) return wait(DOSSIER_EVENT_READABLE);
            // The client has said all: the stream ends well.
            if (status == outOfRange) return end(0);
            if (status != 0) return end(status);
        }
    }

    dossier_status receive() {
        const ProtobufCMessage *message = nullptr;
        dossier_status status = host->receive(host, call, &message);
        if (status != 0) return status;
        totals.lines++;
        totals.words += words(reinterpret_cast<const TallyLinesRequest *>(message)->line);
        reply = totals;
        return 0;
    }

    dossier_status send() {
        dossier_status status = host->send(host, call, &reply->base, dossier_bytes{});
        if (status == 0) reply.reset();
        return status;
    }

    void end(dossier_status status) {
        finish(host, call, status, nullptr);
        delete this;
    }

    const dossier_host *host;
    dossier_call call;
    TallyLinesResponse totals = EXAMPLE__TALLY__V1__TALLY_LINES_RESPONSE__INIT;
    std::optional<TallyLinesResponse> reply; // not sent yet
};

// Where the client streams there is no request: its messages are received.
dossier_status tallyLines(void *self, const dossier_method *, dossier_call call, const ProtobufCMessage *) noexcept {
    return Conversation::begin(static_cast<const dossier_host *>(self), call);
}

dossier_status start(const dossier_host *host, dossier_bytes, void **self) noexcept {
    *self = const_cast<dossier_host *>(host);
    return 0;
}

void stop(void *) noexcept {}

const dossier_method methods[] = {
    {.name = "CountText", .flags = 0, .reserved = 0, .role = nullptr, .context = nullptr, .handle = countText},
    {.name = "TallyLines",
     .flags = DOSSIER_CLIENT_STREAMS | DOSSIER_SERVER_STREAMS,
     .reserved = 0,
     .role = nullptr,
     .context = nullptr,
     .handle = tallyLines},
};
const dossier_service services[] = {{.descriptor = &example__tally__v1__tally__descriptor, .methods = methods}};
const dossier_module module_ = {
    .size = sizeof(dossier_module),
    .abi = DOSSIER_ABI,
    .id = "org.example.tally",
    .version = "1.0.0",
    .services = services,
    .kinds = nullptr,
    .n_services = 1,
    .n_kinds = 0,
    .file_descriptor_set = {reinterpret_cast<const char *>(fileSet), sizeof fileSet},
    .start = start,
    .stop = stop,
    .index = nullptr,
    .redact = nullptr,
};

} // namespace

const dossier_module *dossier_module_entry(uint32_t hostABI) {
    return hostABI == DOSSIER_ABI ? &module_ : nullptr;
}
